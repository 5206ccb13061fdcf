/** Names what the trainer would answer of a run's latest evaluation. */
import type { RunStore } from '../../state/run-store.ts';

const numbers = new WeakMap<object, number>();
let runs = 0;

/** Another one for each run that the page shows. */
export function runKey({ arms }: RunStore): number {
  const known = numbers.get(arms);
  if (known !== undefined) return known;
  numbers.set(arms, ++runs);
  return runs;
}

/** Changes with the run, with each evaluation and with the run's state; undefined where no run can be asked. */
export function evaluationKey(store: RunStore): string | undefined {
  if (store.arms.length === 0 || store.state === 'loading' || store.state === 'idle') return undefined;
  return [runKey(store), store.state, ...store.arms.map(({ evaluations }) => evaluations.length)].join();
}
