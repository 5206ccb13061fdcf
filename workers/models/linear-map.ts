/** The linear map of a layer, dense or convolution: forward, both gradients, and the norms of its gradient's parts. */
import { add, slice, type Tensor, type Tensor2D, type Tensor4D } from '@tensorflow/tfjs-core';
import { convolution, convolutionInputGradient, convolutionKernelGradient } from '../ops/convolution.ts';
import { dense, denseInputGradient, denseKernelGradient } from '../ops/dense.ts';
import { innerProduct, rowSquaredNorms, squaredNorm } from '../ops/norms.ts';
import type { Tensor1D } from '@tensorflow/tfjs-core';

export interface LinearMap {
  /** The kernel's shape: [in, out] or [height, width, in, out]. */
  readonly shape: readonly number[];
  /** x → kernel ∗ x + bias, then ReLU when `relu`. */
  apply(x: Tensor, kernel: Tensor, bias: Tensor | null, relu: boolean): Tensor;
  kernelGradient(x: Tensor, dy: Tensor): Tensor;
  inputGradient(dy: Tensor, kernel: Tensor, inputShape: readonly number[]): Tensor;
  /** Parts into which `sumOfPartNorms` divides a batch. */
  parts(batch: number): number;
  /** Σ ‖s_c‖² over the parts c of a batch, where s_c is part c's share of the kernel gradient: a scalar. */
  sumOfPartNorms(x: Tensor, dy: Tensor): Tensor;
}

/** Every example is a part: ‖a_i ⊗ δ_i‖² = ‖a_i‖²‖δ_i‖², so no gradient is formed. */
export function denseMap(inputs: number, outputs: number): LinearMap {
  const shape = [inputs, outputs];
  return {
    shape,
    apply: (x, kernel, bias, relu) => dense(x as Tensor2D, kernel as Tensor2D, bias as Tensor1D | null, relu),
    kernelGradient: (x, dy) => denseKernelGradient(x as Tensor2D, dy as Tensor2D),
    inputGradient: (dy, kernel) => denseInputGradient(dy as Tensor2D, kernel as Tensor2D),
    parts: (batch) => batch,
    sumOfPartNorms: (x, dy) => innerProduct(rowSquaredNorms(x), rowSquaredNorms(dy)),
  };
}

/** Chunks of a convolution's batch, at most. */
const CHUNKS = 8;

/** As many equal chunks as divide the batch, at most eight. */
export function convolutionMap(edge: number, inputs: number, outputs: number, stride: number): LinearMap {
  const shape: [number, number, number, number] = [edge, edge, inputs, outputs];
  const kernelGradient = (x: Tensor, dy: Tensor): Tensor =>
    convolutionKernelGradient(x as Tensor4D, dy as Tensor4D, shape, stride);
  const parts = (batch: number): number => {
    let count = Math.min(CHUNKS, batch);
    while (batch % count !== 0) count--;
    return count;
  };
  return {
    shape,
    apply: (x, kernel, bias, relu) =>
      convolution(x as Tensor4D, kernel as Tensor4D, bias as Tensor1D | null, stride, relu),
    kernelGradient,
    inputGradient: (dy, kernel, inputShape) =>
      convolutionInputGradient(
        dy as Tensor4D,
        kernel as Tensor4D,
        inputShape as [number, number, number, number],
        stride,
      ),
    parts,
    sumOfPartNorms(x: Tensor4D, dy: Tensor4D) {
      const count = parts(x.shape[0]);
      const part = (whole: Tensor4D, index: number): Tensor4D => {
        const size = whole.shape[0] / count;
        return slice(whole, index * size, size);
      };
      let sum: Tensor = squaredNorm(kernelGradient(part(x, 0), part(dy, 0)));
      for (let c = 1; c < count; c++) sum = add(sum, squaredNorm(kernelGradient(part(x, c), part(dy, c))));
      return sum;
    },
  };
}
