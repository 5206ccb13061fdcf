/** A whole chart as a picture for files: title, axes, contents, legend. */
import { linearAxis, logAxis, type Axis } from '../shared/util/axis.ts';
import { shortened } from '../shared/util/text.ts';
import { valueLimits, type ChartFrame } from './chart-frame.ts';
import { ChartPainter } from './chart-painter.ts';
import type { ChartSpec } from './chart-specs.ts';
import { HELVETICA, helveticaWidth } from './helvetica.ts';
import { flowLegend } from './legend-flow.ts';
import { lineNames, type Line } from './line.ts';
import { labelMargins, type Margins, type Plane } from './paint.ts';
import type { Surface } from './surface.ts';
import { textWidth } from './svg-surface.ts';
import type { ChartTheme } from './theme.ts';
import { placeTick, valueTick } from './ticks.ts';
import { msg, str } from '../shared/util/texts.ts';

export interface Picture {
  readonly title: string;
  /** CSS pixels. */
  readonly width: number;
  readonly height: number;
  readonly paint: (surface: Surface) => void;
  /** For print: files give the size in millimetres and use a font that every program has. */
  readonly paper?: boolean;
}

/** Where lines are named. With `ends`, the legend names only the lines that have no room for a name at their end. */
export type NamePlace = 'ends' | 'legend' | 'both' | 'none';

export interface PictureStyle {
  /** CSS pixels. */
  readonly width: number;
  /** Height of the picture, px, or more if the plot would be too low; undefined for a plot of the usual height. */
  readonly height: number | undefined;
  /** Font size, px. Lines and distances are in proportion. */
  readonly size: number;
  /** The colours of the lines are the frame's. */
  readonly dark: boolean;
  readonly paper: boolean;
  readonly names: NamePlace;
  /** Heading and axis titles instead of the chart's own; '' for none. */
  readonly title?: string;
  readonly xTitle?: string;
  readonly yTitle?: string;
}

/** Light in either theme, because files end up on paper and in other documents. */
export const USUAL_STYLE: PictureStyle = {
  width: 720,
  height: undefined,
  size: 11,
  dark: false,
  paper: false,
  names: 'both',
};
const PLOT_HEIGHT = 240;
/** Of more layers, only evenly spaced ones are named, because they share one colour ramp. */
const MOST_LAYERS = 16;
const MOST_LETTERS = 90;

/** Sizes and colours of a style, px. */
interface Design {
  readonly style: PictureStyle;
  readonly theme: ChartTheme;
  readonly ink: string;
  readonly width: (text: string) => number;
  readonly padding: number;
  /** Height of a line of text. */
  readonly line: number;
  readonly gap: number;
  readonly swatch: number;
  readonly between: number;
  readonly stroke: number;
  readonly heading: { readonly size: number; readonly height: number };
}

const INK = { light: '#1f2328', dark: '#e8eaed' } as const;

function designOf(style: PictureStyle): Design {
  const { size, dark, paper } = style;
  const scale = size / USUAL_STYLE.size;
  const ink = dark ? INK.dark : INK.light;
  const light = { text: paper ? '#454d56' : '#59636e', grid: '#e1e4e8', surface: '#ffffff', shuffled: '#b3420a' };
  const night = { text: '#a9b0b9', grid: '#363c44', surface: '#16191d', shuffled: '#f0a060' };
  const font = paper ? HELVETICA : 'system-ui, sans-serif';
  return {
    style,
    theme: { ...(dark ? night : light), font, size, line: 0 },
    ink,
    width: (text) => (paper ? helveticaWidth(text, size) : textWidth(text, size)),
    padding: (paper ? 3 : 12) * scale,
    line: (paper ? 14 : 16) * scale,
    gap: (paper ? 4 : 6) * scale,
    swatch: 24 * scale,
    between: 18 * scale,
    stroke: scale,
    heading: { size: paper ? size + 1 : 13, height: (paper ? 20 : 24) * scale },
  };
}

/**
 * `variants` are the variants' names; empty for a single run. The frame's lines have the colours of the style's theme.
 * Undefined if no line has a value.
 */
export function chartPicture(
  frame: ChartFrame,
  variants: readonly string[],
  style: PictureStyle = USUAL_STYLE,
): Picture | undefined {
  const lines = frame.lines.filter((line) => line.ys().some(Number.isFinite));
  if (lines.length === 0) return undefined;
  const design = designOf(style);
  const named = lineNames(lines, variants);
  const drawn = lines.map((line) => drawnLine(line, design));
  const names = { of: new Map(drawn.map((line, k) => [line, named[k] ?? ''])), variants };
  const shown = { ...frame, lines: drawn, highlight: undefined };
  const painter = new ChartPainter();
  const layout = layoutOf(shown, painter, names, design);
  const { plane, margins, axis, legend, legendTop } = layout;
  painter.reduce(shown, Math.round(plane.right - plane.left));
  const { theme, ink, padding, heading, line } = design;
  const title = style.title ?? frame.spec.title;
  const height = legendTop + legend.rows * line + padding;
  return {
    title: frame.spec.title,
    width: style.width,
    height,
    paper: style.paper,
    paint: (surface) => {
      surface.fillStyle = theme.surface;
      surface.fillRect(0, 0, style.width, height);
      surface.fillStyle = ink;
      surface.font = `600 ${heading.size}px ${theme.font}`;
      surface.textBaseline = 'top';
      if (title !== '') surface.fillText(title, plane.left, padding);
      surface.font = `${theme.size}px ${theme.font}`;
      paintAxes(surface, plane, shown, axis, design);
      painter.paint(surface, plane, shown, theme, margins);
      for (const entry of legend.entries) paintEntry(surface, entry, plane.left, legendTop, design);
    },
  };
}

