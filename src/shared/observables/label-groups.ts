/** Splits values of training examples into two groups: observed label true, observed label wrong. */
import type { Numbers } from './histogram.ts';

/** Examples without an evaluation (`observed` NaN) are in neither group. All columns have equal length. */
export function byLabel(
  values: Numbers,
  observed: Numbers,
  trueLabels: ArrayLike<number>,
): { readonly right: number[]; readonly wrong: number[] } {
  const groups: { readonly right: number[]; readonly wrong: number[] } = { right: [], wrong: [] };
  for (const [k, value] of values.entries()) {
    const label = observed[k] ?? NaN;
    if (Number.isNaN(label)) continue;
    groups[label === trueLabels[k] ? 'right' : 'wrong'].push(value);
  }
  return groups;
}
