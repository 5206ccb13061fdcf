/** Keys that identify a run's latest evaluation. */
import type { RunStore } from '../../state/run-store.ts';

const numbers = new WeakMap<object, number>();
let runs = 0;

/** A distinct number for each run that the page shows. */
export function runKey({ variants }: RunStore): number {
  const known = numbers.get(variants);
  if (known !== undefined) return known;
  numbers.set(variants, ++runs);
  return runs;
}

/** Changes with the run, with each evaluation and with the run's state; undefined if there is no run to ask about. */
export function evaluationKey(store: RunStore): string | undefined {
  if (store.variants.length === 0 || store.state === 'loading' || store.state === 'idle') return undefined;
  return [runKey(store), store.state, ...store.variants.map(({ evaluations }) => evaluations.length)].join();
}
