/** The order in which a run sees its examples, as indices. */
import { randomStream, restoreStream, type RandomStream } from '../../src/shared/util/random.ts';

/** State needed to resume the order exactly. */
export interface BatchOrderState {
  readonly examples: number;
  readonly batch: number;
  /** The stream 'order' before the current epoch was drawn. */
  readonly stream: readonly number[];
  /** Examples of the current epoch that are already used. */
  readonly taken: number;
}

/**
 * Batches of constant size from one endless sequence: a new seeded permutation of all examples for each epoch. Every
 * example occurs exactly once per epoch; a batch may straddle epochs. Step s (from 0) begins in epoch
 * ⌊s·batch/examples⌋.
 */
export class BatchOrder {
  readonly #examples: number;
  readonly #batch: number;
  readonly #stream: RandomStream;
  #beforeEpoch: readonly number[];
  #order: Uint32Array;
  #taken: number;

  private constructor(from: BatchOrderState) {
    this.#examples = from.examples;
    this.#batch = from.batch;
    this.#stream = restoreStream(from.stream);
    this.#beforeEpoch = from.stream;
    this.#order = this.#stream.permutation(from.examples);
    this.#taken = from.taken;
  }

  /** Starts the order of `seed`; `examples` and `batch` are at least 1. */
  static begin(examples: number, batch: number, seed: number): BatchOrder {
    return new BatchOrder({ examples, batch, stream: randomStream(seed, 'order').state(), taken: 0 });
  }

  /** Restores the order from a `state()`. */
  static restore(state: BatchOrderState): BatchOrder {
    return new BatchOrder(state);
  }

  /** The next batch's example indices, in a new array of length `batch`. */
  next(): Uint32Array {
    const indices = new Uint32Array(this.#batch);
    let filled = 0;
    while (filled < indices.length) {
      if (this.#taken === this.#examples) {
        this.#beforeEpoch = this.#stream.state();
        this.#order = this.#stream.permutation(this.#examples);
        this.#taken = 0;
      }
      const part = this.#order.subarray(this.#taken, this.#taken + indices.length - filled);
      indices.set(part, filled);
      filled += part.length;
      this.#taken += part.length;
    }
    return indices;
  }

  state(): BatchOrderState {
    return { examples: this.#examples, batch: this.#batch, stream: this.#beforeEpoch, taken: this.#taken };
  }
}

/** The epoch in which step `step` (from 0) begins, from 0. */
export const epochOf = (step: number, batch: number, examples: number): number => Math.floor((step * batch) / examples);
