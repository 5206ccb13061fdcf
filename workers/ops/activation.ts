/** ReLU and its gradient, and the gradient of a bias. Knows no layer. */
import { mul, relu as tfRelu, step, sum, type Tensor, type Tensor1D } from '@tensorflow/tfjs-core';
import { hasLabKernel, runKernel } from './kernel.ts';

/** max(x, 0); any shape. */
export function relu<T extends Tensor>(x: T): T {
  return hasLabKernel('LabRelu') ? runKernel<T>('LabRelu', { x }) : tfRelu(x);
}

/** dy where y > 0, else 0; both of one shape. `y` is the activation's output (its input gives the same). */
export function reluGradient<T extends Tensor>(dy: T, y: T): T {
  return hasLabKernel('LabReluGradient') ? runKernel<T>('LabReluGradient', { dy, y }) : mul<T>(dy, step<T>(y));
}

/**
 * The loss gradient with respect to a bias that was added along the last axis.
 * @param dy [..., channels]
 * @returns [channels], the sum over all other axes
 */
export function biasGradient(dy: Tensor): Tensor1D {
  if (hasLabKernel('LabBiasGradient')) return runKernel<Tensor1D>('LabBiasGradient', { dy });
  return sum<Tensor1D>(dy, allAxesButLast(dy));
}

/** The axes over which a channel's values lie. */
export function allAxesButLast(x: Tensor): number[] {
  return x.shape.slice(0, -1).map((_, axis) => axis);
}