/** The line with strokes in proportion to the font. */
function drawnLine(line: Line, { style: { names }, stroke }: Design): Line {
  const label = names === 'ends' || names === 'both' ? line.label : undefined;
  const { width, dash } = line.style;
  return { ...line, label, style: { ...line.style, width: width * stroke, dash: dash.map((each) => each * stroke) } };
}

interface Layout {
  readonly plane: Plane;
  readonly margins: Margins;
  readonly axis: Axis;
  readonly legend: Legend;
  readonly legendTop: number;
}

interface LegendNames {
  readonly of: ReadonlyMap<Line, string>;
  readonly variants: readonly string[];
}

/** The plot gets the height that the texts leave; which texts there are depends in turn on its height. */
function layoutOf(frame: ChartFrame, painter: ChartPainter, names: LegendNames, design: Design): Layout {
  const { style, padding, line, gap, heading, width } = design;
  const xTitle = style.xTitle ?? placeTitle(frame);
  // The extent doesn't depend on the columns, which depend on the axis labels.
  const extents = painter.reduce(frame, 1);
  const above = padding + ((style.title ?? frame.spec.title) === '' ? 0 : heading.height);
  const below = (xTitle === '' ? line : 2 * line) + gap;
  const layout = (plotHeight: number): Layout => {
    const axis = valueAxis(frame, extents, plotHeight / (2 * design.theme.size));
    const margins = labelMargins(frame, design.theme, width, { width: style.width, height: plotHeight });
    const end = width(placeTick(frame, placeAxis(frame, 6).ticks.at(-1) ?? frame.end)) / 2;
    const numbers = Math.max(...axis.ticks.map((tick) => width(valueTick(frame, tick))));
    const left = Math.ceil(padding + (axisTitle(frame.spec, style) === '' ? 0 : line) + numbers + gap);
    const right = style.width - padding - Math.max(margins.right, end - padding);
    const legend = legendOf(legendLines(frame, margins.lines, style), names, style.width - left - padding, design);
    const top = above + margins.top;
    const bottom = top + plotHeight;
    const perPlace = (right - left) / (frame.end - frame.start);
    const plane: Plane = {
      left,
      top,
      right,
      bottom,
      x: (place) => left + (place - frame.start) * perPlace,
      y: (value) => bottom - (bottom - top) * axis.place(value),
    };
    return { plane, margins, axis, legend, legendTop: bottom + below + (legend.rows > 0 ? 4 : 0) };
  };
  const { height } = style;
  if (height === undefined) return layout(PLOT_HEIGHT);
  const least = 4 * line;
  const fitted = ({ plane, legend, legendTop }: Layout): number =>
    Math.max(least, height - padding - legend.rows * line - (legendTop - plane.bottom) - plane.top);
  return layout(fitted(layout(fitted(layout(height / 2)))));
}

/** The lines that the legend has, given those with names at their ends. */
function legendLines(
  { lines, spec }: ChartFrame,
  atEnds: readonly Line[],
  { names: place }: PictureStyle,
): readonly Line[] {
  if (place === 'none') return [];
  const names = [...new Set(lines.map(({ name }) => name))];
  const every = spec.quantities === undefined ? Math.ceil(names.length / MOST_LAYERS) : 1;
  const named = new Set(names.filter((_, k) => k % every === 0 || k === names.length - 1));
  return lines.filter((line) => named.has(line.name) && !(place === 'ends' && atEnds.includes(line)));
}

/** Title of the value axis: the quantity with its unit. */
export const valueTitle = ({ title, unit }: ChartSpec): string => (unit === '' ? title : `${title} (${unit})`);
/** Title of the axis of steps or seconds. */
export const placeTitle = ({ axis }: ChartFrame): string =>
  axis === 'time' ? msg('seconds of training') : msg('step');

const axisTitle = (spec: ChartSpec, { yTitle }: PictureStyle): string => yTitle ?? valueTitle(spec);

/** `most` is the number of ticks that there is room for. */
function valueAxis(frame: ChartFrame, extents: Parameters<typeof valueLimits>[1], most: number): Axis {
  const { min, max } = valueLimits(frame, extents);
  if (!frame.logarithmic) return linearAxis(min, max, Math.max(2, Math.min(5, most)), frame.spec.range !== undefined);
  return logAxis(min, max);
}

