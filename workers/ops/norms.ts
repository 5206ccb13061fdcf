/**
 * Sums of squares and products, on the device, and a true copy. Knows no layer and no observable.
 * All are float32: a sum above 3.4e38 is Infinity, one below about 1e-37 loses digits or is 0, so values between
 * 1e-18 and 1e18 / √n are safe.
 */
import {
  mul,
  reshape,
  scalar,
  square,
  squaredDifference,
  sum,
  type Scalar,
  type Tensor,
  type Tensor1D,
} from '@tensorflow/tfjs-core';
import { allAxesButLast } from './activation.ts';
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
 * The squared norm of each example.
 * @param x [batch, ...]
 * @returns [batch]
 */
export function rowSquaredNorms(x: Tensor): Tensor1D {
  if (hasLabKernel('LabRowSquaredNorms')) return runKernel('LabRowSquaredNorms', { x });
  const rows = x.rank === 0 ? 1 : x.shape[0];
  return sum<Tensor1D>(square(reshape(x, [rows, x.size / rows])), 1);
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
