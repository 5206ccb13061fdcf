/** The size and style of figures for papers and slides, remembered for the next figure. */
import { PX_PER_MM, PX_PER_PT } from '../../charts/paper.ts';
import type { NamePlace, PictureStyle } from '../../charts/picture.ts';
import { preference, remember } from '../../state/preferences.ts';
import { msg } from '../../shared/util/texts.ts';

export interface FigureOptions {
  /** Millimetres. */
  readonly width: number;
  readonly height: number;
  /** Font size, points. */
  readonly size: number;
  readonly dark: boolean;
  readonly names: NamePlace;
  /** Reference lines, such as chance. */
  readonly guides: boolean;
  /** Marks of changes, and ranges of shuffled labels. */
  readonly changes: boolean;
}

/** Limits of the numbers. The largest picture still fits into a canvas at 300 dpi. */
export const LIMITS = {
  width: { min: 30, max: 300 },
  height: { min: 20, max: 300 },
  size: { min: 4, max: 40 },
} as const;
type Measure = keyof typeof LIMITS;

/** Column widths are those of Nature and others; a slide is 16 : 9. */
export const FIGURE_SIZES = [
  { name: msg('One column, 89 mm'), measures: { width: 89, height: 62, size: 7 } },
  { name: msg('Two columns, 183 mm'), measures: { width: 183, height: 84, size: 8 } },
  { name: msg('Slide, 16 : 9'), measures: { width: 256, height: 144, size: 18 } },
] as const satisfies readonly { readonly name: string; readonly measures: Pick<FigureOptions, Measure> }[];

export const NAME_PLACES: readonly { readonly place: NamePlace; readonly label: string }[] = [
  { place: 'legend', label: msg('in a legend') },
  { place: 'ends', label: msg('at line ends') },
  { place: 'none', label: msg('none') },
];

const DEFAULT_OPTIONS: FigureOptions = {
  width: 89,
  height: 62,
  size: 7,
  dark: false,
  names: 'legend',
  guides: true,
  changes: true,
};

/** The number within the limits of its kind; undefined if it isn't a number. */
export function limited(measure: Measure, value: unknown): number | undefined {
  const { min, max } = LIMITS[measure];
  return typeof value === 'number' && Number.isFinite(value) ? Math.min(max, Math.max(min, value)) : undefined;
}

/** The name of the size in `FIGURE_SIZES`; undefined for another size. */
export const sizeName = ({ width, height, size }: FigureOptions): string | undefined =>
  FIGURE_SIZES.find(({ measures: own }) => own.width === width && own.height === height && own.size === size)?.name;

export function pictureStyle({ width, height, size, dark, names }: FigureOptions): PictureStyle {
  return {
    width: width * PX_PER_MM,
    height: height * PX_PER_MM,
    size: size * PX_PER_PT,
    dark,
    names,
    paper: true,
  };
}

const KEY = 'figure';

/** The options of the last figure; what storage doesn't have, or has wrong, is the default. */
export function lastOptions(): FigureOptions {
  const kept = parsed(preference(KEY) ?? '');
  const measure = (name: Measure): number => limited(name, kept[name]) ?? DEFAULT_OPTIONS[name];
  const flag = (name: 'dark' | 'guides' | 'changes'): boolean => {
    const value = kept[name];
    return typeof value === 'boolean' ? value : DEFAULT_OPTIONS[name];
  };
  return {
    width: measure('width'),
    height: measure('height'),
    size: measure('size'),
    dark: flag('dark'),
    names: NAME_PLACES.find(({ place }) => place === kept.names)?.place ?? DEFAULT_OPTIONS.names,
    guides: flag('guides'),
    changes: flag('changes'),
  };
}

export const rememberOptions = (options: FigureOptions): void => remember(KEY, JSON.stringify(options));

function parsed(text: string): Readonly<Partial<Record<keyof FigureOptions, unknown>>> {
  try {
    const value: unknown = JSON.parse(text);
    return typeof value === 'object' && value !== null ? value : {};
  } catch {
    return {};
  }
}
