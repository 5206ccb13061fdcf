/** A chart's numbers, tab-separated, as spreadsheets take them from the clipboard. */
import type { Line } from './line.ts';

/**
 * A row for each step at which any line was measured: the step, then the lines' values in full, empty where a line was not
 * measured then or its value is not defined.
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
