/**
 * Sums of squares and products, on the device, and a true copy. Knows no layer and no observable.
 * All are float32: a sum above 3.4e38 is Infinity, one below about 1e-37 loses digits or is 0, so values between
 * 1e-18 and 1e18 / √n are safe.
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
  squaredDifference,
  sum,
  where,
  type Scalar,
  type Tensor,
  type Tensor1D,
  type Tensor2D,
} from '@tensorflow/tfjs-core';
import { allAxesButLast } from './activation.ts';
import { denseInputGradient } from './dense.ts';
import { hasLabKernel, runKernel } from './kernel.ts';

/** ‖x‖², any shape. */
export function squaredNorm(x: Tensor): Scalar {
  return hasLabKernel('LabSquaredNorm') ? runKernel('LabSquaredNorm', { x }) : sum<Scalar>(square(x));
}

/** Σ a·b over all elements; both of one shape. */
export function innerProduct(a: Tensor, b: Tensor): Scalar {
  return hasLabKernel('LabInnerProduct') ? runKernel('LabInnerProduct', { a, b }) : sum<Scalar>(mul(a, b));
}

/** ‖a − b‖²; both of one shape. */
export function squaredDistance(a: Tensor, b: Tensor): Scalar {
  if (hasLabKernel('LabSquaredDistance')) return runKernel('LabSquaredDistance', { a, b });
  return sum<Scalar>(squaredDifference(a, b));
}

/**
 * Each row's direction and length, right for rows of any size: a row is divided by its largest element first.
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
  // At least 1 unless the row is 0: the largest element's own share.
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
 * @returns [channels]
 */
export function channelSquaredNorms(x: Tensor): Tensor1D {
  if (hasLabKernel('LabChannelSquaredNorms')) return runKernel('LabChannelSquaredNorms', { x });
  return sum<Tensor1D>(square(x), allAxesButLast(x));
}

/** A copy with its own buffer: `clone` shares one, and an update in place would change both. */
export function copyOf<T extends Tensor>(x: T): T {
  return hasLabKernel('LabCopy')
    ? runKernel<T>('LabCopy', { x })
    : mul<T>(x, scalar(1, x.dtype === 'int32' ? 'int32' : 'float32'));
}
