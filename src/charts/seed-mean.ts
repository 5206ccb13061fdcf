/**
 * The mean of one line over runs that differ only in their seed, with a band of one standard deviation on either side.
 */
import { labelBreaks, type Band, type Line } from './line.ts';
import type { VariantHistory } from '../state/variant-history.ts';

interface MeanRows extends Band {
  readonly xs: Float64Array;
  readonly means: Float64Array;
}

/**
 * The rows at steps that every line has. A mean is NaN if any line is NaN there, because a mean over fewer runs would
 * jump. The deviation is the sample's, with n − 1.
 */
export function meanRows(lines: readonly Pick<Line, 'xs' | 'ys'>[]): MeanRows {
  const columns = lines.map((line) => ({ xs: line.xs(), ys: line.ys() }));
  const at = columns.map(() => 0);
  const [xs, means, lows, highs]: [number[], number[], number[], number[]] = [[], [], [], []];
  for (const x of columns[0]?.xs ?? []) {
    const values = columns.map(({ xs: steps, ys }, k) => {
      let row = at[k] ?? 0;
      while (row < steps.length && (steps[row] ?? NaN) < x) row++;
      const found = steps[row] === x;
      at[k] = found ? row + 1 : row;
      return found ? (ys[row] ?? NaN) : undefined;
    });
    const measured = values.filter((value) => value !== undefined);
    if (measured.length < lines.length) continue;
    const { mean, sd } = meanAndSd(measured);
    xs.push(x);
    means.push(mean);
    lows.push(mean - sd);
    highs.push(mean + sd);
  }
  const typed = [xs, means, lows, highs].map((column) => Float64Array.from(column));
  const none = new Float64Array(0);
  return { xs: typed[0] ?? none, means: typed[1] ?? none, lows: typed[2] ?? none, highs: typed[3] ?? none };
}

/** Mean and sample standard deviation. Both are NaN if a value is; the deviation is also NaN for a single value. */
export function meanAndSd(values: readonly number[]): { readonly mean: number; readonly sd: number } {
  const mean = values.reduce((sum, value) => sum + value, 0) / values.length;
  const squares = values.reduce((sum, value) => sum + (value - mean) ** 2, 0);
  return { mean, sd: values.length < 2 ? NaN : Math.sqrt(squares / (values.length - 1)) };
}

/**
 * The mean of `lines`, one per run. The histories must not grow while it is shown. `first` is the history of the first
 * line.
 */
export function meanLine(lines: readonly [Line, ...Line[]], first: VariantHistory): Line {
  let rows: MeanRows | undefined;
  const read = (): MeanRows => (rows ??= meanRows(lines));
  const xs = (): Float64Array => read().xs;
  const [like] = lines;
  return { ...like, xs, ys: () => read().means, breaks: like.breaks && labelBreaks(first, xs), band: read };
}
