/** A whole chart as a picture for files: title, axes, contents, legend. The background is always white. */
import { linearAxis, logAxis, type Axis } from '../shared/util/axis.ts';
import { shortened } from '../shared/util/text.ts';
import { valueLimits, type ChartFrame } from './chart-frame.ts';
import { ChartPainter } from './chart-painter.ts';
import type { ChartSpec } from './chart-specs.ts';
import { flowLegend } from './legend-flow.ts';
import { lineNames, type Line } from './line.ts';
import { labelMargins, type Plane } from './paint.ts';
import type { Surface } from './surface.ts';
import { textWidth } from './svg-surface.ts';
import type { ChartTheme } from './theme.ts';
import { placeTick, valueTick } from './ticks.ts';

export interface Picture {
  readonly title: string;
  /** CSS pixels. */
  readonly width: number;
  readonly height: number;
  readonly paint: (surface: Surface) => void;
}

/** The page's light colours in either theme, because files end up on paper and in other documents. */
const THEME: ChartTheme = {
  text: '#59636e',
  grid: '#e1e4e8',
  surface: '#ffffff',
  shuffled: '#b3420a',
  font: 'system-ui, sans-serif',
  size: 11,
  line: 0,
};
const INK = '#1f2328';
const WIDTH = 720;
const PLOT_HEIGHT = 240;
const PADDING = 12;
const TITLE = { size: 13, height: 24 } as const;
const LINE = 16;
const TICK_GAP = 6;
const SWATCH = 24;
const ENTRY_GAP = 18;
/** If there are more lines, only evenly spaced ones are named, because they share one colour ramp. */
const MOST_NAMES = 16;
const MOST_LETTERS = 90;

const width = (text: string): number => textWidth(text, THEME.size);

/** `variants` are the variants' names; empty for a single run. Undefined if no line has a value. */
export function chartPicture(frame: ChartFrame, variants: readonly string[]): Picture | undefined {
  const lines = frame.lines.filter((line) => line.ys().some(Number.isFinite));
  if (lines.length === 0) return undefined;
  const shown = { ...frame, lines, highlight: undefined };
  const painter = new ChartPainter();
  const margins = labelMargins(shown, THEME, width, { width: WIDTH, height: PLOT_HEIGHT });
  // The extent doesn't depend on the columns, which depend on the axis labels.
  const axis = valueAxis(shown, painter.reduce(shown, 1));
  const numbers = Math.max(...axis.ticks.map((tick) => width(valueTick(shown, tick))));
  const left = Math.ceil(PADDING + LINE + numbers + TICK_GAP);
  const top = PADDING + TITLE.height + margins.top;
  const right = WIDTH - PADDING - margins.right;
  const bottom = top + PLOT_HEIGHT;
  const perPlace = (right - left) / (shown.end - shown.start);
  const plane: Plane = {
    left,
    top,
    right,
    bottom,
    x: (place) => left + (place - shown.start) * perPlace,
    y: (value) => bottom - (bottom - top) * axis.place(value),
  };
  painter.reduce(shown, Math.round(right - left));
  const legend = legendOf(lines, lineNames(lines, variants), WIDTH - left - PADDING);
  const legendTop = bottom + 2 * LINE + TICK_GAP + 4;
  return {
    title: frame.spec.title,
    width: WIDTH,
    height: legendTop + legend.rows * LINE + PADDING,
    paint: (surface) => {
      surface.fillStyle = THEME.surface;
      surface.fillRect(0, 0, WIDTH, legendTop + legend.rows * LINE + PADDING);
      surface.fillStyle = INK;
      surface.font = `600 ${TITLE.size}px ${THEME.font}`;
      surface.textBaseline = 'top';
      surface.fillText(frame.spec.title, left, PADDING);
      surface.font = `${THEME.size}px ${THEME.font}`;
      paintAxes(surface, plane, shown, axis);
      painter.paint(surface, plane, shown, THEME, margins);
      for (const entry of legend.entries) paintEntry(surface, entry, left, legendTop);
    },
  };
}

/** Title of the value axis: the quantity with its unit. */
const axisTitle = ({ title, unit }: ChartSpec): string => (unit === '' ? title : `${title} (${unit})`);

function valueAxis(frame: ChartFrame, extents: Parameters<typeof valueLimits>[1]): Axis {
  const { min, max } = valueLimits(frame, extents);
  return frame.logarithmic ? logAxis(min, max) : linearAxis(min, max, 5, frame.spec.range !== undefined);
}

function paintAxes(surface: Surface, plane: Plane, frame: ChartFrame, axis: Axis): void {
  const { left, right, top, bottom } = plane;
  surface.save();
  surface.lineWidth = 1;
  surface.setLineDash([]);
  surface.fillStyle = THEME.text;
  surface.strokeStyle = THEME.grid;
  surface.textBaseline = 'middle';
  surface.textAlign = 'right';
  for (const tick of axis.ticks) {
    segment(surface, [left, plane.y(tick)], [right, plane.y(tick)]);
    surface.fillText(valueTick(frame, tick), left - TICK_GAP, plane.y(tick));
  }
  surface.textBaseline = 'top';
  surface.textAlign = 'center';
  surface.strokeStyle = THEME.text;
  for (const tick of linearAxis(frame.start, frame.end, 6, true).ticks) {
    segment(surface, [plane.x(tick), bottom], [plane.x(tick), bottom + 3]);
    surface.fillText(placeTick(frame, tick), plane.x(tick), bottom + TICK_GAP);
  }
  segment(surface, [left, top], [left, bottom]);
  segment(surface, [left, bottom], [right, bottom]);
  surface.fillText(
    frame.axis === 'time' ? 'seconds of training' : 'step',
    (left + right) / 2,
    bottom + TICK_GAP + LINE,
  );
  surface.translate(PADDING, (top + bottom) / 2);
  surface.rotate(-Math.PI / 2);
  surface.fillText(axisTitle(frame.spec), 0, 0);
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
  readonly line: Line;
  readonly x: number;
  readonly row: number;
}

function legendOf(lines: readonly Line[], names: readonly string[], room: number): { entries: Entry[]; rows: number } {
  const every = Math.ceil(lines.length / MOST_NAMES);
  const named = lines
    .map((line, k) => ({ line, name: shortened(names[k] ?? '', MOST_LETTERS) }))
    .filter((_, k) => k % every === 0 || k === lines.length - 1);
  const places = flowLegend(
    named.map(({ name }) => SWATCH + TICK_GAP + width(name)),
    room,
    ENTRY_GAP,
  );
  const entries = named.map((entry, k) => ({ ...entry, x: places[k]?.x ?? 0, row: places[k]?.row ?? 0 }));
  return { entries, rows: 1 + Math.max(...entries.map(({ row }) => row)) };
}

function paintEntry(surface: Surface, { name, line, x, row }: Entry, left: number, top: number): void {
  const y = top + (row + 0.5) * LINE;
  surface.save();
  surface.strokeStyle = line.style.color;
  surface.lineWidth = Math.max(1.5, line.style.width);
  surface.setLineDash([...line.style.dash]);
  segment(surface, [left + x, y], [left + x + SWATCH, y]);
  surface.fillStyle = INK;
  surface.textBaseline = 'middle';
  surface.fillText(name, left + x + SWATCH + TICK_GAP, y);
  surface.restore();
}
