/**
 * Numbers on their way from the device: small tensors queue up, one readback fetches many of them, and each one's reader
 * gets its values in the order in which they were queued. The training loop never waits for a single number.
 */
import { concat, type Tensor, type Tensor1D } from '@tensorflow/tfjs-core';

interface Waiting {
  readonly tensor: Tensor1D;
  readonly read: (values: Float32Array) => void;
}

/** Readbacks under way at once before the loop has to let the device catch up. */
const MOST_UNDER_WAY = 3;

export class DeviceQueue {
  #waiting: Waiting[] = [];
  #underWay = 0;
  #tail: Promise<void> = Promise.resolve();
  #failure: Error | null = null;

  /** The device is so far behind that queueing more would only pile up work. */
  get full(): boolean {
    return this.#underWay >= MOST_UNDER_WAY;
  }

  get length(): number {
    return this.#waiting.length;
  }

  /** Takes over `tensor` (kept, not owned by a tidy) and disposes of it once read. */
  push(tensor: Tensor1D, read: (values: Float32Array) => void): void {
    this.#waiting.push({ tensor, read });
  }

  /** Starts one readback of all that waits. The promise settles when its readers, and all before them, have run. */
  flush(): Promise<void> {
    const batch = this.#waiting;
    this.#waiting = [];
    if (batch.length > 0) {
      const before = this.#tail;
      const all = concat(batch.map(({ tensor }) => tensor));
      for (const { tensor } of batch) tensor.dispose();
      this.#underWay++;
      this.#tail = this.#readInOrder(before, all, batch).finally(() => {
        this.#underWay--;
      });
      // Reported by the next `check`; a rejection that nobody awaits would end the worker.
      this.#tail.catch((error: unknown) => {
        this.#failure ??= error instanceof Error ? error : new Error(String(error));
      });
    }
    return this.#tail;
  }

  /** Throws what a readback threw, if one has. */
  check(): void {
    if (this.#failure !== null) throw this.#failure;
  }

  /** Forgets what waits. */
  dispose(): void {
    for (const { tensor } of this.#waiting) tensor.dispose();
    this.#waiting = [];
  }

  async #readInOrder(before: Promise<void>, all: Tensor, batch: readonly Waiting[]): Promise<void> {
    try {
      const [values] = await Promise.all([all.data<'float32'>(), before]);
      let from = 0;
      for (const { tensor, read } of batch) {
        read(values.subarray(from, from + tensor.size));
        from += tensor.size;
      }
    } finally {
      all.dispose();
    }
  }
}
