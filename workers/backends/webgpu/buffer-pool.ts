/**
 * Replaces the buffer manager of tfjs's WebGPU backend, which keeps every buffer that was ever needed at once. This
 * pool destroys buffers that are no longer requested.
 */

/**
 * Free buffers of one size and usage. The last released is reused first, so that rarely needed ones stay at the bottom.
 */
interface SizeClass {
  readonly free: GPUBuffer[];
  /** How many, from the bottom, were not requested since the last trim. */
  idle: number;
}

export class BufferPool {
  /** tfjs's memory statistics: bytes in use, and including free buffers. */
  numBytesUsed = 0;
  numBytesAllocated = 0;
  readonly #device: GPUDevice;
  readonly #used = new Set<GPUBuffer>();
  readonly #sizeClasses = new Map<string, SizeClass>();

  constructor(device: GPUDevice) {
    this.#device = device;
  }

  /** A buffer of `size` bytes with arbitrary content; mapped only if it is new. One for `reuse` may be a free one. */
  acquireBuffer(size: number, usage: GPUBufferUsageFlags, mappedAtCreation = false, reuse = true): GPUBuffer {
    const buffer = (reuse ? this.#take(size, usage) : null) ?? this.#make({ size, usage, mappedAtCreation });
    this.#used.add(buffer);
    this.numBytesUsed += size;
    return buffer;
  }

  /** Releases it for reuse, or for none. Throws if it is not in use, because two owners would then share it. */
  releaseBuffer(buffer: GPUBuffer, reuse = true): void {
    if (!this.#used.delete(buffer)) throw new Error('a buffer that is not in use was given back');
    this.numBytesUsed -= buffer.size;
    if (!reuse) {
      this.#destroy(buffer);
      return;
    }
    const key = keyOf(buffer.size, buffer.usage);
    const sizeClass = this.#sizeClasses.get(key);
    if (sizeClass) sizeClass.free.push(buffer);
    else this.#sizeClasses.set(key, { free: [buffer], idle: 0 });
  }

  /**
   * Destroys free buffers: all, or those that were not needed since the last trim. Submitted work that uses them still
   * finishes; work that is not yet submitted must not use them.
   */
  trim(what: 'idle' | 'all'): void {
    for (const [key, sizeClass] of this.#sizeClasses) {
      for (const buffer of sizeClass.free.splice(0, what === 'all' ? sizeClass.free.length : sizeClass.idle))
        this.#destroy(buffer);
      sizeClass.idle = sizeClass.free.length;
      if (sizeClass.idle === 0) this.#sizeClasses.delete(key);
    }
  }

  /** Destroys all, including those in use. Buffers of a lost device may still be released one by one. */
  dispose(): void {
    this.trim('all');
    for (const buffer of this.#used) buffer.destroy();
  }

  #take(size: number, usage: GPUBufferUsageFlags): GPUBuffer | null {
    const sizeClass = this.#sizeClasses.get(keyOf(size, usage));
    const buffer = sizeClass?.free.pop();
    if (!sizeClass || !buffer) return null;
    sizeClass.idle = Math.min(sizeClass.idle, sizeClass.free.length);
    return buffer;
  }

  #make(described: GPUBufferDescriptor): GPUBuffer {
    this.numBytesAllocated += described.size;
    return this.#device.createBuffer(described);
  }

  #destroy(buffer: GPUBuffer): void {
    this.numBytesAllocated -= buffer.size;
    buffer.destroy();
  }
}

const keyOf = (size: number, usage: GPUBufferUsageFlags): string => `${size} ${usage}`;
