/** The lab's kernels on WebGPU. Operations without an entry are composed of tfjs's kernels. */
import type { KernelTable } from '../../common/call.ts';
import { layerKernels } from './layers.ts';
import { normKernels } from './norms.ts';
import { trainingKernels } from './training.ts';
import { unparameterizedKernels } from './unparameterized.ts';
import type { KernelEncoder } from '../kernel-encoder.ts';

export const webgpuKernels: KernelTable<KernelEncoder> = {
  ...layerKernels,
  ...normKernels,
  ...trainingKernels,
  ...unparameterizedKernels,
};
