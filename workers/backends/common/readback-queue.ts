/**
 * Queues small tensors and fetches many of them with a few readbacks. Each tensor's reader gets its values, in the
 * order of queueing. The training loop never waits for a single number.
 */
import { concat, keep, reshape, tidy, type Rank, type Tensor } from '@tensorflow/tfjs-core';
import { stepGraph } from './step-graph.ts';

interface Waiting {
  readonly tensor: Tensor;
  readonly read: (values: Float32Array) => void;
  readonly taken: () => void;
}

/** One readback's entries, and the tensor that holds all their values. */
interface Part {
  readonly of: readonly Waiting[];
  readonly all: Tensor<Rank.R1>;
}

/** Most flushes in flight before the loop must let the device catch up. */
const MOST_UNDER_WAY = 3;

export class ReadbackQueue {
  #waiting: Waiting[] = [];
  #underWay: Promise<void>[] = [];
  #tail: Promise<void> = Promise.resolve();
  #failure: Error | null = null;

  /** Whether the device is too far behind to queue more. */
  get full(): boolean {
    return this.#underWay.length >= MOST_UNDER_WAY || (stepGraph()?.full ?? false);
  }

  /** Resolves when the device has caught up with some of it; at once if it is not full. */
  async room(): Promise<void> {
    if (this.#underWay.length >= MOST_UNDER_WAY) await this.#underWay[0]?.catch(() => undefined);
    else await stepGraph()?.room();
  }

  get length(): number {
    return this.#waiting.length;
  }

  /**
   * Takes over `tensor` (kept, not owned by a tidy) and disposes of it once read.
   * @param taken called when its readback starts; values written into it after that are not read
   */
  push(tensor: Tensor, read: (values: Float32Array) => void, taken: () => void = () => undefined): void {
    this.#waiting.push({ tensor, read, taken });
  }

  /** Starts readbacks of all queued tensors. Resolves when their readers, and all earlier ones, have run. */
  flush(): Promise<void> {
    const batch = this.#waiting;
    this.#waiting = [];
    if (batch.length > 0) {
      const before = this.#tail;
      const parts = [...partsOf(batch)].map((of) => ({ of, all: tidy(() => keep(concat(of.map(flat)))) }));
      for (const { tensor, taken } of batch) {
        taken();
        tensor.dispose();
      }
      const reading = this.#readInOrder(before, parts, batch).finally(() => {
        void this.#underWay.splice(this.#underWay.indexOf(reading), 1);
      });
      this.#underWay.push(reading);
      this.#tail = reading;
      // Reported by the next `check`; an unhandled rejection would end the worker.
      this.#tail.catch((error: unknown) => {
        this.#failure ??= error instanceof Error ? error : new Error(String(error));
      });
    }
    return this.#tail;
  }

  /** Throws the error of a failed readback, if there is one. */
  check(): void {
    if (this.#failure !== null) throw this.#failure;
  }

  /** Drops the queued tensors. */
  dispose(): void {
    for (const { tensor } of this.#waiting) tensor.dispose();
    this.#waiting = [];
  }

  async #readInOrder(before: Promise<void>, parts: readonly Part[], batch: readonly Waiting[]): Promise<void> {
    try {
      const [values] = await Promise.all([Promise.all(parts.map(({ all }) => all.data<'float32'>())), before]);
      const found = new Map<Waiting, Float32Array>();
      for (const [at, { of }] of parts.entries()) {
        for (const [k, waiting] of of.entries()) {
          const { size } = waiting.tensor;
          found.set(waiting, values[at]?.subarray(k * size, (k + 1) * size) ?? new Float32Array());
        }
      }
      for (const waiting of batch) waiting.read(found.get(waiting) ?? new Float32Array());
    } finally {
      for (const { all } of parts) all.dispose();
    }
  }
}

const flat = ({ tensor }: Waiting): Tensor<Rank.R1> =>
  tensor.rank === 1 ? (tensor as Tensor<Rank.R1>) : reshape(tensor, [tensor.size]);

/**
 * Concatenates tensors of one size in batches of a power of two. An engine keeps the buffers and programs of every size
 * ever requested, and arbitrary batch sizes would make ever more of them.
 */
function* partsOf(batch: readonly Waiting[]): Generator<readonly Waiting[]> {
  const bySize = new Map<number, Waiting[]>();
  for (const waiting of batch) {
    const { size } = waiting.tensor;
    const alike = bySize.get(size);
    if (alike) alike.push(waiting);
    else bySize.set(size, [waiting]);
  }
  for (const alike of bySize.values()) {
    for (let from = 0; from < alike.length;) {
      const most = 2 ** (31 - Math.clz32(alike.length - from));
      yield alike.slice(from, from + most);
      from += most;
    }
  }
}
