/**
 * The buffers of tfjs's WebGPU backend, in the place of its own manager, which keeps every buffer that was ever needed at
 * once: here those that nobody asks for any more are given back to the device. Knows no tensor and no command.
 */

/** Free buffers of one size and usage: the one that came last goes first, so that the rarely needed lie at the bottom. */
interface Shelf {
  readonly free: GPUBuffer[];
  /** Of them, from the bottom, those that were not asked for since the last trim. */
  idle: number;
}

export class BufferPool {
  /** What tfjs tells of its memory: bytes in use, and these with the free ones. */
  numBytesUsed = 0;
  numBytesAllocated = 0;
  readonly #device: GPUDevice;
  readonly #used = new Set<GPUBuffer>();
  readonly #shelves = new Map<string, Shelf>();

  constructor(device: GPUDevice) {
    this.#device = device;
  }

  /** A buffer of `size` bytes, of any content; mapped only where it is a new one. One for `reuse` may be a free one. */
  acquireBuffer(size: number, usage: GPUBufferUsageFlags, mappedAtCreation = false, reuse = true): GPUBuffer {
    const buffer = (reuse ? this.#take(size, usage) : null) ?? this.#make({ size, usage, mappedAtCreation });
    this.#used.add(buffer);
    this.numBytesUsed += size;
    return buffer;
  }

  /** Takes it back for its next use, or for none. Throws where it is not in use: two owners would share it from then on. */
  releaseBuffer(buffer: GPUBuffer, reuse = true): void {
    if (!this.#used.delete(buffer)) throw new Error('a buffer that is not in use was given back');
    this.numBytesUsed -= buffer.size;
    if (!reuse) {
      this.#destroy(buffer);
      return;
    }
    const key = keyOf(buffer.size, buffer.usage);
    const shelf = this.#shelves.get(key);
    if (shelf) shelf.free.push(buffer);
    else this.#shelves.set(key, { free: [buffer], idle: 0 });
  }

  /**
   * Destroys free buffers: all, or those that could have been done without since the last time. What was submitted with
   * them runs to its end all the same; nothing that is still to be submitted may use one.
   */
  trim(what: 'idle' | 'all'): void {
    for (const [key, shelf] of this.#shelves) {
      for (const buffer of shelf.free.splice(0, what === 'all' ? shelf.free.length : shelf.idle)) this.#destroy(buffer);
      shelf.idle = shelf.free.length;
      if (shelf.idle === 0) this.#shelves.delete(key);
    }
  }

  /** Destroys all, those in use too. Of a lost device these are still given back one by one. */
  dispose(): void {
    this.trim('all');
    for (const buffer of this.#used) buffer.destroy();
  }

  #take(size: number, usage: GPUBufferUsageFlags): GPUBuffer | null {
    const shelf = this.#shelves.get(keyOf(size, usage));
    const buffer = shelf?.free.pop();
    if (!shelf || !buffer) return null;
    shelf.idle = Math.min(shelf.idle, shelf.free.length);
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
