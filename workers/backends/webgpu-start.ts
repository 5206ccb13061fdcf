/** Starts tfjs's WebGPU backend on a device of the lab's own, so that its loss can be told, with the lab's kernels. */
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

/** Limits that tfjs's kernels may use as far as the adapter goes. */
const LIMITS = [
  'maxComputeWorkgroupStorageSize',
  'maxComputeWorkgroupsPerDimension',
  'maxStorageBufferBindingSize',
  'maxBufferSize',
  'maxComputeWorkgroupSizeX',
  'maxComputeInvocationsPerWorkgroup',
] as const;

/** The device of the backend in use, while it lives. */
let living: GPUDevice | null = null;

/** Makes WebGPU on this adapter the backend in use, its work divided so; one that runs already is kept. */
export async function startWebgpu(adapter: GPUAdapter, division: DispatchConfig): Promise<void> {
  if (living === null) {
    const requiredLimits = Object.fromEntries(LIMITS.map((name) => [name, adapter.limits[name]]));
    const device = await adapter.requestDevice({ requiredLimits });
    watch(device);
    // Loading the package registered one that would ask for a device by itself; or the last one's device is lost.
    if (isRegistered()) removeBackend('webgpu');
    const started = new WebGPUBackend(device, adapter.info);
    // Before it has made any buffer. The property is typed as tfjs's class, of which no more is called than the pool has.
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
  // Typed as if there always were one.
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
