/** The live TPM: path straightness over the latest n segments of each layer, from snapshots kept on the device. */
import { concat, keep, tidy, type Tensor } from '@tensorflow/tfjs-core';
import { DEFAULT_SEGMENTS } from '../../src/shared/run/windows.ts';
import type { KernelLayer } from '../models/layer.ts';
import { copyOf, squaredDistance } from '../ops/norms.ts';
import type { ReadbackQueue } from '../backends/common/readback-queue.ts';
import { keptTensor, valuesOf } from '../ops/values.ts';
import { pathStraightness } from '../observables/path.ts';
import { normOf } from '../../src/shared/observables/derived.ts';
import { wideSum } from '../observables/step.ts';

/** State needed to resume bit-exactly. */
export interface SlidingState {
  /** Snapshot by snapshot, block by block. */
  readonly snapshots: readonly (readonly Float32Array[])[];
  readonly segmentNorms: readonly (readonly number[])[];
}

export class SlidingPath {
  readonly #segments = DEFAULT_SEGMENTS;
  /** The latest n + 1 snapshots, each a copy of every block's kernel. */
  #snapshots: (readonly Tensor[])[] = [];
  /** For each block, the norms of the latest n segments. */
  #segmentNorms: number[][];

  constructor(
    readonly blocks: readonly KernelLayer[],
    readonly stride: number,
    readonly queue: ReadbackQueue,
    /** Gets each block's TPM (in order of blocks) once there are n segments. */
    readonly report: (step: number, tpm: readonly number[]) => void,
  ) {
    this.#segmentNorms = blocks.map(() => []);
  }

  /** Call it once per step, after `step` completed updates. */
  observe(step: number): void {
    if (step % this.stride !== 0) return;
    const latest = tidy(() => this.blocks.map(({ kernel }) => keep(copyOf<Tensor>(kernel.value))));
    const before = this.#snapshots.at(-1);
    this.#snapshots.push(latest);
    if (!before) return;
    if (this.#snapshots.length > this.#segments + 1) release(this.#snapshots.shift());
    const first = this.#snapshots.length === this.#segments + 1 ? this.#snapshots[0] : undefined;
    const numbers = tidy(() => {
      const squares = latest.flatMap((weights, i) => [
        squaredDistance(weights, before[i] ?? weights),
        squaredDistance(weights, first?.[i] ?? weights),
      ]);
      return keep(concat(squares));
    });
    this.queue.push(numbers, (values) => {
      this.#read(step, values, first !== undefined);
    });
  }

  /** Call it after reading the queue. */
  async save(): Promise<SlidingState> {
    const segmentNorms = this.#segmentNorms.map((norms) => [...norms]);
    const snapshots = await Promise.all(this.#snapshots.map((snapshot) => Promise.all(snapshot.map(valuesOf))));
    return { snapshots, segmentNorms };
  }

  restore({ snapshots, segmentNorms }: SlidingState): void {
    this.dispose();
    // Checked before anything is allocated, so that a state that does not fit leaks nothing.
    const fits = snapshots.every((snapshot) =>
      this.blocks.every(({ kernel }, i) => snapshot[i]?.length === kernel.size),
    );
    if (!fits) throw new Error('a path saved for another network');
    this.#snapshots = snapshots.map((snapshot) =>
      this.blocks.map(({ kernel }, i) => keptTensor(snapshot[i] ?? new Float32Array(), kernel.shape)),
    );
    this.#segmentNorms = segmentNorms.map((norms) => [...norms]);
  }

  dispose(): void {
    for (const snapshot of this.#snapshots) release(snapshot);
    this.#snapshots = [];
  }

  #read(step: number, squares: Float32Array, complete: boolean): void {
    const squared = (k: number): number => wideSum(squares[2 * k] ?? NaN, squares[2 * k + 1] ?? NaN);
    const tpm = this.#segmentNorms.map((norms, i) => {
      norms.push(normOf(squared(2 * i)));
      if (norms.length > this.#segments) norms.shift();
      return pathStraightness(normOf(squared(2 * i + 1)), norms);
    });
    if (complete) this.report(step, tpm);
  }
}

function release(snapshot: readonly Tensor[] | undefined): void {
  for (const weights of snapshot ?? []) weights.dispose();
}
