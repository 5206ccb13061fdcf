// eslint-disable-next-line @typescript-eslint/triple-slash-reference -- whoever imports this file needs the declaration
/// <reference path="./assembly.d.ts" />
/**
 * Starts tfjs's WebAssembly backend with the lab's own kernels beside it.
 * Matrix products and convolutions never go through tfjs's: those keep packed copies of the weights, which an update in
 * place would leave behind.
 */
import { BackendWasm, setWasmPaths } from '@tensorflow/tfjs-backend-wasm';
import simdUrl from '@tensorflow/tfjs-backend-wasm/wasm-out/tfjs-backend-wasm-simd.wasm?url';
import threadedUrl from '@tensorflow/tfjs-backend-wasm/wasm-out/tfjs-backend-wasm-threaded-simd.wasm?url';
import plainUrl from '@tensorflow/tfjs-backend-wasm/wasm-out/tfjs-backend-wasm.wasm?url';
import { backend, env, registerKernel, setBackend, unregisterKernel } from '@tensorflow/tfjs-core';
import { hasKernel, LAB_KERNELS } from '../../ops/kernel.ts';
import { KernelContext } from './kernel-context.ts';
import compiled from './kernels/index.as.ts?wasm';
import { Call } from './register/call.ts';
import { layerKernels } from './register/layers.ts';
import { normKernels } from './register/norms.ts';
import { trainingKernels } from './register/training.ts';

const KERNELS = { ...layerKernels, ...trainingKernels, ...normKernels };

/** The backend whose kernels are registered. */
let registered: BackendWasm | null = null;

/** Makes wasm the backend in use; gives its number of threads. Throws, with a reason in words, where it cannot run. */
export async function startWasm(): Promise<number> {
  if (!(await env().getAsync('WASM_HAS_SIMD_SUPPORT'))) throw new Error('WebAssembly here has no SIMD');
  env().set('WASM_HAS_MULTITHREAD_SUPPORT', false);
  // Addresses are set once, before the first start. In Node the package finds its files beside itself.
  if (typeof self !== 'undefined' && registered === null) {
    setWasmPaths({
      'tfjs-backend-wasm.wasm': plainUrl,
      'tfjs-backend-wasm-simd.wasm': simdUrl,
      'tfjs-backend-wasm-threaded-simd.wasm': threadedUrl,
    });
  }
  if (!(await setBackend('wasm'))) throw new Error('its module did not start');
  const started = backend();
  if (!(started instanceof BackendWasm)) throw new Error('another backend holds its name');
  if (started !== registered) register(await KernelContext.on(started, await WebAssembly.compile(compiled), 1));
  registered = started;
  return 1;
}

function register(context: KernelContext): void {
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
