/** Texts and cells of the panels: fitting and memorizing, forces, heat maps. */
import { describe, expect, it } from 'vitest';
import type { WindowRow } from '../shared/run/run-records.ts';
import { LAYER_QUANTITIES, layerChart } from '../charts/layer-quantities.ts';
import { VariantHistory } from '../state/variant-history.ts';
import { forceSentence, forceSummary } from './layers/force-sentences.ts';
import type { HeatMap } from './figures/heat-map.ts';
import { heatColor, heatScale, inkOn } from './figures/heat-scale.ts';
import { coherenceBasis, layerHeatMap } from './layers/layer-cells.ts';
import { tintScale } from './network/placed-network.ts';
import { memorizationRows } from './memorization/memorization-rows.ts';
import { rankedCards, rankingText } from './examples/ranking-text.ts';

/**
 * Columns: step, trainLoss, trainAccuracy, trueLabelAccuracy, corruptedGiven, corruptedTrue, clean, test, testLoss;
 * over 5,000 examples.
 */
function evaluated(...rows: readonly (readonly number[])[]): VariantHistory {
  const history = new VariantHistory(['conv1']);
  for (const row of rows) history.evaluations.append(1, Float64Array.from([...row, 5000, 10_000]));
  return history;
}

describe('memorizationRows', () => {
  const cells = (history: VariantHistory): Record<string, string> =>
    Object.fromEntries(
      memorizationRows([history], [0.36], [2.3], 10).map(({ name, cells }) => [
        name,
        `${cells[0]?.text} ${cells[0]?.why}`,
      ]),
    );

  it('shows steps once they are known', () => {
    const told = cells(
      evaluated([0, 2.3, 0.1, 0.136, 0.1, 0.2, 0.1, 0.1, 2.3], [1000, 0.05, 1, 0.892, 0.6, 0.3, 1, 0.75, 1]),
    );
    expect(told['Given overtakes true at step']).toBe('250 ');
    expect(told['Time to fit, loss ≤ 0.1']).toBe('1,000 steps ');
    expect(told['Time to fit, loss ≤ 0.01']).toBe('– not yet: loss 0.0500');
    expect(told['Generalization gap, train − test']).toBe('25.0% = 100% − 75.0% ');
    expect(told['Label corruption q, now']).toBe('36.0% ');
  });

  it('says why there is none', () => {
    expect(cells(evaluated())['Given overtakes true at step']).toBe('– nothing evaluated yet');
    const clean = cells(evaluated([0, 2, 0.1, 0.1, NaN, NaN, 0.1, 0.2, 2]));
    expect(clean['Given overtakes true at step']).toBe('– no label is wrong');
    expect(clean['Generalization gap, train − test']).toBe('−10.0% = 10.0% − 20.0% ');
    const ahead = cells(evaluated([0, 2, 0.136, 0.1, 0.2, 0.1, 0.1, 0.2, 2]));
    expect(ahead['Given overtakes true at step']).toContain('from the first evaluation');
    const behind = cells(evaluated([0, 2, 0.1, 0.136, 0.1, 0.2, 0.1, 0.2, 2]));
    expect(behind['Given overtakes true at step']).toContain('not yet');
  });
});

describe('forces', () => {
  const row = (
    weightNormStart: number,
    weightNormStop: number,
    decayAlignment: number,
    decayShare: number,
  ): WindowRow => ({
    start: 0,
    stop: 1500,
    segments: 6,
    layer: 'conv1',
    tpm: 0.8,
    kernelTpm: [],
    segmentCosine: null,
    decayAlignment,
    decayShare,
    weightNormStart,
    weightNormStop,
  });

  it('decay leads if most kernels shrink straight towards 0', () => {
    const summary = forceSummary([row(5, 3, 0.9, 2), row(4, 3, 0.7, 1), row(2, 2.1, -0.2, 0.1)]);
    expect(summary).toMatchObject({ layers: 3, shrunk: 2, alignment: 0.7, share: 1, leader: 'decay' });
    const sentence = summary && forceSentence('Shuffled labels', summary);
    expect(sentence).toContain('Shuffled labels, steps 0–1,500: the norms of 2 of 3 kernels fell');
    expect(sentence).toContain('Decay leads');
  });

  it('decay does not lead if they grow, or shrink in another direction', () => {
    expect(forceSummary([row(1, 2, -0.3, 0.1), row(1, 2, 0.9, 0.3)])).toMatchObject({
      leader: 'gradient',
      alignment: 0.30000000000000004,
      share: 0.2,
    });
    expect(forceSummary([row(2, 1, 0.2, 0.1)])?.leader).toBe('neither');
    expect(forceSummary([])).toBeUndefined();
  });
});

