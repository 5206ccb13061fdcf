import { describe, expect, it } from 'vitest';
import { observedLabels } from '../../src/shared/run/observed-labels.ts';
import { corruption, labelEntropy } from './labels.ts';

const truth = Uint8Array.from({ length: 20_000 }, (_, i) => i % 10);
const counts = (labels: Uint8Array): number[] =>
  Array.from({ length: 10 }, (_, k) => labels.filter((label) => label === k).length);
const changed = (labels: Uint8Array): number[] => [...labels.keys()].filter((i) => labels[i] !== truth[i]);

describe('label corruption and entropy', () => {
  it('a cyclic shift corrupts every label', () => {
    expect(
      corruption(
        truth.map((label) => (label + 1) % 10),
        truth,
      ),
    ).toBe(1);
    expect(corruption(truth, truth)).toBe(0);
  });

  it('entropy of a balanced marginal and of 3:1', () => {
    expect(labelEntropy(truth, 10)).toBeCloseTo(2.302585, 6);
    expect(labelEntropy(Uint8Array.of(0, 1, 0, 0), 2)).toBeCloseTo(0.562335, 6);
    expect(labelEntropy(Uint8Array.of(4, 4), 10)).toBe(0);
  });
});

describe('resampled labels', () => {
  it('p = .4 leaves .36 wrong in expectation', () => {
    // Standard deviation √(.36·.64/20,000) = .0034.
    expect(Math.abs(corruption(observedLabels(truth, 10, 'resample', 0.4, 1), truth) - 0.36)).toBeLessThan(0.0136);
    expect(Math.abs(corruption(observedLabels(truth, 10, 'resample', 1, 1), truth) - 0.9)).toBeLessThan(0.0085);
  });

  it('come from the data’s own classes, each equally often', () => {
    const observed = observedLabels(new Uint8Array(30_000), 3, 'resample', 1, 4);
    const tally = [0, 1, 2].map((label) => observed.filter((one) => one === label).length);
    expect(tally.reduce((sum, one) => sum + one)).toBe(30_000);
    // Five standard deviations of a count: √(30,000 · ⅓ · ⅔) = 82.
    for (const one of tally) expect(Math.abs(one - 10_000)).toBeLessThan(410);
  });

  it('a larger fraction includes the labels that a smaller one replaced', () => {
    const some = observedLabels(truth, 10, 'resample', 0.3, 5);
    const more = observedLabels(truth, 10, 'resample', 0.7, 5);
    for (const i of changed(some)) expect(more[i]).toBe(some[i]);
  });
});

describe('permuted labels', () => {
  it.each([0.1, 0.5, 1])('keep every class count at fraction %s', (fraction) => {
    const skewed = truth.map((label) => (label < 5 ? 0 : label));
    expect(counts(observedLabels(skewed, 10, 'permute', fraction, 3))).toEqual(counts(skewed));
  });

  it('move at most round(fraction·n) labels, nine tenths of them to another class', () => {
    const moved = changed(observedLabels(truth, 10, 'permute', 0.25, 2)).length;
    expect(moved).toBeLessThanOrEqual(5000);
    expect(Math.abs(moved - 4500)).toBeLessThan(4 * Math.sqrt(5000 * 0.09));
    expect(changed(observedLabels(truth, 10, 'permute', 0.25, 3)).length).not.toBe(0);
  });

  it('change nested subsets as the fraction grows', () => {
    const distinct = Uint8Array.from({ length: 200 }, (_, i) => i);
    const touched = (fraction: number): number[] => {
      const observed = observedLabels(distinct, 10, 'permute', fraction, 9);
      return [...observed.keys()].filter((i) => observed[i] !== distinct[i]);
    };
    const order = touched(1);
    expect(order.length).toBeGreaterThan(190);
    for (const [small, large] of [
      [0.1, 0.2],
      [0.2, 0.5],
    ] as const) {
      const missing = touched(small).filter((i) => !touched(large).includes(i));
      // A permutation keeps about one example of its subset in place, for any subset size.
      expect(missing.length).toBeLessThanOrEqual(4);
    }
  });
});

describe.each(['permute', 'resample'] as const)('observed labels, %s', (mode) => {
  it('depend on seed and fraction alone, and do not change the true ones', () => {
    const before = truth.slice();
    const first = observedLabels(truth, 10, mode, 0.5, 7);
    observedLabels(truth, 10, mode, 0.9, 7);
    expect(observedLabels(truth, 10, mode, 0.5, 7)).toEqual(first);
    expect(observedLabels(truth, 10, mode, 0.5, 8)).not.toEqual(first);
    expect(observedLabels(truth, 10, mode, 0, 7)).toEqual(truth);
    expect(truth).toEqual(before);
  });
});

describe.each(['permute', 'resample'] as const)('pair-flipped labels, %s', (mode) => {
  it('are the next class for the same fraction of the examples; the others stay true', () => {
    const observed = observedLabels(truth, 10, mode, 0.4, 7, 'pairflip');
    const flipped = changed(observed);
    expect(Math.abs(flipped.length / truth.length - 0.4)).toBeLessThan(0.02);
    for (const i of flipped) expect(observed[i]).toBe(((truth[i] ?? NaN) + 1) % 10);
    const more = observedLabels(truth, 10, mode, 0.7, 7, 'pairflip');
    expect(flipped.every((i) => more[i] === observed[i])).toBe(true);
    expect(changed(observedLabels(truth, 10, mode, 1, 7, 'pairflip')).length).toBe(truth.length);
  });
});
