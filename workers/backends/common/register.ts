/** Registers a table of kernels with tfjs for a backend. */
import { registerKernel, unregisterKernel } from '@tensorflow/tfjs-core';
import { hasKernel, LAB_KERNELS } from '../../ops/kernel.ts';
import { Call, type KernelTable } from './call.ts';

/** Registers all kernels, replacing those of an earlier start; `context` is passed to them. */
export function registerKernels<T>(backendName: string, kernels: KernelTable<T>, context: T): void {
  for (const kernelName of LAB_KERNELS) {
    const kernel = kernels[kernelName];
    if (hasKernel(kernelName, backendName)) unregisterKernel(kernelName, backendName);
    if (!kernel) continue;
    registerKernel({
      kernelName,
      backendName,
      kernelFunc: ({ inputs, attrs }) => kernel(new Call(inputs, attrs ?? {}), context),
    });
  }
}
