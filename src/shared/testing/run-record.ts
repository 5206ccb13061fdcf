/** A run file's record without measurements; tests fill in what they need. */
import type { RunRecord } from '../run/run-file.ts';
import { UNMEASURED } from '../run/unmeasured.ts';

export function emptyRecord(): Omit<RunRecord, 'params'> {
  return {
    format: 'shuffle-lab-run',
    version: 1,
    events: [],
    environment: { backend: 'cpu', adapter: 'JavaScript', software: true, release: '0.1.0' },
    ...UNMEASURED,
    outcome: 'paused',
    failure: null,
  };
}
