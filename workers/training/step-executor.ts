/**
 * Runs the training steps of one network. If the backend can record a step, one step is recorded and then replayed. A
 * replay gives the same numbers as a direct step. It has no schedule and no tables.
 */
import { keep, tensor1d, type Tensor1D, type Tensor2D, type Variable } from '@tensorflow/tfjs-core';
import { stepGraph, type LiveNumbers, type RecordedStep, type StepGraph } from '../backends/common/step-graph.ts';
import type { Layer } from '../models/layer.ts';
import { keyNumbers } from '../ops/dropout.ts';
import { numbersOf } from '../ops/update.ts';
import type { ReadbackQueue } from '../backends/common/readback-queue.ts';
import { DeviceExamples, type Examples } from './examples.ts';
import { withoutPause, type Parts } from './parts.ts';
import { ROW_BLOCK, ROW_HEAD, trainStep, type StepRequest } from './train-step.ts';

export type ReadNumbers = (values: Float32Array) => void;

/** Rows of replayed steps per tensor. */
const ROWS = 64;

/** Most rows of replayed steps that are waiting to be read. */
interface OpenRows {
  readonly tensor: Tensor2D;
  readonly readers: ReadNumbers[];
}

/** A recorded step, and what a step must have in common with it to replay it. */
interface Recorded {
  readonly step: RecordedStep;
  readonly inputs: Tensor1D;
}

export class StepExecutor {
  readonly #recorder: StepGraph | null;
  /**
   * A step can be recorded only after a direct one: then all values are on the device, and there is an earlier
   * gradient.
   */
  #begun = false;
  #sums: readonly Variable[] = [];
  #recorded: Recorded | null = null;
  /** The step with these sums could not be recorded. */
  #refused = false;
  #rows: OpenRows | null = null;

  constructor(
    readonly network: Layer,
    readonly examples: Examples,
    readonly queue: ReadbackQueue,
  ) {
    this.#recorder = stepGraph();
  }

  /**
   * Trains on one batch. `readRow` gets the step's row; `readProbe` gets the probe's numbers if a probe was requested.
   * @param given the observed labels of all examples
   */
  *step(
    indices: Uint32Array,
    observed: Uint8Array,
    request: StepRequest,
    readRow: ReadNumbers,
    readProbe: ReadNumbers,
  ): Parts<void> {
    const { examples } = this;
    const sums = request.gradientSums.flat();
    if (!same(sums, this.#sums)) this.#forgetRecording(sums);
    if (this.#recorder && this.#begun && !this.#refused && !request.probe && examples instanceof DeviceExamples) {
      this.#recordOrReplay(
        this.#recorder,
        examples,
        examples.choice(indices, observed, request.step ?? 0),
        request,
        readRow,
      );
      return;
    }
    this.#closeRows();
    this.#begun = true;
    const { network } = this;
    const { row, probe } = yield* trainStep(network, () => examples.batch(indices, observed, request.step), request);
    this.queue.push(row, readRow);
    if (probe) this.queue.push(probe, readProbe);
  }

  /** Call it when variables have got new buffers. */
  restart(): void {
    this.#begun = false;
    this.#forgetRecording([]);
  }

  dispose(): void {
    this.#closeRows();
    this.#forgetRecording([]);
  }

  #recordOrReplay(
    recorder: StepGraph,
    examples: DeviceExamples,
    choice: Int32Array,
    request: StepRequest,
    read: ReadNumbers,
  ): void {
    if (this.#recorded) {
      const { tensor, readers } = this.#openRows(recorder);
      this.#recorded.step.replay(choice, liveNumbersOf(request), tensor, readers.length);
      readers.push(read);
      return;
    }
    this.#closeRows();
    const { tensor, readers } = this.#openRows(recorder);
    const inputs = keep(tensor1d(choice, 'int32'));
    const step = recorder.record(
      inputs,
      tensor,
      // Replays pass gradients on by exchanging buffers, so no buffer may be used twice in a recorded step.
      () => withoutPause(trainStep(this.network, () => examples.gather(inputs), request, false)).row,
    );
    readers.push(read);
    this.#refused = step === null;
    if (step) this.#recorded = { step, inputs };
    else inputs.dispose();
  }

  #openRows(recorder: StepGraph): OpenRows {
    if (this.#rows && this.#rows.readers.length < ROWS) return this.#rows;
    const length = ROW_HEAD + ROW_BLOCK * this.network.blocks.length;
    const rows: OpenRows = { tensor: keep(recorder.rows(ROWS, length)), readers: [] };
    this.#rows = rows;
    const read = (values: Float32Array): void => {
      rows.readers.forEach((reader, i) => {
        reader(values.subarray(i * length, (i + 1) * length));
      });
    };
    this.queue.push(rows.tensor, read, () => {
      if (this.#rows === rows) this.#rows = null;
    });
    return rows;
  }

  /** Ends the current rows, so that what is queued next is read after them. */
  #closeRows(): void {
    this.#rows = null;
  }

  #forgetRecording(sums: readonly Variable[]): void {
    this.#recorded?.step.dispose();
    this.#recorded?.inputs.dispose();
    this.#recorded = null;
    this.#refused = false;
    this.#sums = sums;
  }
}

function same(a: readonly Variable[], b: readonly Variable[]): boolean {
  return a.length === b.length && a.every((variable, i) => variable === b[i]);
}

function liveNumbersOf({ update, dropoutKey }: StepRequest): LiveNumbers {
  return { update: numbersOf(update), ...(dropoutKey !== undefined && { dropout: keyNumbers(dropoutKey) }) };
}
