/**
 * Starts tfjs's WebAssembly backend with the lab's own kernels. Matrix products and convolutions never use tfjs's
 * kernels: those cache packed copies of the weights, which an in-place update would not change.
 */
import { BackendWasm, setWasmPaths } from '@tensorflow/tfjs-backend-wasm';
import simdUrl from '@tensorflow/tfjs-backend-wasm/wasm-out/tfjs-backend-wasm-simd.wasm?url';
import { backend, env, registerBackend, removeBackend, setBackend } from '@tensorflow/tfjs-core';
import { registerKernels } from './common/register.ts';
import { channelKernels } from './wasm/calls/channels.ts';
import { layerKernels } from './wasm/calls/layers.ts';
import { normKernels } from './wasm/calls/norms.ts';
import { trainingKernels } from './wasm/calls/training.ts';
import { unparameterizedKernels } from './wasm/calls/unparameterized.ts';
import { compileKernels, fused } from './wasm/compiled.ts';
import { KernelContext, memoryOf } from './wasm/kernel-context.ts';
import { startHelpers, threadsHere } from './wasm/threads.ts';

const KERNELS = {
  ...layerKernels,
  ...trainingKernels,
  ...normKernels,
  ...channelKernels,
  ...unparameterizedKernels,
};

/** The backend whose kernels are registered, and its threads. */
let running: { readonly backend: BackendWasm; readonly threads: number } | null = null;

/**
 * Makes wasm the current backend; returns its number of threads and whether products are fused. Throws, with a reason
 * in words, if it cannot run.
 */
export async function startWasm(): Promise<{ readonly threads: number; readonly fused: boolean }> {
  if (!(await env().getAsync('WASM_HAS_SIMD_SUPPORT'))) throw new Error('WebAssembly here has no SIMD');
  if (running === null) {
    const wanted = threadsHere();
    // If sharing memory fails after all, only the threads are lost, not the backend.
    running = (wanted > 1 ? await startShared(wanted).catch(() => null) : null) ?? (await startAlone());
  }
  if (!(await setBackend('wasm'))) throw new Error('its module did not start');
  return { threads: running.threads, fused: fused() };
}

/** tfjs's original backend, on one thread. */
async function startAlone(): Promise<NonNullable<typeof running>> {
  env().set('WASM_HAS_MULTITHREAD_SUPPORT', false);
  // In Node the package finds its own files.
  if (typeof self !== 'undefined') {
    const names = ['tfjs-backend-wasm.wasm', 'tfjs-backend-wasm-simd.wasm', 'tfjs-backend-wasm-threaded-simd.wasm'];
    setWasmPaths(Object.fromEntries(names.map((name) => [name, simdUrl])));
  }
  if (!(await setBackend('wasm'))) throw new Error('its module did not start');
  const started = backend();
  if (!(started instanceof BackendWasm)) throw new Error('another backend holds its name');
  registerKernels('wasm', KERNELS, await KernelContext.on(started, await compileKernels('alone'), 1));
  return { backend: started, threads: 1 };
}

/** tfjs's module in shared memory, with helper threads on the lab's kernels. */
async function startShared(wanted: number): Promise<NonNullable<typeof running>> {
  const { sharedBackend } = await import('./wasm/shared-backend.ts');
  const started = await sharedBackend(simdUrl);
  const module = await compileKernels('shared');
  const context = await KernelContext.on(started, module, wanted);
  const memory = memoryOf(started.wasm);
  const helpers = await startHelpers(wanted - 1, { module, memory, control: context.control, threads: wanted });
  removeBackend('wasm');
  registerBackend('wasm', () => started);
  registerKernels('wasm', KERNELS, context);
  return { backend: started, threads: helpers + 1 };
}
