/** Failures of the trainer, in words for the reader of the page. */
import { failureFrom } from '../../src/shared/run/failure.ts';
import type { Failure } from '../../src/shared/run/run-records.ts';
import { DataError } from '../data/data-error.ts';
import type { NotFinite } from '../training/metrics-recorder.ts';
import { NewerReleaseError } from '../training/checkpoint-format.ts';

const KEPT = 'Everything measured before is kept.';
const RESET = 'Reset to begin again, or choose another backend.';
const MEMORY = /out of memory|memory access out of bounds|allocation failed|Aborted\(|OOM|Invalid typed array length/i;

/** The failure that an exception at `step` of a run means. */
export function failureOf(error: unknown, step: number): Failure {
  const text = error instanceof Error ? error.message : String(error);
  if (error instanceof DataError) return failureFrom('data', { what: text, kept: '', remedy: '' });
  if (error instanceof NewerReleaseError) {
    const remedy = 'Reload the page to get that release, then resume the run.';
    return failureFrom('storage', { what: error.message, kept: 'Nothing of the run was changed.', remedy });
  }
  if (error instanceof NotFiniteError) {
    const { layer, step: at } = error.at;
    const where = layer === null ? '' : `, first in layer ${layer}`;
    const what = `The numbers stopped being finite at step ${at}${where}.`;
    return failureFrom(
      'not-finite',
      { what, kept: KEPT, remedy: 'Reset, and try a smaller learning rate.' },
      at,
      layer,
    );
  }
  if (error instanceof RangeError || MEMORY.test(text)) {
    const what = `The engine ran out of memory at step ${step} (${text}).`;
    const remedy = 'Reset, and try a smaller batch, network or number of examples.';
    return failureFrom('out-of-memory', { what, kept: KEPT, remedy }, step);
  }
  return failureFrom(
    'internal',
    { what: `The trainer failed at step ${step}: ${text}.`, kept: KEPT, remedy: RESET },
    step,
  );
}

/** The GPU is gone: reset by its driver, unplugged, asleep, or taken by another program. */
export function deviceLost(reason: string, step: number): Failure {
  const words = reason === '' ? 'the browser gives no reason' : reason;
  const what = `The GPU was lost at step ${step} (${words}).`;
  return failureFrom('device-lost', { what, kept: KEPT, remedy: RESET }, step);
}

/** Ends a run whose numbers are no longer finite. */
export class NotFiniteError extends Error {
  override readonly name = 'NotFiniteError';

  constructor(readonly at: NotFinite) {
    super('not finite');
  }
}
