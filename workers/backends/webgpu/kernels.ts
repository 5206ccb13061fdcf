/** The lab's kernels on WebGPU. What has no entry here is composed of tfjs's kernels. */
import type { KernelTable } from '../call.ts';
import { layerKernels } from './calls/layers.ts';
import { normKernels } from './calls/norms.ts';
import { trainingKernels } from './calls/training.ts';
import { unparameterizedKernels } from './calls/unparameterized.ts';
import type { KernelEncoder } from './kernel-encoder.ts';

export const webgpuKernels: KernelTable<KernelEncoder> = {
  ...layerKernels,
  ...normKernels,
  ...trainingKernels,
  ...unparameterizedKernels,
};
