/**
 * Counts the bytes of WebAssembly memory and of WebGPU buffers that this worker allocates, in the same way for every
 * engine. Import it before any engine.
 */

const memories = new Set<WebAssembly.Memory>();
const buffers = new Map<GPUBuffer, number>();

function noteExports(instance: WebAssembly.Instance): void {
  for (const value of Object.values(instance.exports)) if (value instanceof WebAssembly.Memory) memories.add(value);
}

function instanceOf(source: Instantiated): WebAssembly.Instance {
  return source instanceof WebAssembly.Instance ? source : source.instance;
}

WebAssembly.Memory = new Proxy(WebAssembly.Memory, {
  construct(target, [descriptor]: [WebAssembly.MemoryDescriptor]) {
    const memory = new target(descriptor);
    memories.add(memory);
    return memory;
  },
});

type Instantiated = WebAssembly.Instance | WebAssembly.WebAssemblyInstantiatedSource;

/** The function itself, with its results recorded. */
function watched<F extends (...inputs: never[]) => Promise<Instantiated>>(instantiate: F): F {
  return new Proxy(instantiate, {
    apply: async (target, self, inputs) => {
      const made = (await Reflect.apply(target, self, inputs)) as Instantiated;
      noteExports(instanceOf(made));
      return made;
    },
  });
}

WebAssembly.instantiate = watched(WebAssembly.instantiate);
WebAssembly.instantiateStreaming = watched(WebAssembly.instantiateStreaming);

if (typeof GPUDevice !== 'undefined') {
  // eslint-disable-next-line @typescript-eslint/unbound-method -- applied to its own device below
  GPUDevice.prototype.createBuffer = new Proxy(GPUDevice.prototype.createBuffer, {
    apply(target, self, inputs: [GPUBufferDescriptor]) {
      const buffer = Reflect.apply(target, self, inputs);
      buffers.set(buffer, inputs[0].size);
      return buffer;
    },
  });
  // eslint-disable-next-line @typescript-eslint/unbound-method -- applied to its own buffer below
  GPUBuffer.prototype.destroy = new Proxy(GPUBuffer.prototype.destroy, {
    apply(target, self: GPUBuffer) {
      buffers.delete(self);
      Reflect.apply(target, self, []);
    },
  });
}

/** Bytes of WebAssembly memory. */
export function wasmBytes(): number {
  return [...memories].reduce((sum, memory) => sum + memory.buffer.byteLength, 0);
}

/** Bytes of WebGPU buffers that are not destroyed, including those that an engine keeps for reuse. */
export function gpuBytes(): number {
  return [...buffers.values()].reduce((sum, size) => sum + size, 0);
}
