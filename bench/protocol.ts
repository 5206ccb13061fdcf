/** The page's requests to an engine's worker, and the answers, as plain data. */
import type { WorkName } from './work.ts';

/**
 * `lab-adam` is the lab's step with Adam instead of SGD; `lab-variant` is the lab's step with all of a run's measurements.
 */
export type EngineName = 'lab' | 'lab-adam' | 'lab-variant' | 'tfjs' | 'jax-js';
export type BackendName = 'cpu' | 'wasm' | 'webgl' | 'webgpu';

/**
 * How much `lab-variant` measures in each step: only the loss; all per-step observables; these and a probe; these and the
 * sums of an open window. Other engines have no choice.
 */
export const OBSERVING = ['nothing', 'steps', 'steps and probe', 'steps and window'] as const;
export type Observing = (typeof OBSERVING)[number];

export type Request =
  | { readonly kind: 'open'; readonly backend: BackendName }
  | { readonly kind: 'build'; readonly work: WorkName; readonly batch: number }
  /** Trains up to `count` steps in sequence; stops after `budgetMs`, but not before the first. */
  | { readonly kind: 'losses'; readonly count: number; readonly budgetMs: number }
  /** Times the JavaScript of `count` steps, each on an idle queue. */
  | { readonly kind: 'queue'; readonly count: number }
  /** Times `steps` steps that are queued one after another and awaited at the end, after `lead` untimed ones. */
  | { readonly kind: 'round'; readonly lead: number; readonly steps: number }
  | { readonly kind: 'observe'; readonly observing: Observing }
  | { readonly kind: 'memory' }
  | { readonly kind: 'profile'; readonly steps: number };

/** Of one kernel, per step. */
export interface KernelTime {
  readonly kernel: string;
  readonly calls: number;
  readonly ms: number;
}

export interface Answers {
  readonly open: { readonly adapter: string };
  readonly build: null;
  readonly losses: { readonly losses: readonly number[]; readonly firstStepMs: number; readonly stepMs: number };
  readonly queue: readonly number[];
  /** Milliseconds per step. */
  readonly round: number;
  readonly observe: null;
  /** Bytes: tensors on a JavaScript backend, the WebAssembly memory, or the GPU's buffers. */
  readonly memory: number;
  readonly profile: readonly KernelTime[];
}

export type RequestKind = Request['kind'];
export type RequestOf<K extends RequestKind> = Extract<Request, { readonly kind: K }>;

export type Reply = { readonly id: number } & ({ readonly result: Answers[RequestKind] } | { readonly error: string });

/** The page of `history.html`. */
export interface HistoryPage {
  /** Shows a run of `layers` layers after `steps` steps. */
  open(layers: number, steps: number): Promise<void>;
  /**
   * Continues for `seconds` at `stepsPerSecond`; returns the JavaScript time of each animation frame that had any, ms.
   */
  watch(seconds: number, stepsPerSecond: number): Promise<readonly number[]>;
}
