import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { decayRatio } from '../../src/shared/observables/derived.ts';
import { meanCrossEntropy } from './loss.ts';
import { cosine, normOf, updateRatio } from '../../src/shared/observables/derived.ts';
import { dot, meanCosine, norm } from './step.ts';

const scales = [1e-20, 1, 1e20];

describe('loss', () => {
  it('of a uniform softmax over 10 classes is ln 10', () => {
    expect(meanCrossEntropy(new Float64Array(30).fill(7), [0, 4, 9], 10)).toBeCloseTo(2.302585, 6);
  });

  it('is the mean over examples of −ln of the label’s probability', () => {
    const logits = [Math.log(0.2), Math.log(0.8), Math.log(0.5), Math.log(0.5)];
    expect(meanCrossEntropy(logits, [1, 0], 2)).toBeCloseTo((-Math.log(0.8) - Math.log(0.5)) / 2, 12);
  });

  it('stays finite for huge logits and is not defined without examples', () => {
    expect(meanCrossEntropy([1000, -1000], [1], 2)).toBe(2000);
    expect(meanCrossEntropy([], [], 2)).toBeNaN();
  });
});

describe('norms', () => {
  it('of (3, 4) is 5, on every scale', () => {
    for (const scale of scales) expect(norm([3 * scale, 4 * scale]) / scale).toBeCloseTo(5, 12);
    expect(normOf(25)).toBe(5);
    expect(normOf(-1e-18)).toBe(0);
    expect(normOf(NaN)).toBeNaN();
  });

  it('of the gradient of ½‖w‖² is ‖w‖', () => {
    const loss = (w: readonly number[]): number => dot(w, w) / 2;
    const w = [0.3, -1.2, 2];
    const gradient = w.map((_, i) => {
      const moved = (by: number): number[] => w.map((x, j) => (i === j ? x + by : x));
      return (loss(moved(1e-5)) - loss(moved(-1e-5))) / 2e-5;
    });
    expect(norm(gradient)).toBeCloseTo(norm(w), 8);
  });

  it('shrink under decay alone as under heavy-ball momentum: .548993 after 6,000 steps', () => {
    const [rate, momentum, decay] = [0.1, 0.9, 1e-4];
    const w = [3, 4];
    const velocity = [0, 0];
    expect(norm(w)).toBe(5);
    for (let step = 0; step < 6000; step++) {
      for (const i of [0, 1]) {
        velocity[i] = momentum * (velocity[i] ?? NaN) + decay * (w[i] ?? NaN);
        w[i] = (w[i] ?? NaN) - rate * velocity[i];
      }
    }
    expect(norm(w) / 5).toBeCloseTo(0.548993, 6);
  });
});

describe('ratios', () => {
  it('update: plain SGD on g = w with α .1 → .1', () => {
    const w = [3, 4];
    const update = w.map((x) => -0.1 * x);
    for (const scale of scales) expect(updateRatio(norm(update) * scale, norm(w) * scale)).toBeCloseTo(0.1, 12);
    expect(updateRatio(1, 0)).toBeNaN();
  });

  it('decay: ½‖w‖² with λ .01 → .01', () => {
    for (const scale of scales) expect(decayRatio(0.01, 5 * scale, 5 * scale)).toBeCloseTo(0.01, 12);
    expect(decayRatio(0.01, 10, 5)).toBeCloseTo(0.02, 12);
    expect(decayRatio(0.01, 5, 0)).toBeNaN();
  });
});

describe('successive cosine', () => {
  it('of the same gradient is 1, of its opposite −1, across 0', () => {
    const g = [0.1, 0.7, -0.3];
    expect(cosine(dot(g, g), norm(g), norm(g))).toBeCloseTo(1, 12);
    expect(cosine(-dot(g, g), norm(g), norm(g))).toBeCloseTo(-1, 12);
    expect(cosine(0, 1, 1)).toBe(0);
    expect(cosine(3, 2, 3)).toBe(0.5);
  });

  it('is not defined where a gradient is 0', () => {
    expect(cosine(1e-30, 0, 1)).toBeNaN();
    expect(cosine(1e-30, 1, 0)).toBeNaN();
    expect(cosine(NaN, NaN, 1)).toBeNaN();
  });

  it('is in [−1, 1] and does not depend on scale', () => {
    const vector = fc.array(fc.double({ min: -1, max: 1, noNaN: true }), { minLength: 3, maxLength: 3 });
    fc.assert(
      fc.property(vector, vector, fc.constantFrom(...scales), (a, b, scale) => {
        fc.pre(norm(a) > 1e-6 && norm(b) > 1e-6);
        const value = cosine(dot(a, b), norm(a), norm(b));
        expect(Math.abs(value)).toBeLessThanOrEqual(1);
        const scaled = a.map((x) => x * scale);
        expect(cosine(dot(scaled, b), norm(scaled), norm(b))).toBeCloseTo(value, 9);
      }),
    );
  });

  it('averages over pairs by the length of the unit vectors’ sum', () => {
    expect(meanCosine(9, 3)).toBe(1);
    expect(meanCosine(3, 3)).toBe(0);
    expect(meanCosine(0, 3)).toBe(-0.5);
    expect(meanCosine(1, 1)).toBeNaN();
  });
});
