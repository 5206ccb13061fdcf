/** Local response normalization across channels (Krizhevsky et al. 2012), and its gradient. */
import { localResponseNormalization, type Tensor4D } from '@tensorflow/tfjs-core';
import { LOCAL_RESPONSE } from '../../src/shared/network/constants.ts';
import { hasLabKernel, runKernel } from './kernel.ts';

/** As in TensorFlow's CIFAR-10 example. The lab's kernels have radius and beta compiled in. */
const { radius: RADIUS, bias: BIAS, alpha: ALPHA, beta: BETA } = LOCAL_RESPONSE;

/** @param x [batch, height, width, channels]; @returns as x */
export function localResponse(x: Tensor4D): Tensor4D {
  if (hasLabKernel('LabLocalResponse')) return runKernel('LabLocalResponse', { x }, { bias: BIAS, alpha: ALPHA });
  return localResponseNormalization(x, RADIUS, BIAS, ALPHA, BETA);
}

/** The loss gradient with respect to the input; all have the shape of x. */
export function localResponseGradient(dy: Tensor4D, x: Tensor4D, y: Tensor4D): Tensor4D {
  if (hasLabKernel('LabLocalResponseGradient')) {
    return runKernel('LabLocalResponseGradient', { dy, x }, { bias: BIAS, alpha: ALPHA });
  }
  return runKernel('LRNGrad', { x, y, dy }, { depthRadius: RADIUS, bias: BIAS, alpha: ALPHA, beta: BETA });
}
