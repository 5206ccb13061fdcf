import { describe, expect, it } from 'vitest';
import { median, spread } from './numbers.ts';
import { ratiosOf } from './observables.ts';
import { deviation } from './rows.ts';
import { initialWeights, workNamed, type WorkName } from './work.ts';

describe('numbers', () => {
  it('takes the middle one, or the mean of the middle two', () => {
    expect(median([9, 1, 5])).toBe(5);
    expect(median([4, 1, 2, 9])).toBe(3);
    expect(median([])).toBeNaN();
    expect(spread([3, 1, 2])).toEqual([1, 3]);
    expect(spread([])).toBeNull();
  });
});

describe('deviation', () => {
  it('is the largest relative one over the common steps', () => {
    expect(deviation([2, 1.1, 7], [2, 1])).toBeCloseTo(0.1, 12);
    expect(deviation([2, 0.9], [2, 1, 5])).toBeCloseTo(0.1, 12);
  });

  it('is not defined without losses or reference, and is NaN if a loss is', () => {
    expect(deviation([], [1])).toBeNull();
    expect(deviation([1], null)).toBeNull();
    expect(deviation([NaN, 1], [1, 1])).toBeNaN();
    expect(deviation([1, NaN], [1, 1])).toBeNaN();
  });
});

describe('work', () => {
  it('is the same each time', () => {
    expect(initialWeights(workNamed('cnn'))).toEqual(initialWeights(workNamed('cnn')));
  });

  it('has the networks’ numbers of weights', () => {
    const count = (name: WorkName): number =>
      initialWeights(workNamed(name)).reduce((sum, { values }) => sum + values.length, 0);
    expect(count('M1')).toBe(784 * 256 + 256 + 256 * 256 + 256 + 2560 + 10);
    expect(count('M2')).toBe(9 * 16 + 16 + 9 * 16 * 32 + 32 + 1568 * 10 + 10);
    expect(count('inception-small')).toBe(1_649_402 + 1_712);
    expect(count('alexnet-small')).toBe(75 * 64 + 64 + 1600 * 64 + 64 + 3136 * 384 + 384 + 384 * 192 + 192 + 1920 + 10);
    expect(count('resnet')).toBe(269_722);
  });
});

describe('what measuring costs', () => {
  it('is a ratio of medians that counts a probe at its share of 25 steps, with a 90% interval', () => {
    const times = (factor: number): number[] => [10, 11, 12, 50, 9].map((ms) => factor * ms);
    const { steps, probes, window } = ratiosOf({
      nothing: times(1),
      steps: times(1.02),
      'steps and probe': times(2.02),
      'steps and window': times(1.04),
    });
    expect(steps.middle).toBeCloseTo(1.02, 12);
    expect(probes.middle).toBeCloseTo(1.02 + 1 / 25, 12);
    expect(window.middle).toBeCloseTo(1.04, 12);
    // Rounds under the same load are resampled together, so a common load adds no spread.
    expect([steps.low, steps.high].map((ratio) => ratio.toFixed(9))).toEqual(['1.020000000', '1.020000000']);
    const noisy = ratiosOf({
      nothing: [10, 10, 10],
      steps: [9, 10, 12],
      'steps and probe': [20, 20, 20],
      'steps and window': [10, 10, 12],
    });
    expect(noisy.steps).toEqual({ middle: 1, low: 0.9, high: 1.2 });
  });
});
