/** What the check page asks of its worker, and what it answers. Plain data. */
import type { Backend } from '../run/run-params.ts';

/** A backend, and how its programs divide work; only WebGPU has a choice. */
export interface CheckTarget {
  readonly backend: Backend;
  /** `GPU` or `processor`. */
  readonly division?: 'GPU' | 'processor';
}

export interface CheckRequest {
  readonly target: CheckTarget;
  /** Names of suites; all of them where it is empty. */
  readonly suites: readonly string[];
}

/** One test that failed. */
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
