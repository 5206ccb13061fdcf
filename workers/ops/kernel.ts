/**
 * How an operation finds its kernel: a tfjs kernel under the lab's own name, registered for a backend. An operation
 * without one is composed of tfjs's public kernels.
 */
import {
  engine,
  getBackend,
  getKernel,
  type NamedAttrMap,
  type NamedTensorMap,
  type Tensor,
} from '@tensorflow/tfjs-core';

/** Names of the kernels that a backend can register for the lab's operations. */
export const LAB_KERNELS = [
  'LabDense',
  'LabDenseKernelGradient',
  'LabDenseInputGradient',
  'LabConvolution',
  'LabConvolutionKernelGradient',
  'LabConvolutionKernelGradients',
  'LabConvolutionInputGradient',
  'LabBatchNorm',
  'LabBatchNormGradient',
  'LabBatchNormInference',
  'LabMaxPool',
  'LabMaxPoolGradient',
  'LabAveragePool',
  'LabAveragePoolGradient',
  'LabGlobalAveragePool',
  'LabGlobalAveragePoolGradient',
  'LabRelu',
  'LabReluGradient',
  'LabGelu',
  'LabGeluGradient',
  'LabTanh',
  'LabTanhGradient',
  'LabDropout',
  'LabLocalResponse',
  'LabLocalResponseGradient',
  'LabBiasGradient',
  'LabJoinChannels',
  'LabSplitChannels',
  'LabSum',
  'LabSoftmaxCrossEntropy',
  'LabSoftmaxCrossEntropyValues',
  'LabMeasuredUpdate',
  'LabRetainingUpdate',
  'LabPlainUpdate',
  'LabStepRow',
  'LabScaledAccumulate',
  'LabMovingAverages',
  'LabGatherBatch',
  'LabGatherSquares',
  'LabSquaredNorm',
  'LabInnerProduct',
  'LabSquaredDistance',
  'LabUnitRows',
  'LabChannelSquaredNorms',
  'LabCopy',
] as const;
export type LabKernel = (typeof LAB_KERNELS)[number];

/** Whether a backend has a kernel of this name. */
export function hasKernel(name: LabKernel, backend: string): boolean {
  // Typed as if a kernel were always found.
  return Boolean(getKernel(name, backend));
}

/** Whether the backend in use has its own kernel of this name. */
export function hasLabKernel(name: LabKernel): boolean {
  return hasKernel(name, getBackend());
}

/** Runs a kernel, the lab's own or tfjs's; a kernel with several outputs returns a tuple. */
// eslint-disable-next-line @typescript-eslint/no-unnecessary-type-parameters -- the caller knows what a kernel gives
export function runKernel<T extends Tensor | Tensor[]>(
  name: string,
  inputs: NamedTensorMap,
  attributes: NamedAttrMap = {},
): T {
  return engine().runKernel<T>(name, inputs, attributes);
}
