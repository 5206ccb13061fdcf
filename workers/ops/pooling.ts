/** Pooling, NHWC: maximum and average (padding 'same') and global average, with their gradients. */
import {
  avgPool,
  broadcastTo,
  div,
  maxPool as tfMaxPool,
  mean,
  mul,
  reshape,
  tensor4d,
  type Tensor2D,
  type Tensor4D,
} from '@tensorflow/tfjs-core';
import type { Shape4D } from './convolution.ts';
import { hasLabKernel, runKernel } from './kernel.ts';

/**
 * @param x [batch, height, width, channels]
 * @param size edge of the window in pixels
 * @param stride in pixels
 * @returns [batch, ⌈height / stride⌉, ⌈width / stride⌉, channels]; padding never wins
 */
export function maxPool(x: Tensor4D, size: number, stride: number): Tensor4D {
  if (hasLabKernel('LabMaxPool')) return runKernel('LabMaxPool', { x }, { size, stride });
  return tfMaxPool(x, size, stride, 'same');
}

/**
 * The loss gradient with respect to max-pool's input: each window's gradient goes to its maximum (where several are
 * equal, to the first on cpu and wasm, to the last on webgl and webgpu).
 * @param dy as y
 * @param x the input that was pooled
 * @param y the pooled output
 * @returns as x
 */
export function maxPoolGradient(dy: Tensor4D, x: Tensor4D, y: Tensor4D, size: number, stride: number): Tensor4D {
  if (hasLabKernel('LabMaxPoolGradient')) return runKernel('LabMaxPoolGradient', { dy, x, y }, { size, stride });
  const attributes = { filterSize: [size, size], strides: [stride, stride], pad: 'same' };
  return runKernel('MaxPoolGrad', { dy, input: x, output: y }, attributes);
}

/**
 * @param x [batch, height, width, channels]
 * @returns [batch, ⌈height / stride⌉, ⌈width / stride⌉, channels], each window's mean without its padding
 */
export function averagePool(x: Tensor4D, size: number, stride: number): Tensor4D {
  if (hasLabKernel('LabAveragePool')) return runKernel('LabAveragePool', { x }, { size, stride });
  return avgPool(x, size, stride, 'same');
}

/**
 * @param dy [batch, ⌈height / stride⌉, ⌈width / stride⌉, channels]
 * @param x the input that was pooled
 * @returns as x
 */
export function averagePoolGradient(dy: Tensor4D, x: Tensor4D, size: number, stride: number): Tensor4D {
  if (hasLabKernel('LabAveragePoolGradient')) {
    return runKernel('LabAveragePoolGradient', { dy }, { inputShape: [...x.shape], size, stride });
  }
  // tfjs's gradient divides by the whole window, including padding.
  const [, height, width] = x.shape;
  const rows = pixelsInWindows(height, size, stride);
  const columns = pixelsInWindows(width, size, stride);
  const factors = rows.flatMap((row) => columns.map((column) => (size * size) / (row * column)));
  const scaled = mul(dy, tensor4d(factors, [1, rows.length, columns.length, 1]));
  const attributes = { filterSize: [size, size], strides: [stride, stride], pad: 'same' };
  return runKernel('AvgPoolGrad', { dy: scaled, input: x }, attributes);
}

/** For each window along one axis, the number of pixels that are not padding. */
function pixelsInWindows(length: number, size: number, stride: number): number[] {
  const before = Math.floor(Math.max((Math.ceil(length / stride) - 1) * stride + size - length, 0) / 2);
  return Array.from({ length: Math.ceil(length / stride) }, (_, i) => {
    const start = i * stride - before;
    return Math.min(start + size, length) - Math.max(start, 0);
  });
}

/**
 * @param x [batch, height, width, channels]
 * @returns [batch, channels], the mean over height and width
 */
export function globalAveragePool(x: Tensor4D): Tensor2D {
  if (hasLabKernel('LabGlobalAveragePool')) return runKernel('LabGlobalAveragePool', { x });
  return mean(x, [1, 2]);
}

/**
 * @param dy [batch, channels]
 * @param inputShape [batch, height, width, channels]
 * @returns inputShape
 */
export function globalAveragePoolGradient(dy: Tensor2D, inputShape: Shape4D): Tensor4D {
  if (hasLabKernel('LabGlobalAveragePoolGradient')) {
    return runKernel('LabGlobalAveragePoolGradient', { dy }, { inputShape: [...inputShape] });
  }
  const [batch, height, width, channels] = inputShape;
  return broadcastTo(reshape(div(dy, height * width), [batch, 1, 1, channels]), [batch, height, width, channels]);
}
