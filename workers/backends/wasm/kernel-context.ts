/**
 * The lab's compiled kernels in tfjs-wasm's memory, and what a kernel's JavaScript side needs: addresses, outputs,
 * scratch memory.
 */
import type { BackendWasm } from '@tensorflow/tfjs-backend-wasm';
import type { DataType, TensorInfo } from '@tensorflow/tfjs-core';
import { areKernels, type KernelExports } from './kernel-exports.ts';

/** Bytes of a cache line: threads never write to the same line. */
const LINE = 64;
/** Size of the block in `kernels/job.as.ts`, and what it may need to begin at a cache line. */
const CONTROL_BYTES = 896 + LINE;

/** The allocator of tfjs's module. */
interface Heap {
  _malloc(bytes: number): number;
  _free(address: number): void;
}

function isHeap(module: object): module is Heap {
  return typeof Reflect.get(module, '_malloc') === 'function' && typeof Reflect.get(module, '_free') === 'function';
}

export class KernelContext {
  /** Address of the block through which threads share jobs. */
  readonly control: number;
  #scratch = 0;
  #scratchBytes = 0;

  private constructor(
    private readonly backend: BackendWasm,
    private readonly heap: Heap,
    readonly run: KernelExports,
    /** How many threads may compute at once. */
    private readonly threads: number,
  ) {
    this.control = Math.ceil((heap._malloc(CONTROL_BYTES) >>> 0) / LINE) * LINE;
  }

  /** Instantiates compiled kernels on a started backend's own memory. */
  static async on(backend: BackendWasm, compiled: WebAssembly.Module, threads: number): Promise<KernelContext> {
    const heap = backend.wasm;
    if (!isHeap(heap)) throw new Error('the wasm backend has no allocator');
    const instance = await WebAssembly.instantiate(compiled, { env: { memory: memoryOf(heap) } });
    if (!areKernels(instance.exports)) throw new Error('the compiled kernels are incomplete');
    const context = new KernelContext(backend, heap, instance.exports, threads);
    context.run.setControl(context.control, threads);
    return context;
  }

  /** Address of a tensor's data; 0 for none. */
  address(tensor: TensorInfo | undefined): number {
    return tensor ? this.backend.getMemoryOffset(tensor.dataId) : 0;
  }

  /** A new uninitialized tensor. Throws if the heap is full, which tfjs does not notice. */
  output(shape: readonly number[], type: DataType = 'float32'): TensorInfo {
    const made = this.backend.makeOutput([...shape], type);
    if (this.address(made) === 0 && !shape.includes(0)) throw new Error('out of memory');
    return made;
  }

  /** Scratch memory of two kinds: `shared` bytes for all threads, and from `work` `share` bytes per thread. */
  workspace(shared: number, each: number): { readonly shared: number; readonly work: number; readonly share: number } {
    const front = Math.ceil(shared / LINE) * LINE;
    const share = Math.ceil(each / LINE) * LINE;
    const start = this.scratch(front + share * this.threads);
    return { shared: start, work: start + front, share };
  }

  /** The address of at least this many bytes that every kernel may overwrite. */
  scratch(bytes: number): number {
    if (bytes > this.#scratchBytes) {
      if (this.#scratch !== 0) this.heap._free(this.#scratch);
      this.#scratchBytes = Math.max(bytes, 2 * this.#scratchBytes);
      this.#scratch = this.heap._malloc(this.#scratchBytes) >>> 0;
      if (this.#scratch === 0) throw new Error('out of memory');
    }
    return this.#scratch;
  }
}

/** The memory of tfjs's module: its export, or the shared memory that was passed to it. */
export function memoryOf(module: object): WebAssembly.Memory {
  const exported: unknown = Reflect.get(module, 'asm');
  const found: unknown =
    Reflect.get(module, 'wasmMemory') ??
    (typeof exported === 'object' && exported !== null ? Reflect.get(exported, 'memory') : null);
  if (!(found instanceof WebAssembly.Memory)) throw new Error('the memory of the wasm backend is out of reach');
  return found;
}
