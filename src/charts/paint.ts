/** Drawing primitives for a chart's contents: shuffled spans, guides, lines, event marks. */
import type { ChartFrame } from './chart-frame.ts';
import type { Guide } from './chart-specs.ts';
import type { Line } from './line.ts';
import type { EventMark, ShuffledSpan } from './marks.ts';
import type { Reduction } from './reduce.ts';
import { endValue, labelledLines, spreadLabels, type Room, type SideLabel } from './side-labels.ts';
import type { Surface } from './surface.ts';
import type { ChartTheme } from './theme.ts';

/** Maps data to pixels of the surface. */
export interface Plane {
  readonly left: number;
  readonly top: number;
  readonly right: number;
  readonly bottom: number;
  readonly x: (step: number) => number;
  readonly y: (value: number) => number;
}

/** Pixels outside the plane for the texts of marks (above) and guides (right). */
export interface Margins {
  readonly top: number;
  readonly right: number;
  /** The lines whose names fit into the right margin. */
  readonly lines: readonly Line[];
}

/** Height of the strip that marks shuffled labels, and the distance of its hatching, px. */
const STRIP = 6;
const LABEL_ROWS = 2;
/** Between the plane and a label beside it, px. */
const LABEL_GAP = 4;
/** From a line's end to its label, px. */
const LEADER = 8;
/** Points get a dot if they are further apart than this, px. */
const DOT_SPACING = 16;
const DOT_RADIUS = 1.75;
const BAND_ALPHA = 0.25;
const AREA_ALPHA = 0.18;

const labelHeight = ({ size }: ChartTheme): number => size + 2;

/** The margins that the labels need. `width` measures text in the theme's font, px. */
export function labelMargins(
  frame: ChartFrame,
  theme: ChartTheme,
  width: (text: string) => number,
  room: Room,
): Margins {
  const lines = labelledLines(frame, labelHeight(theme), room, width);
  const gap = LABEL_GAP + (lines.length > 0 ? LEADER : 0);
  const labels = [...frame.guides.map(({ label }) => label), ...lines.map(({ label = '' }) => label)];
  return {
    top: marksHeight(frame, theme),
    right: Math.ceil(Math.max(8, ...labels.map((label) => gap + width(label)))),
    lines,
  };
}

/** Height of the texts of marks above a plot, px. */
export const marksHeight = ({ marks }: ChartFrame, theme: ChartTheme): number =>
  LABEL_GAP + Math.min(LABEL_ROWS, marks.length) * labelHeight(theme);

/** A hatched strip on the axis below the ranges with shuffled labels, where it hides no curve. */
export function paintSpans(surface: Surface, plane: Plane, spans: readonly ShuffledSpan[], theme: ChartTheme): void {
  const top = plane.bottom - STRIP;
  surface.strokeStyle = theme.shuffled;
  surface.fillStyle = theme.shuffled;
  for (const span of spans) {
    const left = Math.max(plane.left, plane.x(span.start));
    const width = Math.max(1, Math.min(plane.right, plane.x(span.stop)) - left);
    if (left > plane.right || plane.x(span.stop) < plane.left) continue;
    surface.save();
    surface.beginPath();
    surface.rect(left, top, width, STRIP);
    surface.globalAlpha = 0.25;
    surface.fill();
    surface.clip();
    surface.globalAlpha = 0.7;
    surface.lineWidth = 1;
    surface.beginPath();
    const first = Math.floor((left - STRIP) / STRIP) * STRIP;
    for (let x = first; x < left + width; x += STRIP) {
      surface.moveTo(x, plane.bottom);
      surface.lineTo(x + STRIP, top);
    }
    surface.stroke();
    surface.restore();
  }
}

/** Draws horizontal lines. Returns their names for the right margin. */
export function paintGuides(surface: Surface, plane: Plane, guides: readonly Guide[], theme: ChartTheme): SideLabel[] {
  surface.save();
  surface.strokeStyle = theme.text;
  surface.lineWidth = 1;
  surface.setLineDash([2, 3]);
  const placed = guides
    .map(({ value, label }) => ({ y: plane.y(value), text: label }))
    .filter(({ y }) => y >= plane.top - 1 && y <= plane.bottom + 1);
  for (const { y } of placed) {
    surface.beginPath();
    surface.moveTo(plane.left, y);
    surface.lineTo(plane.right, y);
    surface.stroke();
  }
  surface.restore();
  return placed.filter(({ text }) => text !== '');
}

/** Names of lines for the margin, each at the height of its line's end. */
export function lineLabels(plane: Plane, frame: ChartFrame, lines: readonly Line[]): SideLabel[] {
  return lines.flatMap((line): SideLabel[] => {
    const y = plane.y(endValue(line, frame));
    return Number.isFinite(y) ? [{ text: line.label ?? '', y, line }] : [];
  });
}

/** Draws labels in the margin, moved apart if they would overlap. A leader joins a line's label to its height. */
export function paintSideLabels(surface: Surface, plane: Plane, labels: readonly SideLabel[], theme: ChartTheme): void {
  const height = labelHeight(theme);
  const places = spreadLabels(
    labels.map(({ y }) => y),
    height,
    // Above the plane are the texts of marks.
    plane.top,
    // Below it are the axis' numbers.
    plane.bottom,
  );
  const leader = labels.some(({ line }) => line) ? LEADER : 0;
  surface.save();
  surface.textBaseline = 'middle';
  surface.lineWidth = 1;
  surface.setLineDash([]);
  for (const [i, { text, y, line }] of labels.entries()) {
    const at = places[i] ?? y;
    surface.strokeStyle = surface.fillStyle = line?.style.color ?? theme.text;
    if (leader > 0) {
      surface.beginPath();
      surface.moveTo(plane.right + 1, y);
      surface.lineTo(plane.right + leader, at);
      surface.stroke();
    }
    surface.fillText(text, plane.right + leader + LABEL_GAP, at);
  }
  surface.restore();
}

