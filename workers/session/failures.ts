/** Failure messages for the reader of the page: what happened, what was kept, what to do. */
import type { Failure } from '../../src/shared/run/run-records.ts';
import { DataError } from '../data/data-error.ts';
import type { NotFinite } from '../training/metrics-recorder.ts';
import { NewerReleaseError } from '../training/checkpoint-format.ts';

const MEMORY = /out of memory|memory access out of bounds|allocation failed|Aborted\(|OOM|Invalid typed array length/i;

/** The failure that an exception at `step` of a run means. */
export function failureOf(error: unknown, step: number): Failure {
  const text = error instanceof Error ? error.message : String(error);
  if (error instanceof DataError) return { kind: 'data', message: text, step: null, layer: null };
  if (error instanceof NewerReleaseError) {
    const message = `${error.message} Nothing of the run was changed. Reload the page to get that release, then resume the run.`;
    return { kind: 'storage', message, step: null, layer: null };
  }
  if (error instanceof NotFiniteError) {
    const { layer, step: at } = error.at;
    const where = layer === null ? '' : `, first in layer ${layer}`;
    const message = `The numbers stopped being finite at step ${at}${where}. Everything measured before is kept. Reset, and try a smaller learning rate.`;
    return { kind: 'not-finite', message, step: at, layer };
  }
  if (error instanceof RangeError || MEMORY.test(text)) {
    const message = `The engine ran out of memory at step ${step} (${text}). Everything measured before is kept. Reset, and try a smaller batch, network or number of examples.`;
    return { kind: 'out-of-memory', message, step, layer: null };
  }
  const message = `The trainer failed at step ${step}: ${text}. Everything measured before is kept. Reset to begin again, or choose another backend.`;
  return { kind: 'internal', message, step, layer: null };
}

/** The GPU is gone: reset by its driver, unplugged, asleep, or taken by another program. */
export function deviceLost(reason: string, step: number): Failure {
  const words = reason === '' ? 'the browser gives no reason' : reason;
  const message = `The GPU was lost at step ${step} (${words}). Everything measured before is kept. Reset to begin again, or choose another backend.`;
  return { kind: 'device-lost', message, step, layer: null };
}

/** Ends a run whose numbers are no longer finite. */
export class NotFiniteError extends Error {
  override readonly name = 'NotFiniteError';

  constructor(readonly at: NotFinite) {
    super('not finite');
  }
}
