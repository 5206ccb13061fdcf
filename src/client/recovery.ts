/** Decides whether, and on which backend, to restart a run that lost its trainer. Pure. */
import type { Backend } from '../shared/run/run-params.ts';

/** Restarts in a row on one backend. */
export const MOST_RESTARTS = 3;
/** A failure this many steps past the furthest one resets the count. */
export const FURTHER = 100;

const NEXT: Readonly<Record<Backend, Backend | null>> = { webgpu: 'wasm', webgl: 'wasm', wasm: 'cpu', cpu: null };

export type Decision =
  | { readonly type: 'restart'; readonly attempt: number }
  | { readonly type: 'move'; readonly backend: Backend }
  | { readonly type: 'give-up' };

export class Recovery {
  #attempts = 0;
  #furthest = -Infinity;

  /** What to do after a failure at `step` (completed updates) on `backend`. */
  decide(step: number, backend: Backend): Decision {
    if (step > this.#furthest + FURTHER) this.#attempts = 0;
    this.#furthest = Math.max(this.#furthest, step);
    this.#attempts += 1;
    if (this.#attempts <= MOST_RESTARTS) return { type: 'restart', attempt: this.#attempts };
    const next = NEXT[backend];
    if (next === null) return { type: 'give-up' };
    this.#attempts = 0;
    return { type: 'move', backend: next };
  }
}
