import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import {
  coherenceAlpha,
  coherenceAt,
  gradientDiversity,
  gradientSnr,
  meanSignalNoise,
  noiseScale,
} from '../../src/shared/observables/derived.ts';
import { randomStream } from '../../src/shared/util/random.ts';
import {
  chunkCoherence,
  denseSquaredNorms,
  gramOf,
  mCoherence,
  mCoherenceOf,
  stiffness,
  type Coherence,
} from './coherence.ts';
import { dot } from './step.ts';

const vector = (...values: number[]): Float64Array => Float64Array.from(values);
const meanOf = (vectors: readonly Float64Array[]): Float64Array =>
  Float64Array.from(vectors[0] ?? [], (_, i) => vectors.reduce((sum, v) => sum + (v[i] ?? NaN), 0) / vectors.length);
const square = (v: Float64Array): number => dot(v, v);

/** Computes the probe of these gradients, in chunks of `chunk`, from the definitions. */
function probe(gradients: readonly Float64Array[], chunk: number): Coherence {
  const chunks = Array.from({ length: gradients.length / chunk }, (_, k) =>
    meanOf(gradients.slice(k * chunk, (k + 1) * chunk)),
  );
  const mean = chunks.reduce((sum, g) => sum + square(g), 0) / chunks.length;
  return chunkCoherence(gradients.length, chunk, square(meanOf(gradients)), mean);
}

const sixty = Math.PI / 3;
const cases: readonly (readonly [string, Float64Array[], number])[] = [
  ['5 identical', Array.from({ length: 5 }, () => vector(1, 2)), 5],
  ['3 orthogonal', [vector(1, 0, 0), vector(0, 1, 0), vector(0, 0, 1)], 1],
  ['an antipodal pair', [vector(1, 2), vector(-1, -2)], 0],
  ['two unit vectors at 60°', [vector(1, 0), vector(Math.cos(sixty), Math.sin(sixty))], 1.5],
  ['(1,0), (2,0)', [vector(1, 0), vector(2, 0)], 1.8],
];

describe('m-coherence', () => {
  it.each(cases)('of %s', (_, gradients, expected) => {
    expect(mCoherenceOf(gradients)).toBeCloseTo(expected, 12);
    expect(probe(gradients, 1)).toMatchObject({ m: gradients.length });
    expect(probe(gradients, 1).coherence).toBeCloseTo(expected, 12);
    for (const scale of [1e-20, 1e20]) {
      expect(mCoherenceOf(gradients.map((g) => g.map((x) => x * scale)))).toBeCloseTo(expected, 9);
    }
  });

  it('is not defined when every gradient is 0', () => {
    expect(mCoherence(0, 0)).toBeNaN();
    expect(chunkCoherence(8, 2, 0, 0)).toMatchObject({ coherence: NaN, signal: 0, noise: 0 });
  });

  it('as α is 1 for identical and 1/m for orthogonal gradients; diversity is its reciprocal', () => {
    expect(coherenceAlpha(5, 5)).toBe(1);
    expect(coherenceAlpha(1, 4)).toBe(0.25);
    expect(gradientDiversity(4)).toBe(0.25);
    expect(gradientDiversity(0)).toBeNaN();
  });
});

const gradientLists = fc
  .tuple(fc.integer({ min: 1, max: 4 }), fc.integer({ min: 2, max: 6 }), fc.integer({ min: 1, max: 3 }))
  .chain(([size, chunks, chunk]) =>
    fc.tuple(
      fc.array(
        fc
          .array(fc.integer({ min: -99, max: 99 }), { minLength: size, maxLength: size })
          .map((xs) => Float64Array.from(xs)),
        { minLength: chunks * chunk, maxLength: chunks * chunk },
      ),
      fc.constant(chunk),
      fc.constantFrom(1e-20, 1, 1e20),
    ),
  );

describe('a probe by chunks', () => {
  it('has C_m in [0, m], no negative noise, and is finite on every scale', () => {
    fc.assert(
      fc.property(gradientLists, ([gradients, chunk, scale]) => {
        const scaled = gradients.map((g) => g.map((x) => x * scale));
        const { m, coherence, signal, noise } = probe(scaled, chunk);
        expect(Number.isFinite(signal) && Number.isFinite(noise)).toBe(true);
        expect(noise).toBeGreaterThanOrEqual(-1e-9 * scale * scale);
        if (Number.isNaN(coherence)) return;
        expect(coherence).toBeGreaterThanOrEqual(0);
        expect(coherence).toBeLessThanOrEqual(m * (1 + 1e-12));
      }),
    );
  });

  it('predicts its own C_m exactly: per example at m = B', () => {
    fc.assert(
      fc.property(gradientLists, ([gradients, , scale]) => {
        const own = probe(
          gradients.map((g) => g.map((x) => x * scale)),
          1,
        );
        // Where the gradients cancel, rounding can make a numerator negative. The estimate is then unresolved.
        if (own.coherence > 1e-12) expect(coherenceAt(own.m, own)).toBeCloseTo(own.coherence, 9);
      }),
    );
  });

  it('predicts C_m at every m: m for identical gradients, 1 where only noise is left', () => {
    const identical = probe(
      Array.from({ length: 6 }, () => vector(3, 4)),
      2,
    );
    expect(identical).toEqual({ m: 3, coherence: 3, signal: 25, noise: 0 });
    for (const m of [1, 2, 6, 512]) {
      expect(coherenceAt(m, identical)).toBe(m);
      expect(coherenceAt(m, { signal: 0, noise: 2 })).toBe(1);
    }
    // For orthogonal per-example gradients of length 2, C_m at m = B is 1.
    const orthogonal = probe(
      [0, 1, 2, 3].map((at) => Float64Array.from({ length: 4 }, (_, i) => (i === at ? 2 : 0))),
      1,
    );
    expect(coherenceAt(4, orthogonal)).toBeCloseTo(1, 12);
    expect(coherenceAt(512, { signal: 1, noise: 19 })).toBeCloseTo(26.55, 12);
    expect(coherenceAt(512, { signal: 0, noise: 0 })).toBeNaN();
    expect(coherenceAt(512, { signal: -0.001, noise: 1 })).toBeCloseTo(0.488 / 0.999, 12);
    expect(coherenceAt(512, { signal: -0.01, noise: 1 })).toBeNaN();
  });

  it('is not defined for one chunk', () => {
    expect(chunkCoherence(8, 8, 1, 1)).toEqual({ m: 1, coherence: NaN, signal: NaN, noise: NaN });
  });
});

