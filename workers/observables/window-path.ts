/** One window of one arm: everything said of each layer's path from `start` to `stop`, from sums kept on the device. */
import {
  concat,
  div,
  keep,
  maximum,
  reshape,
  sqrt,
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
import type { WindowRange } from '../../src/shared/run-params.ts';
import type { WindowRow } from '../../src/shared/run-records.ts';
import { snapshotSteps } from '../../src/shared/windows.ts';
import type { KernelLayer } from '../models/layer.ts';
import { channelSquaredNorms, copyOf, innerProduct, squaredNorm } from '../ops/norms.ts';
import { scaledAccumulate } from '../ops/update.ts';
import { keptTensor, valuesOf } from '../ops/values.ts';
import type { DeviceQueue } from '../training/device-queue.ts';
import { channelStraightness, decayAlignment, decayShare, pathStraightness, segmentCosine } from './path.ts';
import { normOf } from './step.ts';

/** Keeps 0 / 0 from a segment in which nothing moved; its unit vector is then 0. */
const TINY = 1e-30;

/** What one block keeps while the window is open. */
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

/** From which a window goes on bit for bit, block by block. */
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
    readonly queue: DeviceQueue,
    /** Told when rows changed. */
    readonly report: () => void,
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
        kernelTpm: [],
        segmentCosine: null,
        decayAlignment: null,
        decayShare: null,
        weightNormStart: null,
        weightNormStop: null,
      },
    }));
  }

  /** One row a layer; null for what is not reached or not defined. */
  get rows(): readonly WindowRow[] {
    return this.#measured.map(({ row }) => row);
  }

  /** While the window is open: where each block's gradients are to be summed. */
  get gradientSums(): readonly Variable[] {
    return this.#open?.map(({ gradients }) => gradients) ?? [];
  }

  /** To be called after `step` completed updates, once for each step. */
  observe(step: number): void {
    if (!this.#steps.includes(step)) return;
    if (step === this.window.start) this.#begin();
    else if (this.#open) this.#segment(this.#open);
    if (step === this.window.stop && this.#open) this.#finish(this.#open);
  }

  /** A step's decay force λ‖w‖ of one block, as read back. */
  addDecayForce(step: number, block: number, force: number): void {
    const measured = this.#measured[block];
    if (measured && step >= this.window.start && step < this.window.stop) measured.decayForce += force;
  }

  /** To be called when the queue has been read. */
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

  #begin(): void {
    this.#open = this.blocks.map(({ kernel }) =>
      tidy(() => {
        const sum = (): Variable => variable(zerosLike(kernel.value), false);
        const copy = (): Tensor => keep(copyOf<Tensor>(kernel.value));
        return { start: copy(), previous: copy(), units: sum(), gradients: sum() };
      }),
    );
    this.#measureEach(
      ({ start }) => [squaredNorm(start)],
      (measured, values) => {
        measured.row = { ...measured.row, weightNormStart: normOf(values[0] ?? NaN) };
      },
    );
  }

  #segment(open: readonly Open[]): void {
    this.#measureEach(
      (state, { kernel }) => {
        const latest = keep(copyOf<Tensor>(kernel.value));
        const moved = sub(latest, state.previous);
        const squared = squaredNorm(moved);
        scaledAccumulate(state.units, div(moved, maximum(sqrt(squared), TINY)));
        state.previous.dispose();
        state.previous = latest;
        return [squared, channelSquaredNorms(moved)];
      },
      (measured, values) => {
        measured.segmentNorms.push(normOf(values[0] ?? NaN));
        measured.channelNorms.push(Float64Array.from(values.subarray(1), normOf));
      },
      open,
    );
  }

  #finish(open: readonly Open[]): void {
    this.#measureEach(
      ({ start, previous, units, gradients }) => {
        const moved = sub(previous, start);
        return [
          squaredNorm(moved),
          squaredNorm(start),
          squaredNorm(previous),
          innerProduct(start, moved),
          squaredNorm(units),
          squaredNorm(gradients),
          channelSquaredNorms(moved),
        ];
      },
      (measured, values) => {
        const [moved = NaN, start = NaN, stop = NaN, product = NaN, units = NaN, gradients = NaN] = values;
        const { segmentNorms, channelNorms, decayForce } = measured;
        const moving = segmentNorms.filter((norm) => norm > 0).length;
        const channelMoved = Float64Array.from(values.subarray(6), normOf);
        measured.row = {
          ...measured.row,
          tpm: defined(pathStraightness(normOf(moved), segmentNorms)),
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

  /** Queues the numbers that `measure` makes of each block, and hands them to `read` block by block when they arrive. */
  #measureEach(
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
        read(measured, values);
        this.report();
      });
    });
  }
}

function defined(value: number): number | null {
  return Number.isNaN(value) ? null : value;
}
