/** One window of one variant: each layer's path from `start` to `stop`, from sums kept on the device. */
import {
  concat,
  keep,
  reshape,
  sub,
  tensor,
  tidy,
  variable,
  zerosLike,
  type Rank,
  type Tensor,
  type Tensor1D,
  type Variable,
} from '@tensorflow/tfjs-core';
import type { WindowRange } from '../../src/shared/run/run-params.ts';
import type { WindowRow } from '../../src/shared/run/run-records.ts';
import { snapshotSteps } from '../../src/shared/run/windows.ts';
import type { KernelLayer } from '../models/layer.ts';
import { channelSquaredNorms, copyOf, innerProduct, squaredNorm, unitRows } from '../ops/norms.ts';
import { scaledAccumulate } from '../ops/update.ts';
import { keptTensor, valuesOf } from '../ops/values.ts';
import type { ReadbackQueue } from '../backends/common/readback-queue.ts';
import {
  channelStraightness,
  decayAlignment,
  decayShare,
  pathStraightness,
  segmentCosine,
} from '../observables/path.ts';
import { normOf } from '../../src/shared/observables/derived.ts';
import { wideSum } from '../observables/step.ts';

/** What one block stores while the window is open. */
interface Open {
  readonly start: Tensor;
  previous: Tensor;
  /** Σ of the segments' unit vectors. */
  readonly units: Variable;
  /** Σ of the minibatch gradients. */
  readonly gradients: Variable;
}

/** What has been read of one block. */
interface Measured {
  readonly segmentNorms: number[];
  readonly channelNorms: Float64Array[];
  /** Σ λ‖w‖ over the window's steps. */
  decayForce: number;
  row: WindowRow;
}

/** State of each block that is needed to resume bit-exactly. */
export interface WindowState {
  readonly open: readonly { readonly [Part in keyof Open]: Float32Array }[] | null;
  readonly measured: readonly Measured[];
}

export class WindowPath {
  readonly #steps: readonly number[];
  #measured: readonly Measured[];
  #open: readonly Open[] | null = null;

