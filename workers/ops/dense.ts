/** Dense layers: the product and its two gradients. */
import { fused, matMul, reshape, type Tensor1D, type Tensor2D } from '@tensorflow/tfjs-core';
import { hasLabKernel, runKernel } from './kernel.ts';

/**
 * x·w + bias, with optional ReLU.
 * @param x [batch, in]
 * @param w [in, out]
 * @param bias [out], or null for none
 * @returns [batch, out]
 */
export function dense(x: Tensor2D, w: Tensor2D, bias: Tensor1D | null, relu: boolean): Tensor2D {
  if (hasLabKernel('LabDense')) return runKernel('LabDense', bias ? { x, w, bias } : { x, w }, { relu });
  const activation = relu ? 'relu' : 'linear';
  return reshape(fused.matMul({ a: x, b: w, ...(bias && { bias }), activation }), [x.shape[0], w.shape[1]]);
}

/**
 * The loss gradient with respect to the kernel, xᵀ·dy.
 * @param x [batch, in]
 * @param dy [batch, out]
 * @returns [in, out]
 */
export function denseKernelGradient(x: Tensor2D, dy: Tensor2D): Tensor2D {
  if (hasLabKernel('LabDenseKernelGradient')) return runKernel('LabDenseKernelGradient', { x, dy });
  return matMul(x, dy, true, false);
}

/**
 * The loss gradient with respect to the input, dy·wᵀ.
 * @param dy [batch, out]
 * @param w [in, out]
 * @returns [batch, in]
 */
export function denseInputGradient(dy: Tensor2D, w: Tensor2D): Tensor2D {
  if (hasLabKernel('LabDenseInputGradient')) return runKernel('LabDenseInputGradient', { dy, w });
  return matMul(dy, w, false, true);
}
