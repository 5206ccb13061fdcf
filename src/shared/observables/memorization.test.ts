import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { generalizationGap, timeToFit } from './derived.ts';
import { accuracy, memorization } from './memorization.ts';

const truth = [0, 1, 2, 3, 4, 0, 1, 2, 3, 4];
const observed = [0, 1, 2, 4, 3, 1, 0, 2, 3, 4];

describe('accuracy', () => {
  it('of a constant predictor on balanced classes is 1/K', () => {
    const constant = truth.map(() => 3);
    expect(accuracy(constant, truth)).toBe(0.2);
    expect(memorization(constant, truth, truth).trainAccuracy).toBe(0.2);
    expect(accuracy([], [])).toBeNaN();
  });
});

describe('memorization', () => {
  it('of a perfect memorizer has corrupted examples (1, 0)', () => {
    expect(memorization(observed, observed, truth)).toEqual({
      trainAccuracy: 1,
      trueLabelAccuracy: 0.6,
      corruptedGiven: 1,
      corruptedTrue: 0,
      cleanAccuracy: 1,
    });
  });

  it('of an oracle has corrupted examples (0, 1)', () => {
    expect(memorization(truth, observed, truth)).toEqual({
      trainAccuracy: 0.6,
      trueLabelAccuracy: 1,
      corruptedGiven: 0,
      corruptedTrue: 1,
      cleanAccuracy: 1,
    });
  });

  it('separates corrupted from clean examples', () => {
    // One of six clean examples is wrong. Of four corrupted ones, one matches the observed label, two the true label,
    // one neither.
    const predicted = [1, 1, 2, 4, 4, 0, 4, 2, 3, 4];
    expect(memorization(predicted, observed, truth)).toEqual({
      trainAccuracy: 0.6,
      trueLabelAccuracy: 0.7,
      corruptedGiven: 0.25,
      corruptedTrue: 0.5,
      cleanAccuracy: 5 / 6,
    });
  });

  it('is not defined without examples of the kind', () => {
    expect(memorization(truth, truth, truth)).toMatchObject({
      corruptedGiven: NaN,
      corruptedTrue: NaN,
      cleanAccuracy: 1,
    });
    expect(memorization([1], [1], [0])).toMatchObject({ corruptedGiven: 1, cleanAccuracy: NaN });
  });

  it('has parts that sum to the whole, and no corrupted example matches both labels', () => {
    const classes = fc.array(fc.tuple(fc.nat(3), fc.nat(3), fc.nat(3)), { minLength: 1, maxLength: 40 });
    fc.assert(
      fc.property(classes, (rows) => {
        const [predicted, observed, truth] = [rows.map((r) => r[0]), rows.map((r) => r[1]), rows.map((r) => r[2])];
        const result = memorization(predicted, observed, truth);
        const corrupted = rows.filter((r) => r[1] !== r[2]).length / rows.length;
        const share = (weight: number, value: number): number => (weight === 0 ? 0 : weight * value);
        const clean = share(1 - corrupted, result.cleanAccuracy);
        expect(result.trainAccuracy).toBeCloseTo(accuracy(predicted, observed), 12);
        expect(result.trainAccuracy).toBeCloseTo(clean + share(corrupted, result.corruptedGiven), 12);
        expect(result.trueLabelAccuracy).toBeCloseTo(clean + share(corrupted, result.corruptedTrue), 12);
        if (corrupted > 0) expect(result.corruptedGiven + result.corruptedTrue).toBeLessThanOrEqual(1);
      }),
    );
  });
});

describe('quantities derived from evaluations', () => {
  it('gap is training minus test accuracy', () => {
    expect(generalizationGap(1, 0.75)).toBe(0.25);
  });

  it('time to fit is the step of the first evaluation at or under ε', () => {
    const steps = [0, 100, 200, 300];
    expect(timeToFit(steps, [2.3, 0.4, 0.1, 0.2], 0.1)).toBe(200);
    expect(timeToFit(steps, [2.3, NaN, 0.05, 0.005], 0.01)).toBe(300);
    expect(timeToFit(steps, [2.3, 2.2, 2.1, 2], 0.1)).toBeNaN();
  });
});
