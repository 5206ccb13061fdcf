/** A run's curves as one SVG picture: pure text, the same in a page and in Node. Knows no run, only lines of numbers. */
import { linearAxis, logAxis, type Axis } from '../shared/axis.ts';
import type { Column } from '../shared/run-file.ts';
import { escapeMarkup, shortened, shortNumber, wholeNumber } from './text.ts';

export interface Curve {
  readonly name: string;
  readonly x: readonly number[];
  readonly y: Column;
  readonly color: string;
  /** SVG's stroke-dasharray; empty for a whole line. */
  readonly dash: string;
  readonly faint?: boolean;
  /** Rows, rising, that begin the line anew. */
  readonly breaks?: readonly number[];
}

export interface Panel {
  readonly title: string;
  readonly unit: string;
  readonly curves: readonly Curve[];
  readonly guides: readonly { readonly value: number; readonly label: string }[];
  readonly marks: readonly { readonly step: number; readonly label: string }[];
  /** Steps between which labels were shuffled. */
  readonly spans: readonly { readonly start: number; readonly stop: number }[];
  /** The first place on the axis; 0 unless a part of the run is shown. */
  readonly start?: number;
  /** The last step of the axis. */
  readonly end: number;
  /** What the axis counts; steps unless it is said. */
  readonly axis?: string;
  readonly logarithmic?: boolean;
  readonly range?: readonly [number, number];
}

const WIDTH = 800;
const HEIGHT = 300;
const PLOT = { left: 56, top: 30, width: 524, height: 232 };
const LEGEND_LINE = 15;
const MOST_NAMES = 16;
/** Letters of a name that have room beside the curves. */
const NAME_LETTERS = 36;
const MARK_ROWS = 3;
/** About how wide a letter is: what draws the picture is not asked. */
const CHARACTER = 6;
const INK = '#1f2328';
const SOFT = '#59636e';
const GRID = '#e1e4e8';

const round = (value: number): string => String(Math.round(value * 10) / 10);
const attribute = (text: string): string => escapeMarkup(text).replaceAll('"', '&quot;');

interface Point {
  readonly x: number;
  readonly y: number;
}

/** What is one line each: the rows between breaks that have a value that can be shown. */
function pieces({ x, y, breaks = [] }: Curve, usable: (value: number) => boolean): Point[][] {
  const edges = [0, ...breaks, x.length];
  return edges.slice(1).map((end, i) => {
    const points: Point[] = [];
    for (let row = edges[i] ?? 0; row < end; row++) {
      const [at, value] = [x[row], y[row]];
      if (at !== undefined && typeof value === 'number' && usable(value)) points.push({ x: at, y: value });
    }
    return points;
  });
}

/** Smallest and largest value of each of `columns` stretches of the axis, in the order in which they came. */
function reduced(all: readonly Point[], start: number, end: number, columns: number): Point[] {
  const points: (Point & { readonly column: number })[] = [];
  for (const { x, y } of all) {
    const column = Math.floor(((x - start) / (end - start)) * columns);
    const before = points.at(-1);
    const earlier = points.at(-2);
    if (before?.column !== column || earlier?.column !== column) points.push({ x, y, column });
    else if (y > Math.max(before.y, earlier.y))
      points.splice(-2, 2, before.y < earlier.y ? before : earlier, { x, y, column });
    else if (y < Math.min(before.y, earlier.y))
      points.splice(-2, 2, before.y > earlier.y ? before : earlier, { x, y, column });
  }
  return points;
}

function valueAxis(panel: Panel, usable: (value: number) => boolean): Axis {
  if (panel.range) return linearAxis(...panel.range, 5, true);
  let low = Infinity;
  let high = -Infinity;
  for (const { y } of panel.curves) {
    for (const value of y) {
      if (typeof value !== 'number' || !usable(value)) continue;
      if (value < low) low = value;
      if (value > high) high = value;
    }
  }
  if (low > high) return linearAxis(0, 1, 5);
  return panel.logarithmic ? logAxis(low, high) : linearAxis(Math.min(0, low), high, 5);
}

