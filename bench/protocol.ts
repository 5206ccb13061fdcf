/** What the page asks of an engine's worker, and what it answers. Plain data. */
import type { WorkName } from './work.ts';

/** `lab-adam` is the lab's step with Adam in place of SGD; `lab-arm` that with all that a run measures beside it. */
export type EngineName = 'lab' | 'lab-adam' | 'lab-arm' | 'tfjs' | 'jax-js';
export type BackendName = 'cpu' | 'wasm' | 'webgl' | 'webgpu';

/**
 * How much `lab-arm` measures in each step: nothing but the loss; all per-step observables; these and a probe; these and
 * what an open window sums. Other engines have no choice.
 */
export const OBSERVING = ['nothing', 'steps', 'steps and probe', 'steps and window'] as const;
export type Observing = (typeof OBSERVING)[number];

export type Request =
  | { readonly kind: 'open'; readonly backend: BackendName }
  | { readonly kind: 'build'; readonly work: WorkName; readonly batch: number }
  /** Trains up to `count` steps, one after the other, no longer than `budgetMs` once one is done. */
  | { readonly kind: 'losses'; readonly count: number; readonly budgetMs: number }
  /** Times `count` steps' JavaScript, each on an idle queue. */
  | { readonly kind: 'queue'; readonly count: number }
  /** Times `steps` steps queued one after another and waited for at the end, after `lead` that are not timed. */
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
  /** Milliseconds a step. */
  readonly round: number;
  readonly observe: null;
  /** Bytes: of tensors on a JavaScript backend, of the WebAssembly memory, or of the GPU's buffers. */
  readonly memory: number;
  readonly profile: readonly KernelTime[];
}

export type RequestKind = Request['kind'];
export type RequestOf<K extends RequestKind> = Extract<Request, { readonly kind: K }>;

export type Reply = { readonly id: number } & ({ readonly result: Answers[RequestKind] } | { readonly error: string });

/** The page of `history.html`. */
export interface HistoryPage {
  /** Shows a run of `layers` layers that has come to `steps` steps. */
  open(layers: number, steps: number): Promise<void>;
  /** Goes on for `seconds`, `stepsPerSecond` of them; gives the JavaScript of each animation frame that had any, ms. */
  watch(seconds: number, stepsPerSecond: number): Promise<readonly number[]>;
}
