/**
 * Batch normalization over all axes but the last, for dense layers (rank 2) and convolutions (rank 4) alike,
 * with an optional fused ReLU. Keeps no running averages: a layer does. Source: Ioffe & Szegedy 2015 (1502.03167).
 */
import {
  add,
  batchNorm as tfBatchNorm,
  div,
  mean as tfMean,
  mul,
  relu as tfRelu,
  rsqrt,
  square,
  sub,
  sum,
  type Tensor,
  type Tensor1D,
} from '@tensorflow/tfjs-core';
import { allAxesButLast, reluGradient } from './activation.ts';
import { hasLabKernel, runKernel } from './kernel.ts';

export interface BatchNormOutput<T extends Tensor> {
  readonly y: T;
  /** [channels] of this batch. */
  readonly mean: Tensor1D;
  /** [channels] of this batch, biased (divided by the count). */
  readonly variance: Tensor1D;
}

export interface BatchNormGradient<T extends Tensor> {
  readonly dx: T;
  /** [channels] */
  readonly dScale: Tensor1D;
  /** [channels] */
  readonly dOffset: Tensor1D;
}

/**
 * Normalizes by the batch's own mean and variance.
 * @param x [batch, channels] or [batch, height, width, channels]
 * @param scale [channels]
 * @param offset [channels]
 * @param epsilon added to the variance
 */
export function batchNorm<T extends Tensor>(
  x: T,
  scale: Tensor1D,
  offset: Tensor1D,
  epsilon: number,
  relu: boolean,
): BatchNormOutput<T> {
  if (hasLabKernel('LabBatchNorm')) {
    const inputs = { x, scale, offset };
    const [y, mean, variance] = runKernel<[T, Tensor1D, Tensor1D]>('LabBatchNorm', inputs, { epsilon, relu });
    return { y, mean, variance };
  }
  const axes = allAxesButLast(x);
  const mean = tfMean<Tensor1D>(x, axes);
  const variance = tfMean<Tensor1D>(square(sub(x, mean)), axes);
  return { y: normalize(x, mean, variance, scale, offset, epsilon, relu), mean, variance };
}

/**
 * The three gradients of `batchNorm`, including those through the batch's statistics.
 * @param dy as x
 * @param x the input that was normalized
 * @param y the output if ReLU was fused (dy counts where y > 0), else null
 * @param mean [channels], as `batchNorm` returned it
 * @param variance [channels], likewise
 */
export function batchNormGradient<T extends Tensor>(
  dy: T,
  x: T,
  y: T | null,
  mean: Tensor1D,
  variance: Tensor1D,
  scale: Tensor1D,
  epsilon: number,
): BatchNormGradient<T> {
  if (hasLabKernel('LabBatchNormGradient')) {
    const inputs = { dy, x, mean, variance, scale, ...(y && { y }) };
    const [dx, dScale, dOffset] = runKernel<[T, Tensor1D, Tensor1D]>('LabBatchNormGradient', inputs, { epsilon });
    return { dx, dScale, dOffset };
  }
  const axes = allAxesButLast(x);
  const count = x.size / scale.size;
  const g = y ? reluGradient(dy, y) : dy;
  const inverseDeviation = rsqrt(add(variance, epsilon));
  const normalized = mul(sub(x, mean), inverseDeviation);
  const dOffset = sum<Tensor1D>(g, axes);
  const dScale = sum<Tensor1D>(mul(g, normalized), axes);
  const centred = sub(g, add(div(dOffset, count), mul(normalized, div(dScale, count))));
  return { dx: mul<T>(centred, mul(scale, inverseDeviation)), dScale, dOffset };
}

/**
 * The input gradient of `batchNorm` with constant mean and variance, so that no example depends on another.
 * @param dy [batch, channels] or [batch, height, width, channels]
 * @param y the output if ReLU was fused (dy counts where y > 0), else null
 * @param variance [channels], as `batchNorm` returned it
 */
export function batchNormFrozenGradient<T extends Tensor>(
  dy: T,
  y: T | null,
  variance: Tensor1D,
  scale: Tensor1D,
  epsilon: number,
): T {
  return mul<T>(y ? reluGradient(dy, y) : dy, mul(scale, rsqrt(add(variance, epsilon))));
}

/**
 * Normalizes by given statistics, as in evaluation.
 * @param x [batch, channels] or [batch, height, width, channels]
 * @param mean [channels]
 * @param variance [channels]
 */
export function batchNormInference<T extends Tensor>(
  x: T,
  mean: Tensor1D,
  variance: Tensor1D,
  scale: Tensor1D,
  offset: Tensor1D,
  epsilon: number,
  relu: boolean,
): T {
  if (hasLabKernel('LabBatchNormInference')) {
    return runKernel<T>('LabBatchNormInference', { x, mean, variance, scale, offset }, { epsilon, relu });
  }
  return normalize(x, mean, variance, scale, offset, epsilon, relu);
}

function normalize<T extends Tensor>(
  x: T,
  mean: Tensor1D,
  variance: Tensor1D,
  scale: Tensor1D,
  offset: Tensor1D,
  epsilon: number,
  relu: boolean,
): T {
  const y = tfBatchNorm(x as Tensor, mean, variance, offset, scale, epsilon) as T;
  return relu ? tfRelu(y) : y;
}
