/**
 * The path of a layer's weights through a window of n segments, that is n + 1 snapshots w_0 … w_n.
 * Pure arithmetic in float64, from norms that a device reduced or from the snapshots themselves. NaN is "not defined".
 */
import { cosine } from '../../src/shared/observables/derived.ts';
import { dot, meanCosine, norm } from './step.ts';

/**
 * TPM, the straightness of a path: R = ‖w_n − w_0‖ / Σ_k ‖w_{k+1} − w_k‖, [0, 1]; NaN when nothing moved.
 *
 * The triangle inequality bounds it by 1; an excess from rounding is cut off. Values of different n do not compare:
 * finer segments can only lower R. The name and the regimes come from the GT shuffle note; the formula is the lab's
 * interpretation.
 */
export function pathStraightness(displacementNorm: number, segmentNorms: Iterable<number>): number {
  let length = 0;
  for (const segment of segmentNorms) length += segment;
  return length > 0 ? Math.min(1, displacementNorm / length) : NaN;
}

/** R of a list of snapshots of equal length, in order. NaN with fewer than two. */
export function pathStraightnessOf(snapshots: readonly Float64Array[]): number {
  return pathStraightness(norm(displacement(snapshots)), segmentsOf(snapshots).map(norm));
}

/**
 * R of each output channel. `displacementNorms` holds one norm per channel; `segmentNorms` holds the same for each
 * segment, in order. A channel that did not move is NaN.
 */
export function channelStraightness(
  displacementNorms: ArrayLike<number>,
  segmentNorms: readonly ArrayLike<number>[],
): Float64Array {
  return Float64Array.from({ length: displacementNorms.length }, (_, channel) =>
    pathStraightness(
      displacementNorms[channel] ?? NaN,
      segmentNorms.map((norms) => norms[channel] ?? NaN),
    ),
  );
}

/** R of each output channel, from snapshots of a kernel whose last axis is its `channels` output channels. */
export function channelStraightnessOf(snapshots: readonly Float64Array[], channels: number): Float64Array {
  const normsOf = (values: Float64Array): Float64Array => channelNorms(values, channels);
  return channelStraightness(normsOf(displacement(snapshots)), segmentsOf(snapshots).map(normsOf));
}

/**
 * Mean pairwise cosine c̄ of the segments, [−1/(n−1), 1], from S = ‖Σ_k u_k‖² over the unit vectors u_k of the `moving`
 * segments of non-zero length. NaN with fewer than two. Segments of equal length: R² = (1 + (n − 1)c̄)/n.
 */
export function segmentCosine(unitSumSquared: number, moving: number): number {
  return meanCosine(unitSumSquared, moving);
}

/** c̄ of a list of snapshots. */
export function segmentCosineOf(snapshots: readonly Float64Array[]): number {
  const moving = segmentsOf(snapshots).filter((segment) => norm(segment) > 0);
  const sum = new Float64Array(moving[0]?.length ?? 0);
  for (const segment of moving) {
    const length = norm(segment);
    for (let i = 0; i < sum.length; i++) sum[i] = (sum[i] ?? NaN) + (segment[i] ?? NaN) / length;
  }
  return segmentCosine(dot(sum, sum), moving.length);
}

/**
 * Decay alignment ρ = cos(w_n − w_0, −w_0), [−1, 1], from w_0·(w_n − w_0), ‖w_0‖ and ‖w_n − w_0‖. It is 1 when the
 * weights moved straight towards 0, as under decay alone, and −1 when they only grew. NaN if a norm is 0.
 */
export function decayAlignment(startDotDisplacement: number, startNorm: number, displacementNorm: number): number {
  return cosine(-startDotDisplacement, startNorm, displacementNorm);
}

/**
 * ρ from ‖w_0‖², ‖w_n‖² and w_0·w_n. Cancellation loses digits where the weights hardly moved; in float32 use
 * `decayAlignment` there.
 */
export function decayAlignmentOfEnds(startSquared: number, stopSquared: number, product: number): number {
  const displacementSquared = startSquared + stopSquared - 2 * product;
  const displacementNorm = displacementSquared > 0 ? Math.sqrt(displacementSquared) : 0;
  return decayAlignment(product - startSquared, Math.sqrt(startSquared), displacementNorm);
}

/** ρ of the first and last snapshot. */
export function decayAlignmentOf(start: Float64Array, stop: Float64Array): number {
  const moved = difference(stop, start);
  return decayAlignment(dot(start, moved), norm(start), norm(moved));
}

/**
 * Decay's share of a window: Σ_t λ‖w_t‖ / ‖Σ_t g_t‖ over its steps, [0, ∞). Above 1, decay pushed more than all
 * gradients together. NaN when the gradients sum to 0.
 */
export function decayShare(decayForce: number, gradientSumNorm: number): number {
  return gradientSumNorm > 0 ? decayForce / gradientSumNorm : NaN;
}

/** Mean of the defined values; NaN if there are none. */
export function meanDefined(values: Iterable<number>): number {
  let sum = 0;
  let count = 0;
  for (const value of values) {
    if (Number.isNaN(value)) continue;
    sum += value;
    count++;
  }
  return count === 0 ? NaN : sum / count;
}

function difference(a: Float64Array, b: Float64Array): Float64Array {
  return a.map((value, i) => value - (b[i] ?? NaN));
}

function segmentsOf(snapshots: readonly Float64Array[]): Float64Array[] {
  return snapshots.slice(1).map((snapshot, k) => difference(snapshot, snapshots[k] ?? snapshot));
}

function displacement(snapshots: readonly Float64Array[]): Float64Array {
  const first = snapshots[0] ?? new Float64Array(0);
  return difference(snapshots[snapshots.length - 1] ?? first, first);
}

function channelNorms(values: Float64Array, channels: number): Float64Array {
  const squares = new Float64Array(channels);
  for (let i = 0; i < values.length; i++) {
    const value = values[i] ?? NaN;
    squares[i % channels] = (squares[i % channels] ?? NaN) + value * value;
  }
  return squares.map(Math.sqrt);
}
