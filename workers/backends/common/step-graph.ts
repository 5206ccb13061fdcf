/**
 * What a backend may be able to do beside running kernels: run a training step once, remember its commands, and run them
 * again without the JavaScript that made them; and give back memory that it keeps. Knows no backend: one that can do it
 * registers here, training asks.
 */
import { getBackend, type Tensor1D, type Tensor2D } from '@tensorflow/tfjs-core';

/** Numbers that a step's kernels take and that change from step to step, by who takes them; one that none takes may be missing. */
export interface LiveNumbers {
  readonly update?: readonly number[];
  readonly dropout?: readonly number[];
}

export interface RecordedStep {
  /**
   * Queues the step once more, as if it were made anew.
   * @param inputs new values of the input that it was recorded with
   * @param numbers new values of all that it was recorded with
   * @param rows where its row of numbers is put, at row `at`
   */
  replay(inputs: Int32Array, numbers: LiveNumbers, rows: Tensor2D, at: number): void;
  dispose(): void;
}

export interface StepGraph {
  /** A tensor for rows that are yet to come; its values are not set. The caller owns it. */
  rows(count: number, length: number): Tensor2D;
  /**
   * Runs `step`, which gives its row of numbers, and puts the row at row 0 of `rows`. Null where a replay would not do
   * the same again, because the step took values from the processor; it has been run all the same.
   * @param inputs int32, whose values replays replace; the caller keeps it as long as the recording
   * @param step changes variables in their own buffers alone
   */
  record(inputs: Tensor1D, rows: Tensor2D, step: () => Tensor1D): RecordedStep | null;
  /** The largest tensor that a kernel can read, bytes. */
  readonly mostBytes: number;
  /** So much has been submitted that the device should catch up first. */
  readonly full: boolean;
  /**
   * Gives memory that is kept for tensors to come back to the device: all of it, or what was not asked for since the last
   * time. What a recorded step needs stays. Waits for nothing.
   */
  trim(what: 'idle' | 'all'): void;
  /** Settles when the device has caught up with some of it; at once where nothing is under way. */
  room(): Promise<void>;
}

const recorders = new Map<string, StepGraph>();

/** In the place of an earlier one of this backend. */
export function registerStepGraph(backend: string, recorder: StepGraph): void {
  recorders.set(backend, recorder);
}

/** That of the backend in use, or null. */
export function stepGraph(): StepGraph | null {
  return recorders.get(getBackend()) ?? null;
}
