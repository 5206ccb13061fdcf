/** Activations and their gradients, and the gradient of a bias. */
import {
  add,
  erf,
  exp,
  mul,
  neg,
  relu as tfRelu,
  square,
  step,
  sub,
  sum,
  tanh as tfTanh,
  type Tensor,
  type Tensor1D,
} from '@tensorflow/tfjs-core';
import type { Activation } from '../../src/shared/network/spec.ts';
import { hasLabKernel, runKernel } from './kernel.ts';

/** max(x, 0); any shape. */
export function relu<T extends Tensor>(x: T): T {
  return hasLabKernel('LabRelu') ? runKernel<T>('LabRelu', { x }) : tfRelu(x);
}

/** dy where y > 0, else 0; both of one shape. `y` is the activation's output (its input gives the same result). */
export function reluGradient<T extends Tensor>(dy: T, y: T): T {
  return hasLabKernel('LabReluGradient') ? runKernel<T>('LabReluGradient', { dy, y }) : mul<T>(dy, step<T>(y));
}

/**
 * x · Φ(x), where Φ is the exact standard normal distribution function, not its tanh approximation (Hendrycks & Gimpel
 * 2016,
 * arXiv 1606.08415; PyTorch's default); any shape.
 */
function gelu(x: Tensor): Tensor {
  return hasLabKernel('LabGelu') ? runKernel('LabGelu', { x }) : mul(x, normalDistribution(x));
}

function normalDistribution(x: Tensor): Tensor {
  return add(mul(erf(mul(x, Math.SQRT1_2)), 0.5), 0.5);
}

/** dy · (Φ(x) + x · φ(x)) */
function geluGradient(dy: Tensor, x: Tensor): Tensor {
  if (hasLabKernel('LabGeluGradient')) return runKernel('LabGeluGradient', { dy, x });
  const density = mul(exp(mul(neg(square(x)), 0.5)), 1 / Math.sqrt(2 * Math.PI));
  return mul(dy, add(normalDistribution(x), mul(x, density)));
}

function tanh(x: Tensor): Tensor {
  return hasLabKernel('LabTanh') ? runKernel('LabTanh', { x }) : tfTanh(x);
}

/** dy · (1 − y²) */
function tanhGradient(dy: Tensor, y: Tensor): Tensor {
  return hasLabKernel('LabTanhGradient') ? runKernel('LabTanhGradient', { dy, y }) : sub(dy, mul(dy, square(y)));
}

/** The activation of each element; any shape. */
export function activate(kind: Activation, x: Tensor): Tensor {
  return { relu, gelu, tanh }[kind](x);
}

/**
 * The loss gradient with respect to an activation's input.
 * @param x its input, @param y its output; both as dy
 */
export function activationGradient(kind: Activation, dy: Tensor, x: Tensor, y: Tensor): Tensor {
  switch (kind) {
    case 'relu':
      return reluGradient(dy, y);
    case 'gelu':
      return geluGradient(dy, x);
    case 'tanh':
      return tanhGradient(dy, y);
  }
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

/** All axes but the last. */
export function allAxesButLast(x: Tensor): number[] {
  return x.shape.slice(0, -1).map((_, axis) => axis);
}
