/** Makes the compiled kernels tfjs's own for the wasm backend. */
import { registerKernel, unregisterKernel } from '@tensorflow/tfjs-core';
import { hasKernel, LAB_KERNELS } from '../../../ops/kernel.ts';
import type { KernelContext } from '../kernel-context.ts';
import { Call } from './call.ts';
import { layerKernels } from './layers.ts';
import { normKernels } from './norms.ts';
import { trainingKernels } from './training.ts';

const KERNELS = { ...layerKernels, ...trainingKernels, ...normKernels };

/** Registers all, in the place of those of an earlier context. */
export function registerKernels(context: KernelContext): void {
  for (const kernelName of LAB_KERNELS) {
    const kernel = KERNELS[kernelName];
    if (hasKernel(kernelName, 'wasm')) unregisterKernel(kernelName, 'wasm');
    if (!kernel) continue;
    registerKernel({
      kernelName,
      backendName: 'wasm',
      kernelFunc: ({ inputs, attrs }) => kernel(new Call(inputs, attrs ?? {}), context),
    });
  }
}
