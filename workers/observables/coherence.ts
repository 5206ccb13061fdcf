/**
 * How much the gradients g_1 … g_m of one layer agree: m-coherence, signal and noise, stiffness.
 * Pure arithmetic in float64, from squared norms reduced on the device or from the gradients themselves.
 */
import type { SignalNoise } from '../../src/shared/observables/derived.ts';
import { dot, norm } from './step.ts';

/** One probe of one layer: C_m at the probe's own m, and the estimated signal and noise. */
export interface Coherence extends SignalNoise {
  /** How many gradients are compared: B/b chunks, or B examples if each example's gradient is known. */
  readonly m: number;
  readonly coherence: number;
}

/**
 * m-coherence C_m = ‖Σ gᵢ‖² / Σ ‖gᵢ‖², [0, m]: m when all are one vector, 1 when they are orthogonal, 0 when they cancel.
 * NaN when all are 0. Source: Chatterjee & Zielinski 2020, arXiv 2008.01217.
 */
export function mCoherence(sumSquaredNorm: number, squaredNormSum: number): number {
  return squaredNormSum > 0 ? sumSquaredNorm / squaredNormSum : NaN;
}

/** C_m of gradients of one length. */
export function mCoherenceOf(gradients: readonly Float64Array[]): number {
  const sum = new Float64Array(gradients[0]?.length ?? 0);
  let squares = 0;
  for (const gradient of gradients) {
    squares += dot(gradient, gradient);
    for (let i = 0; i < sum.length; i++) sum[i] = (sum[i] ?? NaN) + (gradient[i] ?? NaN);
  }
  return mCoherence(dot(sum, sum), squares);
}

/**
 * A probe of one batch of B examples cut into k = B/b equal chunks of b.
 *
 * `batchSquaredNorm` is ‖g_B‖² of the batch's mean gradient; `chunkSquaredNormMean` is the mean over the chunks of
 * ‖g_b‖² of each chunk's mean gradient. b = 1 means exact per-example gradients. Then, with m = B/b,
 *
 *     C_m = m‖g_B‖² / mean‖g_b‖²
 *     Ĝ²  = (B‖g_B‖² − b·mean‖g_b‖²) / (B − b)          unbiased for the expected gradient's squared norm; may be < 0
 *     Ŝ   = (mean‖g_b‖² − ‖g_B‖²) / (1/b − 1/B)          unbiased for the trace of one example's gradient covariance
 *
 * Undefined values are NaN: all of them if b ≥ B, and C_m if every gradient is 0.
 * Source: McCandlish et al. 2018, arXiv 1812.06162, appendix A.1.
 */
export function chunkCoherence(
  batch: number,
  chunk: number,
  batchSquaredNorm: number,
  chunkSquaredNormMean: number,
): Coherence {
  const m = batch / chunk;
  if (!(chunk < batch)) return { m, coherence: NaN, signal: NaN, noise: NaN };
  return {
    m,
    coherence: mCoherence(m * batchSquaredNorm, chunkSquaredNormMean),
    signal: (batch * batchSquaredNorm - chunk * chunkSquaredNormMean) / (batch - chunk),
    noise: (chunkSquaredNormMean - batchSquaredNorm) / (1 / chunk - 1 / batch),
  };
}

/**
 * Mean pairwise cosine of gradients, [−1, 1]: over all pairs, pairs of one class, pairs of two classes. NaN without a
 * pair.
 */
export interface Stiffness {
  readonly all: number;
  readonly within: number;
  readonly between: number;
}

/** Inner products gᵢ·gⱼ, row by row: [m, m]. */
export function gramOf(gradients: readonly Float64Array[]): Float64Array {
  const m = gradients.length;
  const gram = new Float64Array(m * m);
  gradients.forEach((a, i) => gradients.forEach((b, j) => (gram[i * m + j] = dot(a, b))));
  return gram;
}

/**
 * Stiffness from the gradients' inner products ([m, m], row by row) and their m class labels. A zero gradient has no
 * direction and is left out. Source: Fort et al. 2019, arXiv 1901.09491.
 */
export function stiffness(gram: ArrayLike<number>, labels: ArrayLike<number>): Stiffness {
  const m = labels.length;
  let [within, between] = [0, 0];
  let [pairsWithin, pairsBetween] = [0, 0];
  const lengths = Float64Array.from({ length: m }, (_, i) => Math.sqrt(gram[i * m + i] ?? NaN));
  for (let i = 0; i < m; i++) {
    for (let j = 0; j < i; j++) {
      const a = lengths[i] ?? NaN;
      const b = lengths[j] ?? NaN;
      if (!(a > 0 && b > 0)) continue;
      const cosine = (gram[i * m + j] ?? NaN) / a / b;
      if (labels[i] === labels[j]) {
        within += cosine;
        pairsWithin++;
      } else {
        between += cosine;
        pairsBetween++;
      }
    }
  }
  const mean = (sum: number, count: number): number => (count > 0 ? Math.max(-1, Math.min(1, sum / count)) : NaN);
  return {
    all: mean(within + between, pairsWithin + pairsBetween),
    within: mean(within, pairsWithin),
    between: mean(between, pairsBetween),
  };
}

/** Squared norms ‖gᵢ‖² = ‖aᵢ‖²‖δᵢ‖² of a dense kernel's per-example gradients, from its inputs' and its output errors'. */
export function denseSquaredNorms(inputs: readonly Float64Array[], errors: readonly Float64Array[]): Float64Array {
  return Float64Array.from(inputs, (input, i) => (norm(input) * norm(errors[i] ?? new Float64Array(0))) ** 2);
}
