/** The run file of a run that ended before its first measurement: its settings, and why it ended. Pure. */
import { fileParams } from '../src/shared/run/run-file-params.ts';
import { RUN_FILE_FORMAT, RUN_FILE_VERSION, type RunFile, type RunRecord } from '../src/shared/run/run-file.ts';
import { RELEASE } from '../src/shared/util/release.ts';
import { resolveParams } from '../src/shared/run/run-params.ts';
import type { Failure } from '../src/shared/run/run-records.ts';
import type { RunAddress } from '../src/shared/run/run-url.ts';
import { twinOf } from '../src/shared/run/schedule.ts';
import { UNMEASURED } from '../src/shared/run/unmeasured.ts';

const HEAD = { format: RUN_FILE_FORMAT, version: RUN_FILE_VERSION } as const;

/** @param failure null for a stopped run */
export function unmeasuredRun({ params, events }: RunAddress, failure: Failure | null): RunFile {
  const own = { params: resolveParams(params), events: [...events] };
  const record = (settings: typeof own): RunRecord => ({
    ...HEAD,
    params: fileParams(settings.params),
    events: settings.events,
    environment: { backend: null, adapter: '', software: false, release: RELEASE },
    ...UNMEASURED,
    outcome: failure ? 'failed' : 'paused',
    failure,
  });
  if (!own.params.twin) return record(own);
  const pair = [own, twinOf(own.params, own.events)].sort((a, b) => a.params.shuffle - b.params.shuffle);
  const [first = own, second = own] = pair;
  return { ...HEAD, arms: [record(first), record(second)] };
}