const placeAxis = (frame: ChartFrame, most: number): Axis =>
  linearAxis(frame.start, frame.end, Math.max(2, Math.min(6, most)), true);

function paintAxes(surface: Surface, plane: Plane, frame: ChartFrame, axis: Axis, design: Design): void {
  const { left, right, top, bottom } = plane;
  const { style, theme, gap, line, stroke, padding } = design;
  surface.save();
  surface.lineWidth = stroke;
  surface.setLineDash([]);
  surface.fillStyle = theme.text;
  surface.strokeStyle = theme.grid;
  surface.textBaseline = 'middle';
  surface.textAlign = 'right';
  let free = Infinity;
  for (const tick of axis.ticks) {
    const y = plane.y(tick);
    segment(surface, [left, y], [right, y]);
    if (y > free) continue;
    surface.fillText(valueTick(frame, tick), left - gap, y);
    free = y - theme.size;
  }
  surface.textBaseline = 'top';
  surface.textAlign = 'center';
  surface.strokeStyle = theme.text;
  for (const tick of placeAxis(frame, (right - left) / (5 * theme.size)).ticks) {
    segment(surface, [plane.x(tick), bottom], [plane.x(tick), bottom + 3 * stroke]);
    surface.fillText(placeTick(frame, tick), plane.x(tick), bottom + gap);
  }
  segment(surface, [left, top], [left, bottom]);
  segment(surface, [left, bottom], [right, bottom]);
  const [xTitle, yTitle] = [style.xTitle ?? placeTitle(frame), axisTitle(frame.spec, style)];
  if (xTitle !== '') surface.fillText(xTitle, (left + right) / 2, bottom + gap + line);
  surface.translate(padding, (top + bottom) / 2);
  surface.rotate(-Math.PI / 2);
  if (yTitle !== '') surface.fillText(yTitle, 0, 0);
  surface.restore();
}

function segment(surface: Surface, from: readonly [number, number], to: readonly [number, number]): void {
  surface.beginPath();
  surface.moveTo(...from);
  surface.lineTo(...to);
  surface.stroke();
}

interface Entry {
  readonly name: string;
  /** Several for one name in each variant. */
  readonly lines: readonly Line[];
  readonly x: number;
  readonly row: number;
}

interface Legend {
  readonly entries: readonly Entry[];
  readonly rows: number;
}

function legendOf(lines: readonly Line[], names: LegendNames, room: number, design: Design): Legend {
  const { swatch, gap, between, width, theme, style } = design;
  const each = (): Omit<Entry, 'x' | 'row'>[] =>
    lines.map((line) => ({ lines: [line], name: names.of.get(line) ?? '' }));
  const taken = (count: number): number => count * (swatch + gap);
  const entries = ((style.paper ? pairedEntries(lines, names.variants) : undefined) ?? each()).map((entry) => {
    const letters = Math.floor((room - taken(entry.lines.length)) / (0.5 * theme.size));
    return { ...entry, name: shortened(entry.name, Math.min(MOST_LETTERS, letters)) };
  });
  const places = flowLegend(
    entries.map(({ name, lines: { length } }) => (length === 0 ? room : taken(length) + width(name))),
    room,
    between,
  );
  const placed = entries.map((entry, k) => ({ ...entry, x: places[k]?.x ?? 0, row: places[k]?.row ?? 0 }));
  return { entries: placed, rows: Math.max(0, ...placed.map(({ row }) => row + 1)) };
}

/** One entry per name for the lines of both variants of a paired run; undefined if a line has no counterpart. */
function pairedEntries(
  lines: readonly Line[],
  [first, second, ...others]: readonly string[],
): Omit<Entry, 'x' | 'row'>[] | undefined {
  if (first === undefined || second === undefined || others.length > 0) return undefined;
  const names = [...new Set(lines.map(({ name }) => name))];
  const entries = names.map((name) => ({ name, lines: lines.filter((line) => line.name === name) }));
  if (entries.some((entry) => entry.lines.length !== 2)) return undefined;
  return [...entries, { name: msg(str`left: ${first}, right: ${second}`), lines: [] }];
}

function paintEntry(surface: Surface, { name, lines, x, row }: Entry, left: number, top: number, design: Design): void {
  const { swatch, gap, stroke, ink } = design;
  const y = top + (row + 0.5) * design.line;
  let at = left + x;
  surface.save();
  for (const { style } of lines) {
    surface.strokeStyle = style.color;
    surface.lineWidth = Math.max(1.5 * stroke, style.width);
    surface.setLineDash([...style.dash]);
    segment(surface, [at, y], [at + swatch, y]);
    at += swatch + gap;
  }
  surface.fillStyle = ink;
  surface.textBaseline = 'middle';
  surface.fillText(name, at, y);
  surface.restore();
}
