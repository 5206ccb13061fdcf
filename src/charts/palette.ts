/** Colours and dashes of lines: Okabe–Ito for quantities and variants, a ramp from shallow to deep for layers. */
import { OVERLAY_COLORS } from '../state/overlay-colors.ts';
import type { LineStyle } from './line.ts';
import { oklch } from './oklch.ts';

/** Dash and width of each quantity, the same in every variant and run. Variants and runs differ in colour. */
const STROKES = {
  batch: { dash: [], width: 1, pale: true },
  train: { dash: [], width: 2 },
  test: { dash: [7, 4], width: 2 },
  trueLabels: { dash: [2, 3], width: 1.5 },
  corruptedGiven: { dash: [9, 3, 2, 3], width: 1.5 },
  corruptedTrue: { dash: [1, 4], width: 2 },
  gap: { dash: [4, 4], width: 1 },
} as const satisfies Readonly<Record<string, Omit<LineStyle, 'color'>>>;
export type StrokeName = keyof typeof STROKES;
/**
 * Okabe–Ito colours of a single run with a contrast of 3 : 1 on the page's surface, light and dark. Batch is pale on
 * purpose.
 */
const LIGHT: Readonly<Record<StrokeName, string>> = {
  batch: '#7fb2d6',
  train: '#0072b2',
  test: '#d55e00',
  trueLabels: '#00835f',
  corruptedGiven: '#b35a8e',
  corruptedTrue: '#8a6000',
  gap: '#2b2f36',
};
const DARK: Readonly<Record<StrokeName, string>> = {
  batch: '#3f749b',
  train: '#56b4e9',
  test: '#f08a3c',
  trueLabels: '#2fc79a',
  corruptedGiven: '#dd9ac0',
  corruptedTrue: '#e6b43c',
  gap: '#d5d9de',
};
const LAYER_DASHES: readonly (readonly number[])[] = [[], [6, 2], [2, 2], [8, 2, 2, 2]];
const FEW_LINES = 6;
/** Hues of the two variants, blue and vermilion. */
const VARIANT_HUES = [245, 45];
const VARIANT_DASHES: readonly (readonly number[])[] = [[], [5, 3]];
const OVERLAY_HUES: Readonly<Record<(typeof OVERLAY_COLORS)[number], number>> = {
  rose: 345,
  olive: 110,
  teal: 200,
  orange: 30,
  violet: 290,
};
/** Dash of an overlaid paired run's second variant, which has the same colour as the first. */
const SECOND_VARIANT_DASH: readonly number[] = [2, 2];
const OVERLAY_DASHES: readonly (readonly number[])[] = [
  [7, 3],
  [4, 2],
  [8, 2, 2, 2],
  [1, 2],
  [12, 4],
  [4, 4],
];
interface Ramp {
  readonly light: readonly [number, number];
  readonly dark: readonly [number, number];
}

/** Lightness of the shallowest and the deepest line. A variant's ramp is short, so that its hue remains recognizable. */
const LAYER_RAMP: Ramp = { light: [0.64, 0.3], dark: [0.9, 0.58] };
const VARIANT_RAMP: Ramp = { light: [0.66, 0.42], dark: [0.86, 0.62] };

/** The position of a line among those of its chart. */
export interface Place {
  readonly variant: number;
  readonly variants: number;
  readonly index: number;
  readonly count: number;
  readonly dark: boolean;
}

/** Style of a quantity's line: the quantity's colour in a single run, the variant's colour in a paired run. */
export function quantityStyle(
  stroke: StrokeName,
  { variant, variants, dark }: Omit<Place, 'index' | 'count'>,
): LineStyle {
  const style: Omit<LineStyle, 'color'> = STROKES[stroke];
  if (variants < 2) return { ...style, color: (dark ? DARK : LIGHT)[stroke] };
  return { ...style, color: hued(VARIANT_HUES[variant] ?? 0, dark, style.pale === true) };
}

const SERIES = ['train', 'test', 'trueLabels', 'corruptedGiven', 'corruptedTrue', 'gap'] as const;
const SERIES_DASHES: readonly (readonly number[])[] = [[], [6, 2], [2, 2], [8, 2, 2, 2], [1, 3], [4, 4]];

/** Style for one of several groups of runs; its index determines colour and dash. */
export function seriesStyle(index: number, count: number, dark: boolean): LineStyle {
  const color = (dark ? DARK : LIGHT)[SERIES[index % SERIES.length] ?? 'gap'];
  return { color, dash: SERIES_DASHES[index % SERIES_DASHES.length] ?? [], width: count > FEW_LINES ? 1 : 1.5 };
}

/** One colour for all quantities of a variant or run. */
const hued = (hue: number, dark: boolean, pale: boolean): string =>
  oklch(dark ? (pale ? 0.52 : 0.76) : pale ? 0.78 : 0.5, pale ? 0.08 : 0.15, hue);

/** Style of a layer's line. Shallow to deep is light to dark and green to violet, with alternating dashes. */
export function layerStyle(place: Place): LineStyle {
  if (place.variants > 1) return variantStyle(place);
  const hue = 150 + 160 * depth(place);
  return {
    color: oklch(lightness(place, LAYER_RAMP), 0.13, hue),
    dash: LAYER_DASHES[place.index % LAYER_DASHES.length] ?? [],
    width: 1.5,
  };
}

/** One colour for all lines of a variant. */
export function variantColor(variant: number, dark: boolean): string {
  return hued(VARIANT_HUES[variant] ?? 0, dark, false);
}

function variantStyle(place: Place): LineStyle {
  const hue = VARIANT_HUES[place.variant] ?? 0;
  return {
    color: oklch(lightness(place, VARIANT_RAMP), 0.15, hue),
    dash: VARIANT_DASHES[place.variant] ?? [],
    width: widthOf(place),
  };
}

/** Many lines are thin: they are easier to tell apart, and without a GPU only one-pixel lines draw quickly. */
const widthOf = ({ variants, count }: Place): number => (variants * count > FEW_LINES ? 1 : 1.5);

/** Style of an overlay: its own hue and dash, lighter or darker by quantity or layer. `variant` is for a paired run. */
export function overlayStyle(
  slot: number,
  { index, count, dark, variant = 0 }: Omit<Place, 'variant' | 'variants'> & { readonly variant?: number },
): LineStyle {
  const hue = OVERLAY_HUES[OVERLAY_COLORS[slot % OVERLAY_COLORS.length] ?? 'rose'];
  const place = { variant: 0, variants: 1, index, count, dark };
  return {
    color: oklch(lightness(place, VARIANT_RAMP), 0.14, hue),
    dash: variant > 0 ? SECOND_VARIANT_DASH : (OVERLAY_DASHES[slot % OVERLAY_DASHES.length] ?? []),
    width: 1,
  };
}

const depth = ({ index, count }: Place): number => (count < 2 ? 0.5 : index / (count - 1));

function lightness(place: Place, { light, dark }: Ramp): number {
  const [shallow, deep] = place.dark ? dark : light;
  return shallow + (deep - shallow) * depth(place);
}
