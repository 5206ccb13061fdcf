/** Values of training examples in two groups: those whose observed label is the true one, and the others. */
import type { Numbers } from './histogram.ts';

/** Examples that have not been evaluated (`observed` NaN) are in neither group. All columns have one length. */
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