  constructor(
    readonly window: WindowRange,
    stride: number | null,
    readonly blocks: readonly KernelLayer[],
    readonly queue: ReadbackQueue,
    /** Called when rows changed. */
    readonly report: () => void,
    /** Whether a measurement after `step` updates is still valid once it has been read. */
    readonly counts: (step: number) => boolean = () => true,
  ) {
    this.#steps = snapshotSteps(window, stride);
    this.#measured = blocks.map(({ name }) => ({
      segmentNorms: [],
      channelNorms: [],
      decayForce: 0,
      row: {
        ...window,
        segments: this.#steps.length - 1,
        layer: name,
        tpm: null,
        displacement: null,
        segmentLengths: [],
        kernelTpm: [],
        segmentCosine: null,
        decayAlignment: null,
        decayShare: null,
        weightNormStart: null,
        weightNormStop: null,
      },
    }));
  }

  /** One row per layer; null for values that are not reached or not defined. */
  get rows(): readonly WindowRow[] {
    return this.#measured.map(({ row }) => row);
  }

  /** Where each block's gradients are summed, while the window is open. */
  get gradientSums(): readonly Variable[] {
    return this.#open?.map(({ gradients }) => gradients) ?? [];
  }

  /** Call it once per step, after `step` completed updates. */
  observe(step: number): void {
    if (!this.#steps.includes(step)) return;
    if (step === this.window.start) this.#begin(step);
    else if (this.#open) this.#segment(step, this.#open);
    if (step === this.window.stop && this.#open) this.#finish(step, this.#open);
  }

  /** A step's decay force λ‖w‖ of one block, as read back. */
  addDecayForce(step: number, block: number, force: number): void {
    const measured = this.#measured[block];
    if (measured && step >= this.window.start && step < this.window.stop) measured.decayForce += force;
  }

  /** Call it after reading the queue. */
  async save(): Promise<WindowState> {
    const measured = structuredClone(this.#measured);
    const open = this.#open?.map(async (state) => {
      const parts = [state.start, state.previous, state.units, state.gradients].map(valuesOf);
      const [start, previous, units, gradients] = await Promise.all(parts);
      if (!start || !previous || !units || !gradients) throw new Error('a window without its sums');
      return { start, previous, units, gradients };
    });
    return { open: open ? await Promise.all(open) : null, measured };
  }

  restore({ open, measured }: WindowState): void {
    this.dispose();
    this.#measured = structuredClone(measured);
    if (!open) return;
    // Checked before anything is allocated, so that a state that does not fit leaks nothing.
    const fits = this.blocks.every(({ kernel }, i) =>
      Object.values(open[i] ?? { none: [] }).every(({ length }) => length === kernel.size),
    );
    if (!fits) throw new Error('a window saved for another network');
    this.#open = this.blocks.map(({ kernel }, i) => {
      const state = open[i];
      if (!state) throw new Error('a window saved for another network');
      const restored = (values: Float32Array): Tensor => keptTensor(values, kernel.shape);
      const sum = (values: Float32Array): Variable => tidy(() => variable(tensor(values, [...kernel.shape]), false));
      return {
        start: restored(state.start),
        previous: restored(state.previous),
        units: sum(state.units),
        gradients: sum(state.gradients),
      };
    });
  }

  dispose(): void {
    for (const { start, previous, units, gradients } of this.#open ?? []) {
      start.dispose();
      previous.dispose();
      units.dispose();
      gradients.dispose();
    }
    this.#open = null;
  }

  #begin(step: number): void {
    this.#open = this.blocks.map(({ kernel }) =>
      tidy(() => {
        const sum = (): Variable => variable(zerosLike(kernel.value), false);
        const copy = (): Tensor => keep(copyOf<Tensor>(kernel.value));
        return { start: copy(), previous: copy(), units: sum(), gradients: sum() };
      }),
    );
    this.#measureEach(
      step,
      ({ start }) => [squaredNorm(start)],
      (measured, values) => {
        measured.row = { ...measured.row, weightNormStart: normOf(wideAt(values, 0)) };
      },
    );
  }

  #segment(step: number, open: readonly Open[]): void {
    this.#measureEach(
      step,
      (state, { kernel }) => {
        const latest = keep(copyOf<Tensor>(kernel.value));
        const moved = sub(latest, state.previous);
        const { units, lengths } = unitRows(reshape(moved, [1, moved.size]));
        scaledAccumulate(state.units, reshape(units, kernel.value.shape));
        state.previous.dispose();
        state.previous = latest;
        const { fine, coarse } = channelSquaredNorms(moved);
        return [lengths, fine, coarse];
      },
      (measured, values) => {
        measured.segmentNorms.push(values[0] ?? NaN);
        measured.channelNorms.push(normsOfChannels(values.subarray(1)));
        measured.row = { ...measured.row, segmentLengths: [...measured.segmentNorms] };
      },
      open,
    );
  }

  #finish(step: number, open: readonly Open[]): void {
    this.#measureEach(
      step,
      ({ start, previous, units, gradients }) => {
        const moved = sub(previous, start);
        const { fine, coarse } = channelSquaredNorms(moved);
        return [
          squaredNorm(moved),
          squaredNorm(start),
          squaredNorm(previous),
          innerProduct(start, moved),
          squaredNorm(units),
          squaredNorm(gradients),
          fine,
          coarse,
        ];
      },
      (measured, values) => {
        const sums = [0, 1, 2, 3, 4, 5].map((k) => wideAt(values, k));
        const [moved = NaN, start = NaN, stop = NaN, product = NaN, units = NaN, gradients = NaN] = sums;
        const { segmentNorms, channelNorms, decayForce } = measured;
        const moving = segmentNorms.filter((norm) => norm > 0).length;
        const channelMoved = normsOfChannels(values.subarray(12));
        measured.row = {
          ...measured.row,
          tpm: defined(pathStraightness(normOf(moved), segmentNorms)),
          displacement: normOf(moved),
          kernelTpm: Array.from(channelStraightness(channelMoved, channelNorms), defined),
          segmentCosine: defined(segmentCosine(units, moving)),
          decayAlignment: defined(decayAlignment(product, normOf(start), normOf(moved))),
          decayShare: defined(decayShare(decayForce, normOf(gradients))),
          weightNormStop: normOf(stop),
        };
      },
      open,
    );
    this.dispose();
  }

  /** Queues the numbers of `measure` for each block, and passes them to `read` block by block when they arrive. */
  #measureEach(
    step: number,
    measure: (open: Open, block: KernelLayer) => Tensor[],
    read: (measured: Measured, values: Float32Array) => void,
    open: readonly Open[] = this.#open ?? [],
  ): void {
    open.forEach((state, i) => {
      const block = this.blocks[i];
      const measured = this.#measured[i];
      if (!block || !measured) return;
      const numbers = tidy(() =>
        keep(concat<Tensor1D>(measure(state, block).map((part) => reshape<Rank.R1>(part, [part.size])))),
      );
      this.queue.push(numbers, (values) => {
        if (!this.counts(step)) return;
        read(measured, values);
        this.report();
      });
    });
  }
}

/** The k-th of sums in two scales each. */
function wideAt(values: Float32Array, k: number): number {
  return wideSum(values[2 * k] ?? NaN, values[2 * k + 1] ?? NaN);
}

/** Combines all channels' fine sums of squares with their coarse ones. */
function normsOfChannels(squares: Float32Array): Float64Array {
  const channels = squares.length / 2;
  return Float64Array.from({ length: channels }, (_, c) =>
    normOf(wideSum(squares[c] ?? NaN, squares[channels + c] ?? NaN)),
  );
}

function defined(value: number): number | null {
  return Number.isNaN(value) ? null : value;
}
