/** The table of saved runs: order, filter, groups of seeds, the best, names. */
import { expect, it } from 'vitest';
import { meanRows } from '../../charts/seed-mean.ts';
import { differingNames } from '../../state/run-differences.ts';
import { storedRun } from '../../state/testing/stored.ts';
import type { ListedRun } from '../../state/saved-runs.ts';
import { bestRows, filteredRows, runRows, shownColumns, sortedRows } from './run-table.ts';

const kept = (id: string, seed: number, lr: number, test: number): ListedRun => {
  const run = storedRun({ windows: [] });
  return {
    run: { ...run, id, name: null, params: { ...run.params, seed, lr } },
    results: { trainAccuracy: [0.5], testAccuracy: [test] },
    slot: undefined,
  };
};
const RUNS = [kept('a', 1, 0.1, 0.5), kept('b', 2, 0.1, 0.7), kept('c', 1, 0.02, NaN), kept('d', 10, 0.02, 0.9)];
const keys = (rows: readonly { readonly key: string }[]): string => rows.map(({ key }) => key).join('');

it('sorts by value with undefined values last; filters by words of the settings', () => {
  const rows = runRows(RUNS, false);
  const columns = shownColumns(rows, undefined, false);
  expect(columns.map(({ key }) => key)).toEqual([
    'name',
    'lr',
    'seed',
    'results-steps',
    'trainAccuracy',
    'testAccuracy',
  ]);
  const sorted = (key: string, descending: boolean): string => keys(sortedRows(rows, columns, { key, descending }));
  expect(sorted('seed', false)).toBe('acbd');
  expect(sorted('testAccuracy', false)).toBe('abdc');
  expect(sorted('testAccuracy', true)).toBe('dbac');
  expect(keys(filteredRows(rows, 'lr=0.1 seed=2'))).toBe('b');
  expect([...bestRows(rows)]).toEqual(['d']);
});

it('groups by everything but the seed, with mean ± sample deviation', () => {
  const rows = runRows(RUNS, true);
  expect(rows.map(({ name }) => name)).toEqual(['lr 0.1 · 2 seeds', 'lr 0.02 · 2 seeds']);
  const test = shownColumns(rows, undefined, true).find(({ key }) => key === 'testAccuracy');
  expect(rows.map((row) => test?.text(row))).toEqual(['60.0% ± 14', '90.0%']);
});

it('gives runs unique names made from their differences', () => {
  const { run } = kept('a', 1, 0.1, 0);
  const other = { ...run, params: { ...run.params, seed: 2 } };
  expect(differingNames([run, other, other, { ...run, name: 'mine' }])).toEqual([
    'seed 1',
    'seed 2',
    'seed 2 (2)',
    'mine',
  ]);
});

it('the mean over seeds has the common steps, and a gap where any run has one', () => {
  const line = (xs: number[], ys: number[]) => ({ xs: () => Float64Array.from(xs), ys: () => Float64Array.from(ys) });
  const { xs, means, lows, highs } = meanRows([line([0, 1, 2, 4], [1, 2, NaN, 8]), line([0, 2, 3, 4], [3, 5, 6, 4])]);
  expect([...xs]).toEqual([0, 2, 4]);
  expect([...means]).toEqual([2, NaN, 6]);
  expect([...lows]).toEqual([2 - Math.SQRT2, NaN, 6 - 2 * Math.SQRT2]);
  expect([...highs].map(Math.round)).toEqual([3, NaN, 9]);
});
