/** tfjs's single-threaded wasm backend, in memory that helper threads can share. */
import { BackendWasm } from '@tensorflow/tfjs-backend-wasm';
import createModule, { type BackendWasmModule } from '@tensorflow/tfjs-backend-wasm/wasm-out/tfjs-backend-wasm.js';
import { MEMORY_IMPORT, withImportedMemory } from './shared-memory.ts';

/** Loads the SIMD module from `url`. Throws if memory of its size cannot be shared. */
export async function sharedBackend(url: string): Promise<BackendWasm> {
  const response = await fetch(url);
  if (!response.ok) throw new Error(`${url} could not be loaded (${response.status})`);
  const { bytes, initial, maximum } = withImportedMemory(new Uint8Array(await response.arrayBuffer()));
  const memory = new WebAssembly.Memory({ initial, maximum, shared: true });
  const module = await WebAssembly.compile(bytes);
  const created = await new Promise<BackendWasmModule>((resolve, reject) => {
    const instantiateWasm = (
      imports: WebAssembly.Imports,
      receive: (instance: WebAssembly.Instance, module: WebAssembly.Module) => void,
    ): object => {
      const all = { ...imports, [MEMORY_IMPORT.module]: { [MEMORY_IMPORT.name]: memory } };
      WebAssembly.instantiate(module, all).then((instance) => {
        receive(instance, module);
      }, reject);
      return {};
    };
    createModule({ instantiateWasm, onAbort: reject }).then(resolve, reject);
  });
  return new BackendWasm(withFunctions(created));
}

/** Emscripten's wrapper to call a C function from JavaScript. */
interface Wrapping {
  cwrap(name: string, result: 'number' | null, parameters: readonly 'number'[]): (...numbers: number[]) => number;
}

function isWrapping(module: object): module is Wrapping {
  return typeof Reflect.get(module, 'cwrap') === 'function';
}

/** The C functions that the backend calls by name, bound as its own start would bind them. */
function withFunctions(module: BackendWasmModule): BackendWasmModule {
  if (!isWrapping(module)) throw new Error('tfjs’s module binds no functions');
  const tfjs = {
    init: module.cwrap('init', null, []),
    initWithThreadsCount: module.cwrap('init_with_threads_count', null, ['number']),
    getThreadsCount: module.cwrap('get_threads_count', 'number', []),
    registerTensor: module.cwrap('register_tensor', null, ['number', 'number', 'number']),
    disposeData: module.cwrap('dispose_data', null, ['number']),
    dispose: module.cwrap('dispose', null, []),
  };
  return Object.assign(module, { tfjs });
}
