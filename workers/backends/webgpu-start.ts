/** Starts tfjs's WebGPU backend with the lab's kernels, on the lab's own device, so that the lab sees its loss. */
import { WebGPUBackend } from '@tensorflow/tfjs-backend-webgpu';
import { findBackendFactory, registerBackend, removeBackend, setBackend } from '@tensorflow/tfjs-core';
import { reportDeviceLoss, watchDevice } from './common/device-loss.ts';
import { registerKernels } from './common/register.ts';
import type { DispatchConfig } from './webgpu/dispatch-config.ts';
import { BufferPool } from './webgpu/buffer-pool.ts';
import { webgpuKernels } from './webgpu/calls/kernels.ts';
import { registerStepGraph } from './common/step-graph.ts';
import { KernelEncoder } from './webgpu/kernel-encoder.ts';
import { WebgpuStepGraph } from './webgpu/replay.ts';

/** Limits that are raised to the adapter's maximum for tfjs's kernels. */
const LIMITS = [
  'maxComputeWorkgroupStorageSize',
  'maxComputeWorkgroupsPerDimension',
  'maxStorageBufferBindingSize',
  'maxBufferSize',
  'maxComputeWorkgroupSizeX',
  'maxComputeInvocationsPerWorkgroup',
] as const;

/** The current backend's device, while it works. */
let living: GPUDevice | null = null;

/** Makes WebGPU on this adapter the current backend, with this dispatch configuration; a running one is reused. */
export async function startWebgpu(adapter: GPUAdapter, division: DispatchConfig): Promise<void> {
  if (living === null) {
    const requiredLimits = Object.fromEntries(LIMITS.map((name) => [name, adapter.limits[name]]));
    const device = await adapter.requestDevice({ requiredLimits });
    watch(device);
    // Loading the package registered a backend that would request its own device; or the last device is lost.
    if (isRegistered()) removeBackend('webgpu');
    const started = new WebGPUBackend(device, adapter.info);
    // Before any buffer exists. The property has the type of tfjs's class, of which only the pool's methods are called.
    Object.assign(started, { bufferManager: new BufferPool(device) });
    registerBackend('webgpu', () => started, 3);
    const recorder = new KernelEncoder(started, division);
    registerKernels('webgpu', webgpuKernels, recorder);
    registerStepGraph('webgpu', new WebgpuStepGraph(recorder));
    living = device;
  }
  if (!(await setBackend('webgpu'))) throw new Error('its device did not start');
}

function isRegistered(): boolean {
  // Typed as if it always existed.
  return Boolean(findBackendFactory('webgpu'));
}

function watch(device: GPUDevice): void {
  let lost: string | null = null;
  watchDevice('webgpu', {
    lost: () => lost,
    answered: () => device.queue.onSubmittedWorkDone().catch(() => undefined),
  });
  void device.lost.then(({ message, reason }) => {
    lost = message || reason;
    if (living !== device) return;
    living = null;
    reportDeviceLoss('webgpu', lost);
  });
  device.addEventListener('uncapturederror', ({ error }) => {
    if (error instanceof GPUOutOfMemoryError) reportDeviceLoss('webgpu', `out of memory: ${error.message}`);
  });
}
