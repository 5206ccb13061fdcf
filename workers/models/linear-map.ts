/** The linear map of a layer, dense or convolution: forward, both gradients, and what a probe measures of its gradient. */
import { mul, reshape, type Tensor, type Tensor1D, type Tensor2D, type Tensor4D } from '@tensorflow/tfjs-core';
import { probedPairs } from '../observables/probe.ts';
import { biasGradient } from '../ops/activation.ts';
import {
  convolution,
  convolutionInputGradient,
  convolutionKernelGradient,
  convolutionKernelGradients,
} from '../ops/convolution.ts';
import { dense, denseInputGradient, denseKernelGradient } from '../ops/dense.ts';
import { rowProducts, squaredNorm, unitRows } from '../ops/norms.ts';

export interface LinearMap {
  /** The kernel's shape: [in, out] or [height, width, in, out]. */
  readonly shape: readonly number[];
  /** x → kernel ∗ x + bias, then ReLU if `relu`. */
  apply(x: Tensor, kernel: Tensor, bias: Tensor | null, relu: boolean): Tensor;
  kernelGradient(x: Tensor, dy: Tensor): Tensor;
  inputGradient(dy: Tensor, kernel: Tensor, inputShape: readonly number[]): Tensor;
  /** Whether a probe has each example's gradient. */
  readonly exact: boolean;
  /** Parts into which a probe divides a batch; the examples themselves if exact. */
  parts(batch: number): number;
  /** The numbers of `observables/probe.ts`, in its order. `gradient` is the batch's, null if it was not made. */
  probe(x: Tensor, dy: Tensor, gradient: Tensor | null): Tensor[];
}

/** An example's gradient is a ⊗ δ: its length is ‖a‖‖δ‖, and two of them have the cosine cos(a, a′)·cos(δ, δ′). */
export function denseMap(inputs: number, outputs: number): LinearMap {
  const shape = [inputs, outputs];
  const kernelGradient = (x: Tensor, dy: Tensor): Tensor => denseKernelGradient(x as Tensor2D, dy as Tensor2D);
  return {
    shape,
    apply: (x, kernel, bias, relu) => dense(x as Tensor2D, kernel as Tensor2D, bias as Tensor1D | null, relu),
    kernelGradient,
    inputGradient: (dy, kernel) => denseInputGradient(dy as Tensor2D, kernel as Tensor2D),
    exact: true,
    parts: (batch) => batch,
    probe(x, dy, gradient) {
      const [a, delta] = [unitRows(x as Tensor2D), unitRows(dy as Tensor2D)];
      const paired = probedPairs(x.shape[0]);
      const cosines = mul(rowProducts(a.units, paired), rowProducts(delta.units, paired));
      return [squaredNorm(gradient ?? kernelGradient(x, dy)), a.lengths, delta.lengths, cosines];
    },
  };
}

/** Most chunks of a convolution's batch. */
const CHUNKS = 8;

/** The largest number of equal chunks, up to eight, that divides the batch. */
export function convolutionMap(edge: number, inputs: number, outputs: number, stride: number): LinearMap {
  const shape: [number, number, number, number] = [edge, edge, inputs, outputs];
  const parts = (batch: number): number => {
    let count = Math.min(CHUNKS, batch);
    while (batch % count !== 0) count--;
    return count;
  };
  return {
    shape,
    apply: (x, kernel, bias, relu) =>
      convolution(x as Tensor4D, kernel as Tensor4D, bias as Tensor1D | null, stride, relu),
    kernelGradient: (x, dy) => convolutionKernelGradient(x as Tensor4D, dy as Tensor4D, shape, stride),
    inputGradient: (dy, kernel, inputShape) =>
      convolutionInputGradient(
        dy as Tensor4D,
        kernel as Tensor4D,
        inputShape as [number, number, number, number],
        stride,
      ),
    exact: false,
    parts,
    probe(x, dy, gradient) {
      const count = parts(x.shape[0]);
      const chunks = convolutionKernelGradients(x as Tensor4D, dy as Tensor4D, shape, stride, count);
      const whole = gradient ?? biasGradient(reshape(chunks, [count, chunks.size / count]));
      return [squaredNorm(whole), squaredNorm(chunks)];
    },
  };
}