/** The picture, on white so that it reads on any page. Values that a logarithmic axis cannot show are left out. */
export function curveSvg(panel: Panel): string {
  const usable = (value: number): boolean => !panel.logarithmic || value > 0;
  const { start = 0 } = panel;
  const end = Math.max(start + (panel.axis === undefined ? 1 : 1e-6), panel.end);
  const steps = linearAxis(start, end, 6, true);
  const values = valueAxis(panel, usable);
  const px = (step: number): string => round(PLOT.left + PLOT.width * Math.min(1, Math.max(0, steps.place(step))));
  const py = (value: number): string =>
    round(PLOT.top + PLOT.height * (1 - Math.min(1, Math.max(0, values.place(value)))));
  const right = PLOT.left + PLOT.width;
  const bottom = PLOT.top + PLOT.height;

  const parts: string[] = [];
  for (const span of panel.spans) {
    if (span.stop <= start || span.start >= end) continue;
    const width = round(Number(px(span.stop)) - Number(px(span.start)));
    parts.push(
      `<rect x="${px(span.start)}" y="${PLOT.top}" width="${width}" height="${PLOT.height}" fill="#d55e00" opacity=".07"/>`,
    );
  }
  for (const tick of values.ticks) {
    parts.push(`<path d="M${PLOT.left} ${py(tick)}H${right}" stroke="${GRID}"/>`);
    parts.push(label(PLOT.left - 6, Number(py(tick)) + 3.5, shortNumber(tick), 'end'));
  }
  for (const tick of steps.ticks)
    parts.push(
      label(Number(px(tick)), bottom + 15, panel.axis === undefined ? wholeNumber(tick) : shortNumber(tick), 'middle'),
    );
  for (const { value, label: text } of panel.guides) {
    if (value < values.min || value > values.max) continue;
    parts.push(`<path d="M${PLOT.left} ${py(value)}H${right}" stroke="${SOFT}" stroke-dasharray="2 3"/>`);
    parts.push(label(right - 3, Number(py(value)) - 3, text, 'end'));
  }
  const marks = panel.marks.filter(({ step }) => step >= start && step <= end);
  for (const { step } of marks) {
    parts.push(`<path d="M${px(step)} ${PLOT.top}V${bottom}" stroke="${INK}" stroke-dasharray="4 2"/>`);
  }
  for (const curve of panel.curves) {
    const lines = pieces(curve, usable).map((points) => reduced(points, start, end, PLOT.width));
    const path = lines.map((points) => points.map(({ x, y }, i) => `${i === 0 ? 'M' : 'L'}${px(x)} ${py(y)}`).join(''));
    if (lines.some((points) => points.length > 1)) {
      parts.push(`<path d="${path.join('')}" fill="none" ${stroke(curve)}/>`);
    }
    // A line of one point would not be seen.
    for (const [point, other] of lines) {
      if (point && !other) {
        parts.push(`<circle cx="${px(point.x)}" cy="${py(point.y)}" r="2" fill="${attribute(curve.color)}"/>`);
      }
    }
  }
  parts.push(
    ...markLabels(
      marks.map(({ step, label: text }) => ({ x: Number(px(step)), text })),
      right,
    ),
  );
  parts.push(...legend(panel.curves, right + 14));
  const frame = `<path d="M${PLOT.left} ${PLOT.top}V${bottom}H${right}" fill="none" stroke="${SOFT}"/>`;
  const unit = panel.unit === '' ? '' : ` (${panel.unit})`;
  const title = `<text x="${PLOT.left}" y="18" font-size="13" font-weight="600" fill="${INK}">${escapeMarkup(panel.title + unit)}</text>`;
  return (
    `<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 ${WIDTH} ${HEIGHT}" width="${WIDTH}" height="${HEIGHT}" ` +
    `font-family="system-ui, sans-serif" font-size="11" role="img" aria-label="${attribute(panel.title)}">` +
    `<rect width="${WIDTH}" height="${HEIGHT}" fill="#fff"/>${title}${parts.join('')}${frame}` +
    `${label(right, bottom + 30, panel.axis ?? 'step', 'end')}</svg>\n`
  );
}

function label(x: number, y: number, text: string, anchor: 'start' | 'middle' | 'end'): string {
  return `<text x="${round(x)}" y="${round(y)}" text-anchor="${anchor}" fill="${SOFT}">${escapeMarkup(text)}</text>`;
}

/** The marks' words over the curves, in rows so that they do not cover each other; one for which no row is free is left out. */
function markLabels(marks: readonly { readonly x: number; readonly text: string }[], right: number): string[] {
  const free: number[] = Array.from({ length: MARK_ROWS }, () => -Infinity);
  return marks.flatMap(({ x, text }) => {
    const width = text.length * CHARACTER + 4;
    const left = Math.max(PLOT.left, Math.min(x + 1, right - width));
    const row = free.findIndex((end) => end <= left);
    if (row < 0) return [];
    free[row] = left + width;
    const top = PLOT.top + 1 + row * (LEGEND_LINE - 2);
    const ground = `<rect x="${round(left)}" y="${top}" width="${round(width)}" height="${LEGEND_LINE - 3}" fill="#fff" opacity=".85"/>`;
    return [ground, label(left + 2, top + 9, text, 'start')];
  });
}

function stroke({ color, dash, faint }: Curve): string {
  const dashed = dash === '' ? '' : ` stroke-dasharray="${attribute(dash)}"`;
  return `stroke="${attribute(color)}" stroke-width="${faint ? 0.7 : 1.5}" stroke-linejoin="round"${dashed}${faint ? ' opacity=".6"' : ''}`;
}

/** Of many curves only evenly chosen ones are named: they lie on one ramp of colour. */
function legend(curves: readonly Curve[], x: number): string[] {
  const every = Math.ceil(curves.length / MOST_NAMES);
  return curves
    .filter((_, index) => index % every === 0 || index === curves.length - 1)
    .map((curve, line) => {
      const y = PLOT.top + 8 + line * LEGEND_LINE;
      return `<path d="M${x} ${y - 4}h20" ${stroke({ ...curve, faint: false })}/>${label(x + 26, y, shortened(curve.name, NAME_LETTERS), 'start')}`;
    });
}
