/**
 * An optional ability of a backend: run a training step once, record its commands, and replay them without JavaScript.
 * It can also free cached memory. A backend that has it registers here, and training uses it.
 */
import { getBackend, type Tensor1D, type Tensor2D } from '@tensorflow/tfjs-core';

/** Numbers that a step's kernels take and that change from step to step, by consumer. Unused ones may be missing. */
export interface LiveNumbers {
  readonly update?: readonly number[];
  readonly dropout?: readonly number[];
}

export interface RecordedStep {
  /**
   * Queues the step again; the result equals a direct step.
   * @param inputs new values of the recorded input
   * @param numbers new values of all recorded numbers
   * @param rows receives the step's row of numbers, at row `at`
   */
  replay(inputs: Int32Array, numbers: LiveNumbers, rows: Tensor2D, at: number): void;
  dispose(): void;
}

export interface StepGraph {
  /** A tensor for future rows, uninitialized. The caller owns it. */
  rows(count: number, length: number): Tensor2D;
  /**
   * Runs `step`, which returns its row of numbers, and writes the row to row 0 of `rows`. Returns null if a replay
   * would differ, because the step took values from the CPU. The step has run in either case.
   * @param inputs int32; replays replace its values, and the caller keeps it as long as the recording
   * @param step changes variables only in place
   */
  record(inputs: Tensor1D, rows: Tensor2D, step: () => Tensor1D): RecordedStep | null;
  /** The largest tensor that a kernel can read, bytes. */
  readonly mostBytes: number;
  /** Whether so much is submitted that the device should catch up first. */
  readonly full: boolean;
  /**
   * Frees cached memory of the device: all of it, or what was not requested since the last call. Keeps what a recorded
   * step needs. Does not wait.
   */
  trim(what: 'idle' | 'all'): void;
  /** Resolves when the device has caught up with some of it; at once if nothing is pending. */
  room(): Promise<void>;
}

const recorders = new Map<string, StepGraph>();

/** Replaces an earlier one of this backend. */
export function registerStepGraph(backend: string, recorder: StepGraph): void {
  recorders.set(backend, recorder);
}

/** The one of the backend in use, or null. */
export function stepGraph(): StepGraph | null {
  return recorders.get(getBackend()) ?? null;
}
