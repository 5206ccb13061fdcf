/** A chart's numbers for the clipboard. */
import { expect, it } from 'vitest';
import type { Line } from './line.ts';
import { linesTsv } from './tsv.ts';

const line = (xs: readonly number[], ys: readonly number[]): Line => ({
  name: 'a',
  variant: 0,
  style: { color: '', dash: [], width: 1 },
  xs: () => Float64Array.from(xs),
  ys: () => Float64Array.from(ys),
});

it('has a row per step and full precision, and leaves undefined values empty', () => {
  const text = linesTsv([line([0, 1, 2], [0.1 + 0.2, NaN, 3]), line([2, 5], [7, 8])], ['loss', 'test']);
  expect(text.split('\n').map((row) => row.split('\t'))).toEqual([
    ['step', 'loss', 'test'],
    ['0', '0.30000000000000004', ''],
    ['1', '', ''],
    ['2', '3', '7'],
    ['5', '', '8'],
  ]);
});
