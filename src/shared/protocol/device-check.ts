/** Messages between the check page and its worker. Plain data. */
import type { Backend } from '../run/run-params.ts';

/** A backend and its dispatch configuration; only WebGPU has more than one. */
export interface CheckTarget {
  readonly backend: Backend;
  /** `GPU` or `processor`. */
  readonly division?: 'GPU' | 'processor';
}

export interface CheckRequest {
  readonly target: CheckTarget;
  /** Names of suites; all suites if empty. */
  readonly suites: readonly string[];
}

/** A failed test. */
export interface WrongCase {
  readonly test: string;
  /** The kernels that the test called. */
  readonly kernels: readonly string[];
  readonly message: string;
}

export type CheckMessage =
  | { readonly type: 'absent'; readonly reason: string }
  | { readonly type: 'started'; readonly adapter: string; readonly tests: number }
  | { readonly type: 'progress'; readonly done: number }
  | { readonly type: 'wrong'; readonly wrong: WrongCase }
  | { readonly type: 'done' };