describe('noise scale', () => {
  it('of (1,0), (1,2) is 2, of identical gradients 0', () => {
    const pair = probe([vector(1, 0), vector(1, 2)], 1);
    expect(pair).toMatchObject({ signal: 1, noise: 2 });
    expect(noiseScale(pair)).toBe(2);
    expect(gradientSnr(pair)).toBe(0.5);
    expect(noiseScale(probe([vector(1, 2), vector(1, 2)], 1))).toBe(0);
  });

  it('is not resolved where the signal is not above 0, and the estimate is kept', () => {
    const antipodal = probe([vector(1, 2), vector(-1, -2)], 1);
    expect(antipodal.signal).toBe(-5);
    expect(noiseScale(antipodal)).toBeNaN();
    expect(gradientSnr(antipodal)).toBeNaN();
    expect(noiseScale({ signal: 0, noise: 1 })).toBeNaN();
    expect(gradientSnr({ signal: 1, noise: 0 })).toBeNaN();
  });

  it('of several probes takes the ratio of means', () => {
    const pooled = meanSignalNoise([1, NaN, 3, -1], [2, 5, 6, 4]);
    expect(pooled).toEqual({ signal: 1, noise: 4 });
    expect(noiseScale(pooled)).toBe(4);
    expect(meanSignalNoise([1, 2, 3], [2, 4, 6], 1, 2)).toEqual({ signal: 2, noise: 4 });
    expect(meanSignalNoise([NaN], [1])).toEqual({ signal: NaN, noise: NaN });
  });

  it.each([1, 4])('has unbiased signal and noise: simulated gradients in chunks of %i', (chunk) => {
    // g = mean + noise, mean (1, −2, .5, 0, 0): Ĝ² → 5.25; deviations (1, 2, .5, 3, 1): Ŝ → 15.25.
    const random = randomStream(7, 'probe');
    const deviations = [1, 2, 0.5, 3, 1];
    const mean = [1, -2, 0.5, 0, 0];
    let signal = 0;
    let noise = 0;
    const trials = 4000;
    for (let trial = 0; trial < trials; trial++) {
      const gradients = Array.from({ length: 32 }, () =>
        Float64Array.from(mean, (x, i) => x + (deviations[i] ?? NaN) * random.normal()),
      );
      const estimate = probe(gradients, chunk);
      signal += estimate.signal / trials;
      noise += estimate.noise / trials;
    }
    // Four standard errors of each mean, from the estimators' variances.
    expect(Math.abs(signal - 5.25)).toBeLessThan(0.13);
    expect(Math.abs(noise - 15.25)).toBeLessThan(0.45);
  });
});

describe('stiffness', () => {
  it('is 1 for identical and −1 for opposite gradients, separately for pairs within and between classes', () => {
    const gradients = [vector(1, 0), vector(2, 0), vector(-3, 0), vector(-1, 0)];
    const result = stiffness(gramOf(gradients), [0, 0, 1, 1]);
    expect(result.within).toBe(1);
    expect(result.between).toBe(-1);
    expect(result.all).toBeCloseTo(-1 / 3, 12);
  });

  it('is a mean of cosines, not of inner products', () => {
    const gradients = [vector(10, 0), vector(1, 1), vector(0, 3)];
    const result = stiffness(gramOf(gradients), [1, 1, 2]);
    expect(result.within).toBeCloseTo(Math.SQRT1_2, 12);
    expect(result.between).toBeCloseTo(Math.SQRT1_2 / 2, 12);
    expect(result.all).toBeCloseTo((2 * Math.SQRT1_2) / 3, 12);
  });

  it('leaves out gradients that are 0 and is not defined without a pair', () => {
    expect(stiffness(gramOf([vector(0, 0), vector(1, 0)]), [1, 1])).toEqual({ all: NaN, within: NaN, between: NaN });
    expect(stiffness(gramOf([vector(1, 0), vector(0, 1)]), [1, 2])).toEqual({ all: 0, within: NaN, between: 0 });
  });
});

describe('dense per-example norms', () => {
  it('equal those of each example’s outer product', () => {
    const inputs = [vector(1, 2, -1), vector(0.5, 0, 3)];
    const errors = [vector(2, -1), vector(0.1, 0.2)];
    const expected = inputs.map((a, e) =>
      a.reduce((sum, x) => sum + (errors[e] ?? vector()).reduce((inner, d) => inner + (x * d) ** 2, 0), 0),
    );
    denseSquaredNorms(inputs, errors).forEach((value, e) => expect(value).toBeCloseTo(expected[e] ?? NaN, 12));
  });
});
