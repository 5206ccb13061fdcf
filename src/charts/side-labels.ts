/** Labels in the right margin of a chart: names of guides, and of lines beside their ends. It draws nothing. */
import type { ChartFrame } from './chart-frame.ts';
import { rowAt, type Line } from './line.ts';

/** A label and the height of what it names, px. */
export interface SideLabel {
  readonly text: string;
  readonly y: number;
  /** Undefined for a guide, which has the theme's colour. */
  readonly line?: Line;
}

/** The width of a plot with its margin, and the height of the plot, px. */
export interface Room {
  readonly width: number;
  readonly height: number;
}

/** Maximum share of the whole width for a line's label, and the same for large type without a legend. */
const SHARE = { across: 0.28, acrossLarge: 0.42 } as const;
/** Labels of this height are for a lecture hall, px. */
const LARGE = 20;

/** A line ends if it has no values in this last share of the view. */
const ENDED = 0.1;

/** The lines with labels: those with a label, room for it and a visible value; none if there are too many. */
export function labelledLines(
  frame: ChartFrame,
  labelHeight: number,
  room: Room,
  width: (text: string) => number,
): Line[] {
  if (frame.example === true) return [];
  const lines = frame.lines.filter((line) => line.label !== undefined && Number.isFinite(endValue(line, frame)));
  const labels = lines.length + frame.guides.filter(({ label }) => label !== '').length;
  if (labels * labelHeight > room.height) return [];
  const share = labelHeight >= LARGE ? SHARE.acrossLarge : SHARE.across;
  return lines.filter(({ label = '' }) => width(label) <= share * room.width);
}

/** The last defined value in view; NaN if there is none, or if the line ended long before its rows. */
export function endValue(line: Line, { start, end }: Pick<ChartFrame, 'start' | 'end'>): number {
  const xs = line.xs();
  const ys = line.smoothed?.() ?? line.ys();
  const last = rowAt(xs, end);
  const first = Math.max(start, (xs[last] ?? NaN) - ENDED * (end - start));
  for (let row = last; row >= 0 && (xs[row] ?? NaN) >= first; row--) {
    const value = ys[row] ?? NaN;
    if (Number.isFinite(value)) return value;
  }
  return NaN;
}

/**
 * Centres of labels of equal height, in the labels' order: each as near to its wish as possible, without overlaps, and
 * between `top` and `bottom` if they fit.
 */
export function spreadLabels(wishes: readonly number[], height: number, top: number, bottom: number): number[] {
  const order = wishes.map((_, i) => i).sort((a, b) => (wishes[a] ?? 0) - (wishes[b] ?? 0));
  /** Groups of touching labels: the centre of the first, and the sum of its members' wishes for it. */
  const runs: { first: number; sum: number; members: number[] }[] = [];
  for (const label of order) {
    runs.push({ first: 0, sum: wishes[label] ?? 0, members: [label] });
    settle();
  }
  const places = wishes.map(() => 0);
  for (const { first, members } of runs) members.forEach((label, i) => (places[label] = first + i * height));
  return places;

  /** Places the last group, and merges it with the one before while they overlap. */
  function settle(): void {
    for (;;) {
      const run = runs[runs.length - 1];
      if (!run) return;
      const count = run.members.length;
      const lowest = bottom - (count - 0.5) * height;
      run.first = Math.max(top + height / 2, Math.min(lowest, run.sum / count));
      const before = runs[runs.length - 2];
      if (!before || before.first + before.members.length * height <= run.first + 1e-9) return;
      const shift = before.members.length * height;
      runs.pop();
      before.sum += run.sum - shift * count;
      before.members.push(...run.members);
    }
  }
}
