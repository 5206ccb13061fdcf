/**
 * What each evaluation found, for curves over time: predictions, losses and margins of single examples. No tensors. It
 * has a limit of memory: at the limit every second evaluation is dropped, and from then on every second one is kept.
 */

/** Predictions of one evaluation; the columns of a set have one length. */
export interface Look {
  /** Completed updates. */
  readonly step: number;
  readonly train: Looked & { readonly observed: Uint8Array };
  readonly test: Looked;
}

interface Looked {
  /** Indices in the set. */
  readonly examples: Uint32Array;
  readonly classes: Uint8Array;
  /** Cross-entropy against the observed label, nats. */
  readonly losses: Float32Array;
  readonly margins: Float32Array;
}

const MOST_BYTES = 2 ** 25;

export class EvaluationLog {
  #looks: Look[] = [];
  /** Every `stride`-th evaluation is kept. */
  #stride = 1;
  #seen = 0;
  readonly #mostBytes: number;

  constructor(mostBytes = MOST_BYTES) {
    this.#mostBytes = mostBytes;
  }

  /** Kept evaluations in order of their steps. */
  get looks(): readonly Look[] {
    return this.#looks;
  }

  /** Adds an evaluation after `step` updates. The observed labels are those of all training examples. */
  add(step: number, observed: ArrayLike<number>, train: Looked, test: Looked): void {
    if (this.#seen++ % this.#stride !== 0) return;
    const labels = Uint8Array.from(train.examples, (example) => observed[example] ?? 0);
    this.#looks.push({ step, train: { ...train, observed: labels }, test });
    while (this.#looks.length > 2 && this.#looks.reduce((sum, look) => sum + bytesOf(look), 0) > this.#mostBytes) {
      this.#looks = this.#looks.filter((_, i) => i % 2 === 0);
      this.#stride *= 2;
      this.#seen = 1 + (this.#looks.length - 1) * this.#stride;
    }
  }
}

function bytesOf({ train, test }: Look): number {
  return [train, test]
    .flatMap((set) => Object.values<ArrayBufferView>({ ...set }))
    .reduce((sum, { byteLength }) => sum + byteLength, 0);
}
