/** Local response normalization across channels (Krizhevsky et al. 2012), and its gradient. Knows no layer. */
import { localResponseNormalization, type Tensor4D } from '@tensorflow/tfjs-core';
import { hasLabKernel, runKernel } from './kernel.ts';

/**
 * y = x · (BIAS + ALPHA · Σ x²)^(−BETA) over the channels at most RADIUS away, as in TensorFlow's CIFAR-10 example. The
 * lab's kernels have RADIUS and BETA built in.
 */
const RADIUS = 4;
const BIAS = 1;
const ALPHA = 0.001 / 9;
const BETA = 0.75;

/** @param x [batch, height, width, channels]; @returns as x */
export function localResponse(x: Tensor4D): Tensor4D {
  if (hasLabKernel('LabLocalResponse')) return runKernel('LabLocalResponse', { x }, { bias: BIAS, alpha: ALPHA });
  return localResponseNormalization(x, RADIUS, BIAS, ALPHA, BETA);
}

/** The loss gradient with respect to the input; all as x. */
export function localResponseGradient(dy: Tensor4D, x: Tensor4D, y: Tensor4D): Tensor4D {
  if (hasLabKernel('LabLocalResponseGradient')) {
    return runKernel('LabLocalResponseGradient', { dy, x }, { bias: BIAS, alpha: ALPHA });
  }
  return runKernel('LRNGrad', { x, y, dy }, { depthRadius: RADIUS, bias: BIAS, alpha: ALPHA, beta: BETA });
}
