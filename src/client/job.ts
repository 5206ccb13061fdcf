/** What the page must know of a run to restore it in another trainer. Pure. */
import type { RunEvent, RunState } from '../shared/protocol/protocol.ts';
import type { Backend, ResolvedParams } from '../shared/run/run-params.ts';
import type { DataInfo } from '../shared/run/run-records.ts';
import { withEvent, type ScheduledEvent } from '../shared/run/schedule.ts';

/** A run that the trainer can resume. */
export interface Job {
  readonly run: string;
  readonly params: ResolvedParams;
  readonly events: readonly ScheduledEvent[];
  /** Every measurement before this step is on the page. */
  readonly step: number;
  /** The step at which training stops. */
  readonly until: number;
  readonly state: RunState;
  /** Known once the run is ready. */
  readonly backend: Backend | null;
  /** Digest of the own images that it trains on. */
  readonly digest?: string;
}

/** How a paused or finished run continues: past its end for `more` steps; `once` for a single step. */
export interface GoingOn {
  readonly more: number;
  readonly once: boolean;
}

export const AS_IT_WAS: GoingOn = { more: 0, once: false };

/** The step at which it stops after it continues. */
export const untilOf = ({ state, until }: Job, more: number): number => (state === 'done' ? until + more : until);

export const stateOf = ({ run, step, until }: Job): { run: string; step: number; until: number } => ({
  run,
  step,
  until,
});

/** The part of a run's data that a job needs. */
export const digestOf = ({ source }: DataInfo): Pick<Job, 'digest'> => (source ? { digest: source.digest } : {});

/** The job after the event. */
export function updated(job: Job, event: RunEvent): Job {
  switch (event.type) {
    case 'state':
      return { ...job, state: event.state, until: event.until };
    case 'ready':
      return { ...job, backend: event.environment.backend, ...digestOf(event.data) };
    case 'rows':
      return { ...job, step: Math.max(job.step, event.step) };
    case 'restored':
      return { ...job, step: event.step };
    case 'changed': {
      const { step, key, value } = event;
      return { ...job, events: withEvent(job.events, { step, key, value }) };
    }
    case 'failed':
      return { ...job, state: 'failed' };
    default:
      return job;
  }
}
