/**
 * The four engines: how to look for each without loading it, and how to start it. An absent engine throws an Error
 * whose message ends a sentence.
 */
import { setBackend } from '@tensorflow/tfjs-core';
import type { Backend } from '../../src/shared/run/run-params.ts';

export interface Engine {
  /** The adapter's or renderer's name, or how the engine runs, in words. */
  readonly adapter: string;
  /** Whether it is a software implementation of a GPU. */
  readonly software: boolean;
  /** Loads the engine and makes it tfjs's current backend; returns its name again if it is known only now. */
  start(): Promise<string>;
}

const SOFTWARE = /swiftshader|llvmpipe|lavapipe|softpipe|basic render|software/i;

/** Looks for an engine. */
export function findEngine(backend: Backend): Promise<Engine> {
  return FIND[backend]();
}

const FIND: Readonly<Record<Backend, () => Promise<Engine>>> = {
  async webgpu() {
    // The typings say that it always exists; older browsers and Node have none.
    const { gpu } = (globalThis.navigator as Partial<Navigator> | undefined) ?? {};
    if (!gpu) throw new Error('this browser has no WebGPU');
    const adapter = await gpu.requestAdapter({ powerPreference: 'high-performance' });
    if (!adapter) throw new Error('no adapter');
    const { vendor, architecture, device, description, isFallbackAdapter } = adapter.info;
    const words =
      description || [vendor, architecture, device].filter((word) => word !== '').join(' ') || 'unnamed GPU';
    const software = isFallbackAdapter || SOFTWARE.test(`${description} ${vendor} ${architecture} ${device}`);
    const name = inWords(words, software);
    return {
      adapter: name,
      software,
      async start() {
        const { ON_GPU, ON_PROCESSOR } = await import('./webgpu/dispatch-config.ts');
        const { startWebgpu } = await import('./webgpu-start.ts');
        await startWebgpu(adapter, software ? ON_PROCESSOR : ON_GPU);
        return name;
      },
    };
  },
  webgl() {
    return attempt(() => {
      const renderer = webglRenderer();
      const software = SOFTWARE.test(renderer);
      const name = inWords(renderer, software);
      return {
        adapter: name,
        software,
        async start() {
          const { startWebgl } = await import('./webgl-start.ts');
          await startWebgl();
          return name;
        },
      };
    });
  },
  wasm() {
    return attempt(() => {
      if (typeof WebAssembly === 'undefined') throw new Error('this browser has no WebAssembly');
      return {
        adapter: 'wasm, SIMD',
        software: false,
        async start() {
          const { startWasm } = await import('./wasm-start.ts');
          const { threads, fused } = await startWasm();
          // Reported, because fused products differ in their last digits.
          return `wasm, ${fused ? 'relaxed SIMD' : 'SIMD'}, ${threads} thread${threads === 1 ? '' : 's'}`;
        },
      };
    });
  },
  cpu() {
    return Promise.resolve({
      adapter: 'JavaScript, 1 thread',
      software: false,
      async start() {
        await startCpu();
        return this.adapter;
      },
    });
  },
};

/** Makes tfjs's plain JavaScript backend the current one. */
export async function startCpu(): Promise<void> {
  await import('@tensorflow/tfjs-backend-cpu');
  await setBackend('cpu');
}

/** A synchronous search as a promise, so that an exception becomes a rejection. */
function attempt(find: () => Engine): Promise<Engine> {
  return new Promise((resolve) => {
    resolve(find());
  });
}

/** The renderer's name, from a context that is released at once. */
function webglRenderer(): string {
  if (typeof OffscreenCanvas === 'undefined') throw new Error('this browser draws nothing off screen');
  const gl = new OffscreenCanvas(1, 1).getContext('webgl2');
  if (!gl) throw new Error('no WebGL 2 context');
  const named = gl.getExtension('WEBGL_debug_renderer_info');
  const renderer: unknown = gl.getParameter(named?.UNMASKED_RENDERER_WEBGL ?? gl.RENDERER);
  gl.getExtension('WEBGL_lose_context')?.loseContext();
  return typeof renderer === 'string' && renderer !== '' ? renderer : 'unnamed GPU';
}

/** For example "SwiftShader": the names of software adapters are long and redundant. */
function inWords(name: string, software: boolean): string {
  if (!software) return name;
  const known = ['SwiftShader', 'llvmpipe', 'lavapipe'].find((word) => name.toLowerCase().includes(word.toLowerCase()));
  return known ?? name;
}
