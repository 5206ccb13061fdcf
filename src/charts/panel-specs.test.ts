/** Derived quantities of the panels' charts: decay ratios under a schedule, gaps, crossings, noise scales. */
import { expect, it } from 'vitest';
import { VariantHistory } from '../state/variant-history.ts';
import { Table } from '../state/series.ts';
import { CHARTS, type ChartSpec } from './chart-specs.ts';
import { decayRatioColumn } from './forces-spec.ts';
import { LAYER_QUANTITIES, layerChart } from './layer-quantities.ts';
import { GAP_CHART, MEMORIZATION_CHART, memorizingSince } from './memorization-spec.ts';

/**
 * Columns: step, trainLoss, trainAccuracy, trueLabelAccuracy, corruptedGiven, corruptedTrue, clean, test, testLoss, and
 * the numbers of evaluated examples.
 */
function evaluated(rows: readonly (readonly number[])[]): VariantHistory {
  const history = new VariantHistory(['dense1', 'output']);
  const columns = Array.from({ length: 11 }, (_, column) => rows.map((row) => row[column] ?? NaN));
  history.evaluations.append(rows.length, Float64Array.from(columns.flat()));
  return history;
}

it('the decay ratio uses λ of the schedule at each step', () => {
  const table = new Table('layerSteps');
  const events = [
    { step: 2, key: 'decay', value: 0.1 },
    { step: 2, key: 'lr', value: 9 },
    { step: 3, key: 'decay', value: 0 },
  ] as const;
  const ratio = decayRatioColumn(table, { params: { decay: 0.01 }, events });
  const row = (step: number): Float64Array => Float64Array.of(step, 4, 2, 0, 0);
  for (const step of [0, 1]) table.append(1, row(step));
  expect([...ratio.read()]).toEqual([0.005, 0.005]);
  for (const step of [2, 3]) table.append(1, row(step));
  expect([...ratio.read()]).toEqual([0.005, 0.005, 0.05, 0]);
  table.append(1, Float64Array.of(4, 0, 2, 0, 0));
  expect(ratio.read()[4]).toBeNaN();
});

it('marks where observed labels overtake true ones, and draws the gap', () => {
  const history = evaluated([
    [0, 2.3, 0.1, 0.136, 0.1, 0.2, 0.1, 0.1, 2.3, 5000, 10_000],
    [100, 1, 0.8, 0.692, 0.6, 0.3, 0.9, 0.7, 1, 5000, 10_000],
  ]);
  expect(memorizingSince(history)).toBeCloseTo(25, 9);
  expect(MEMORIZATION_CHART.marks?.([history], [])).toEqual([{ step: 25, label: 'given overtakes true' }]);
  expect(MEMORIZATION_CHART.marks?.([history], ['shuffled labels'])[0]?.label).toContain('shuffled labels');
  const gap = GAP_CHART.lines([history], false)[0];
  expect(gap?.ys()[1]).toBeCloseTo(0.1, 9);
});

it('lines that depend on observed labels break where these change, and no crossing spans the break', () => {
  const history = evaluated([
    [0, 2.3, 0.1, 0.1, 0.1, 0.2, 0.1, 0.1, 2.3],
    [100, 1, 0.8, 0.6, 0.1, 0.7, 0.9, 0.7, 1],
    [130, 9, 0.1, 0.6, 0.6, 0.3, NaN, 0.7, 1],
  ]);
  history.layer('dense1', 'probes').append(2, Float64Array.of(120, 150, 8, 8, 1, 1, 1, 1, 1, 1));
  history.relabelled = [130];
  const breaks = (spec: ChartSpec): unknown =>
    Object.fromEntries(spec.lines([history], false).map((line) => [line.name, line.breaks?.() ?? null]));
  const [loss, accuracy, tpm, coherence] = CHARTS;
  if (!loss || !accuracy || !tpm || !coherence) throw new Error('no charts');
  expect(breaks(loss)).toEqual({ batch: null, training: [2], test: null });
  expect(breaks(accuracy)).toEqual({
    'batch, given': null,
    'train, given': [2],
    'train, true': null,
    test: null,
    'corrupted, given': [2],
    'corrupted, true': [2],
  });
  expect(breaks(MEMORIZATION_CHART)).toMatchObject({ clean: [2], test: null });
  expect(breaks(GAP_CHART)).toEqual({ gap: [2] });
  expect(breaks(coherence)).toEqual({ dense1: [1], output: [] });
  expect(breaks(tpm)).toEqual({ dense1: null, output: null });
  expect(memorizingSince(history)).toBeNaN();
});

it('the noise scale averages five probes, and says when it is not resolved', () => {
  const history = new VariantHistory(['dense1']);
  const probes = history.layer('dense1', 'probes');
  const scale = LAYER_QUANTITIES.find(({ title }) => title === 'Noise scale B');
  const series = scale?.read(history, 'dense1');
  // Signals −1, 1, 1, 1, 1, 1 with noise 10: means −1, 0, 1/3, .5, .6, then 1 once the first is out of the window.
  [-1, 1, 1, 1, 1, 1].forEach((signal, i) => probes.append(1, Float64Array.of(i, 128, 1, signal, 10)));
  const [first, second, ...others] = series?.ys() ?? [];
  expect([first, second]).toEqual([NaN, NaN]);
  expect(others.map((value) => Number(value.toFixed(3)))).toEqual([30, 20, 16.667, 10]);
  expect(scale?.format(NaN)).toBe('not resolved');
});

it('a layer chart shows only the chosen layers, in their own colours', () => {
  const history = new VariantHistory(['dense1', 'output']);
  const [quantity] = LAYER_QUANTITIES;
  if (!quantity) throw new Error('no quantity');
  const all = layerChart(quantity, () => true).lines([history, history], false);
  const one = layerChart(quantity, (name) => name === 'output').lines([history, history], false);
  expect(one.map(({ name, variant }) => [name, variant])).toEqual([
    ['output', 0],
    ['output', 1],
  ]);
  expect(one[0]?.style).toEqual(all[1]?.style);
});