it('a tint spans the values, linearly or logarithmically', () => {
  expect([1, 10, 100, NaN].map(tintScale([1, 10, 100, NaN], true))).toEqual([0, 0.5, 1, 0]);
  expect([-1, 0, 5].map(tintScale([], false, { min: -1, max: 1 }))).toEqual([0, 0.5, 1]);
  expect(tintScale([3], true)(3)).toBe(0);
});

describe('heatScale', () => {
  it('has round limits; zero is in the middle of values with both signs', () => {
    const signed = heatScale([-0.3, 0.1, NaN], {});
    expect([signed.ticks, signed.diverging, signed.at(0), signed.at(NaN)]).toEqual([
      [-0.4, -0.2, 0, 0.2, 0.4],
      true,
      0.5,
      NaN,
    ]);
    expect([-1, 0, 5].map(heatScale([], { range: { min: -1, max: 1 } }).at)).toEqual([0, 0.5, 1]);
  });

  it('is logarithmic where values span a decade, with zero at the lower limit', () => {
    expect([0, 1, 10, 100].map(heatScale([0, 1, 10, 100], { logarithmic: true }).at)).toEqual([0, 0, 0.5, 1]);
    expect(heatScale([2, 5], { logarithmic: true }).at(4)).toBeCloseTo(2 / 3);
    expect(heatScale([], { logarithmic: true }).ticks[0]).toBe(0);
  });

  it('colours zero alike from both sides, and numbers are readable on every colour', () => {
    expect(heatColor(0.5, true, false)).toEqual([0xf1, 0xf1, 0xf1]);
    expect(heatColor(1, false, true)).toEqual([0xfd, 0xe7, 0x25]);
    expect([heatColor(0, false, false), heatColor(1, false, false)].map(inkOn)).toEqual(['#fff', '#000']);
  });
});

it('says whether a coherence is exact', () => {
  const history = new VariantHistory(['conv1']);
  expect(coherenceBasis(history, 'conv1', 128)).toBe('–');
  history.layer('conv1', 'probes').append(1, Float64Array.of(0, 8, 1, 1, 1));
  expect(coherenceBasis(history, 'conv1', 128)).toBe('8 chunks of 16, m = 8');
  history.layer('conv1', 'probes').append(1, Float64Array.of(1, 128, 1, 1, 1));
  expect(coherenceBasis(history, 'conv1', 128)).toBe('exact, m = 128');
});

it('a heat map has the variants’ layers by common ranges of steps', () => {
  const variants = [1, 10].map((gradient) => {
    const history = new VariantHistory(['conv1', 'dense']);
    history.layer('conv1', 'layerSteps').append(3, Float64Array.of(0, 1, 3, gradient, 3, 5, 1, 1, 1, 0, 0, 0, 0, 0, 0));
    history.layer('dense', 'layerSteps').append(1, Float64Array.of(1, 8, 1, 0, 0));
    return history;
  });
  const [quantity] = LAYER_QUANTITIES;
  if (!quantity) throw new Error('no quantity');
  const lines = layerChart(quantity, () => true).lines(variants, false);
  const map = (columns: number): HeatMap =>
    layerHeatMap(quantity, lines, ['conv1', 'dense'], ['true labels', 'shuffled labels'], columns);
  const { label, columns, variants: maps } = map(60);
  expect(label).toBe('Layer gradient norm by layer and step');
  expect(columns).toEqual(['0', '1', '2', '3']);
  // At step 2 nothing was measured: the latest value before. Nothing before the first.
  expect(maps.map(({ name, values }) => [name, ...values.map((cells) => Array.from(cells))])).toEqual([
    ['true labels', [1, 3, 3, 5], [NaN, 8, 8, 8]],
    ['shuffled labels', [10, 3, 3, 5], [NaN, 8, 8, 8]],
  ]);
  expect(map(2).columns).toEqual(['0–1', '2–3']);
  expect(map(2).variants[0]?.values.map((cells) => Array.from(cells))).toEqual([
    [2, 5],
    [8, 8],
  ]);
});

it('says whose gradients rank the most and least coherent examples', () => {
  const few = {
    indices: Uint32Array.of(1233),
    pixels: new Uint8Array(4),
    trueLabels: Uint8Array.of(1),
    observed: Uint8Array.of(0),
    predicted: Uint8Array.of(1),
    alignments: Float64Array.of(-0.25),
  };
  const ranking = { step: 1200, compared: 64, layers: ['dense'], most: few, least: few };
  expect(rankingText(ranking, ['dense'])).toBe(
    'The 64 examples of step 1,200’s batch, by the exact gradients of all kernels.',
  );
  expect(rankingText(ranking, ['conv1', 'dense'])).toContain('of the kernel of dense alone: of a convolution');
  expect(rankedCards(few, ['cat', 'dog'])).toEqual([
    {
      observed: 'cat',
      truth: 'dog',
      predicted: 'dog',
      wrong: true,
      alignment: '−0.250',
      text: 'image 1,234: alignment −0.250, given cat, true dog, predicted dog',
    },
  ]);
});
