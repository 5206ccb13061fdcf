/** The labels in the margin at the right of a chart: names of guides, and of lines beside their ends. Draws nothing. */
import type { ChartFrame } from './chart-frame.ts';
import { rowAt, type Line } from './line.ts';

/** A label and the height, px, of what it names. */
export interface SideLabel {
  readonly text: string;
  readonly y: number;
  /** Undefined for a guide, in the theme's colour. */
  readonly line?: Line;
}

/** What a plot and its margin have room for, px. */
export interface Room {
  readonly width: number;
  readonly height: number;
}

/** Of the whole width that a line's label may take, the same in large type, where no legend names it, and of a plot's height. */
const SHARE = { across: 0.28, acrossLarge: 0.42, down: 0.9 } as const;
/** Labels of this height are for a lecture hall, px. */
const LARGE = 20;

/** Share of the view after which a line without values has ended. */
const ENDED = 0.1;

/** The lines that are labelled: those that have a label, room for it and a value in view; none where all are too many. */
export function labelledLines(
  frame: ChartFrame,
  labelHeight: number,
  room: Room,
  width: (text: string) => number,
): Line[] {
  if (frame.example === true) return [];
  const lines = frame.lines.filter((line) => line.label !== undefined && Number.isFinite(endValue(line, frame)));
  const labels = lines.length + frame.guides.length;
  if (labels * labelHeight > SHARE.down * room.height) return [];
  const share = labelHeight >= LARGE ? SHARE.acrossLarge : SHARE.across;
  return lines.filter(({ label = '' }) => width(label) <= share * room.width);
}

/** The last defined value in view; NaN where there is none, or where the line ended long before its rows do. */
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
 * The middles of labels of one height, in the labels' order: each as near to its wish as it can be, none over another,
 * all between `top` and `bottom` where they have room.
 */
export function spreadLabels(wishes: readonly number[], height: number, top: number, bottom: number): number[] {
  const order = wishes.map((_, i) => i).sort((a, b) => (wishes[a] ?? 0) - (wishes[b] ?? 0));
  /** Runs of labels that touch: the middle of the first, and the sum of what its members wish for it. */
  const runs: { first: number; sum: number; members: number[] }[] = [];
  for (const label of order) {
    runs.push({ first: 0, sum: wishes[label] ?? 0, members: [label] });
    settle();
  }
  const places = wishes.map(() => 0);
  for (const { first, members } of runs) members.forEach((label, i) => (places[label] = first + i * height));
  return places;

  /** Places the last run, and joins it to the one before for as long as they meet. */
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