/** A faint band from each column's smallest to its largest value. */
export function paintBand(surface: Surface, plane: Plane, line: Line, reduction: Reduction): void {
  const { xs, lows, highs, count } = reduction;
  surface.strokeStyle = line.style.color;
  // One-pixel strokes: without a GPU, rectangles took 100 times as long.
  surface.lineWidth = 1;
  surface.setLineDash([]);
  surface.beginPath();
  for (let i = 0; i < count; i++) {
    const top = plane.y(highs[i] ?? NaN);
    const bottom = Math.min(plane.bottom, plane.y(lows[i] ?? NaN));
    if (!(bottom - top > 1)) continue;
    const x = plane.x(xs[i] ?? NaN);
    surface.moveTo(x, top);
    surface.lineTo(x, bottom);
  }
  surface.globalAlpha = BAND_ALPHA;
  surface.stroke();
  surface.globalAlpha = 1;
}

/** The area between the two reductions of a band; one polygon for each range without a gap. */
export function paintArea(surface: Surface, plane: Plane, line: Line, low: Reduction, high: Reduction): void {
  // A logarithmic axis can't show values that aren't positive.
  const y = (value: number): number => {
    const at = plane.y(value);
    return Number.isFinite(at) ? at : plane.bottom;
  };
  surface.fillStyle = line.style.color;
  surface.globalAlpha = AREA_ALPHA;
  surface.beginPath();
  for (let from = 0; from < high.count; from++) {
    let to = from;
    while (to < high.count && !Number.isNaN(high.means[to] ?? NaN)) to++;
    for (let i = from; i < to; i++) {
      const [x, top] = [plane.x(high.xs[i] ?? NaN), y(high.means[i] ?? NaN)];
      if (i === from) surface.moveTo(x, top);
      else surface.lineTo(x, top);
    }
    for (let i = to - 1; i >= from; i--) surface.lineTo(plane.x(low.xs[i] ?? NaN), y(low.means[i] ?? NaN));
    from = to;
  }
  surface.fill();
  surface.globalAlpha = 1;
}

/** A series through its columns' means. Isolated points and those of a sparse series are dots. */
export function paintLine(surface: Surface, plane: Plane, line: Line, reduction: Reduction, theme: ChartTheme): void {
  const { xs, means, count } = reduction;
  const dotted = count * DOT_SPACING <= plane.right - plane.left;
  const dots: number[] = [];
  surface.strokeStyle = surface.fillStyle = line.style.color;
  const { width, pale, dash } = line.style;
  const drawn = pale ? width : Math.max(width, theme.line);
  surface.lineWidth = drawn;
  // The gaps scale with the line width, so that they stay visible.
  surface.setLineDash(dash.map((length) => (length * drawn) / width));
  surface.beginPath();
  let drawing = false;
  for (let i = 0; i < count; i++) {
    const x = plane.x(xs[i] ?? NaN);
    const y = plane.y(means[i] ?? NaN);
    if (!Number.isFinite(y)) {
      drawing = false;
      continue;
    }
    if (drawing) surface.lineTo(x, y);
    const last = !(i + 1 < count && Number.isFinite(plane.y(means[i + 1] ?? NaN)));
    // An isolated point is a dot.
    if (!drawing && !last) surface.moveTo(x, y);
    if (dotted || (!drawing && last)) dots.push(x, y);
    drawing = true;
  }
  surface.stroke();
  if (dots.length === 0) return;
  surface.beginPath();
  for (let i = 0; i < dots.length; i += 2) {
    const [x, y] = [dots[i] ?? NaN, dots[i + 1] ?? NaN];
    surface.moveTo(x + DOT_RADIUS, y);
    surface.arc(x, y, DOT_RADIUS, 0, 2 * Math.PI);
  }
  surface.fill();
}

/** A vertical line for each event. The texts are above the plane, in rows so that they don't overlap. */
export function paintMarks(
  surface: Surface,
  plane: Plane,
  marks: readonly EventMark[],
  theme: ChartTheme,
  margins: Margins,
): void {
  surface.save();
  surface.setLineDash([]);
  surface.lineWidth = 1;
  surface.textBaseline = 'top';
  surface.strokeStyle = surface.fillStyle = theme.text;
  const free: number[] = Array.from({ length: LABEL_ROWS }, () => -Infinity);
  const end = plane.right + margins.right;
  for (const { step, label } of marks) {
    const x = plane.x(step);
    if (!(x >= plane.left && x <= plane.right + 1)) continue;
    const width = surface.measureText(label).width + LABEL_GAP;
    const left = Math.max(plane.left, Math.min(x, end - width));
    const row = free.findIndex((taken) => taken <= left);
    // The lowest row is nearest to the plane.
    const top = plane.top - (row + 1) * labelHeight(theme);
    surface.beginPath();
    surface.moveTo(x, row < 0 ? plane.top : top + labelHeight(theme) - 1);
    surface.lineTo(x, plane.bottom);
    surface.stroke();
    if (row < 0) continue;
    free[row] = left + width;
    surface.fillText(label, left, top);
  }
  surface.restore();
}
