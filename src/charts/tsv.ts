/** A chart's numbers as tab-separated values, which spreadsheets accept from the clipboard. */
import type { Line } from './line.ts';

/**
 * A row for each step with a measurement: the step, then the lines' values in full precision, empty where a line has no
 * defined value.
 */
export function linesTsv(lines: readonly Line[], names: readonly string[]): string {
  const rows = new Map<number, string[]>();
  for (const [column, line] of lines.entries()) {
    const [xs, ys] = [line.xs(), line.ys()];
    for (const [row, step] of xs.entries()) {
      const y = ys[row] ?? NaN;
      let cells = rows.get(step);
      if (!cells) rows.set(step, (cells = Array.from({ length: lines.length }, () => '')));
      if (Number.isFinite(y)) cells[column] = String(y);
    }
  }
  const body = [...rows].sort(([a], [b]) => a - b).map(([step, cells]) => [step, ...cells].join('\t'));
  return [['step', ...names].join('\t'), ...body].join('\n');
}
