/**
 * Sums of squares and products on the device, lengths and directions, and a deep copy.
 *
 * float32 cannot hold the square of a length of 1e20 or of 1e-20. So every sum has two scales: `fine` sums values times
 * 2³⁰, and `coarse` sums values times 2⁻³⁰. The fine sum is used if it is finite, otherwise the coarse one (`wideSum`
 * in observables/step.ts). This covers lengths from 1e-28 to 1e28.
 */
import {
  abs,
  div,
  greater,
  max,
  maximum,
  mul,
  onesLike,
  reshape,
  scalar,
  slice,
  sqrt,
  square,
  sub,
  sum,
  tensor2d,
  where,
  type Tensor,
  type Tensor1D,
  type Tensor2D,
} from '@tensorflow/tfjs-core';
import { allAxesButLast } from './activation.ts';
import { denseInputGradient } from './dense.ts';
import { hasLabKernel, runKernel } from './kernel.ts';

const SCALES = [2 ** 30, 2 ** -30] as const;

/** Both scales of a tensor: [2, size]. */
function inScales(x: Tensor): Tensor2D {
  return mul(reshape(x, [1, x.size]), tensor2d([...SCALES], [2, 1]));
}

/** ‖x‖², any shape: [fine, coarse]. */
export function squaredNorm(x: Tensor): Tensor1D {
  return hasLabKernel('LabSquaredNorm') ? runKernel('LabSquaredNorm', { x }) : sum(square(inScales(x)), 1);
}

/** Σ a·b over all elements, both of one shape: [fine, coarse]. */
export function innerProduct(a: Tensor, b: Tensor): Tensor1D {
  if (hasLabKernel('LabInnerProduct')) return runKernel('LabInnerProduct', { a, b });
  return sum(mul(inScales(a), inScales(b)), 1);
}

/** ‖a − b‖², both of one shape: [fine, coarse]. */
export function squaredDistance(a: Tensor, b: Tensor): Tensor1D {
  if (hasLabKernel('LabSquaredDistance')) return runKernel('LabSquaredDistance', { a, b });
  return squaredNorm(sub(a, b));
}

/**
 * Each row's direction and length, accurate for rows of any magnitude: a row is divided by its largest element first.
 * @param x [rows, length]
 * @returns `units` [rows, length], each of length 1, or 0 where the row is 0; `lengths` [rows]
 */
export function unitRows(x: Tensor2D): { readonly units: Tensor2D; readonly lengths: Tensor1D } {
  if (hasLabKernel('LabUnitRows')) {
    const [units, lengths] = runKernel<[Tensor2D, Tensor1D]>('LabUnitRows', { x });
    return { units, lengths };
  }
  const largest = max(abs(x), 1, true);
  const scaled = div<Tensor2D>(x, where(greater(largest, 0), largest, onesLike(largest)));
  // At least 1 unless the row is 0, because of the largest element.
  const length = maximum(sqrt(sum(square(scaled), 1, true)), 1);
  return { units: div(scaled, length), lengths: reshape(mul(largest, length), [x.shape[0]]) };
}

/**
 * The inner products of the first `count` rows.
 * @param x [rows, length]
 * @returns [count, count]
 */
export function rowProducts(x: Tensor2D, count: number): Tensor2D {
  const first = count < x.shape[0] ? slice(x, [0, 0], [count, x.shape[1]]) : x;
  return denseInputGradient(first, first);
}

/**
 * The squared norm of each output channel.
 * @param x [..., channels]
 * @returns [channels] each
 */
export function channelSquaredNorms(x: Tensor): { readonly fine: Tensor1D; readonly coarse: Tensor1D } {
  if (hasLabKernel('LabChannelSquaredNorms')) {
    const [fine, coarse] = runKernel<[Tensor1D, Tensor1D]>('LabChannelSquaredNorms', { x });
    return { fine, coarse };
  }
  const [fine, coarse] = SCALES.map((scale) => sum<Tensor1D>(square(mul(x, scale)), allAxesButLast(x)));
  if (!fine || !coarse) throw new Error('a scale is missing');
  return { fine, coarse };
}

/** A copy with its own buffer. `clone` shares the buffer, so that an in-place update would change both. */
export function copyOf<T extends Tensor>(x: T): T {
  return hasLabKernel('LabCopy')
    ? runKernel<T>('LabCopy', { x })
    : mul<T>(x, scalar(1, x.dtype === 'int32' ? 'int32' : 'float32'));
}
