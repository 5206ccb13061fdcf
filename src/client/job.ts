/** A run as the page's end of the wire knows it: enough to have it brought back. Pure. */
import type { RunEvent, RunState } from '../shared/protocol/protocol.ts';
import type { Backend, ResolvedParams } from '../shared/run/run-params.ts';
import type { DataInfo } from '../shared/run/run-records.ts';
import { withEvent, type ScheduledEvent } from '../shared/run/schedule.ts';

/** A run that the trainer can go on with. */
export interface Job {
  readonly run: string;
  readonly params: ResolvedParams;
  readonly events: readonly ScheduledEvent[];
  /** Steps of which everything that was measured is at hand. */
  readonly step: number;
  /** The step at which training is due to stop. */
  readonly until: number;
  readonly state: RunState;
  /** Known once the run was ready. */
  readonly backend: Backend | null;
  /** Of the own images that it trains on. */
  readonly digest?: string;
}

/** How a run that rests goes on: past its end for `more` steps; `once` for a single step. */
export interface GoingOn {
  readonly more: number;
  readonly once: boolean;
}

export const AS_IT_WAS: GoingOn = { more: 0, once: false };

/** Where it is due to stop once it goes on. */
export const untilOf = ({ state, until }: Job, more: number): number => (state === 'done' ? until + more : until);

export const stateOf = ({ run, step, until }: Job): { run: string; step: number; until: number } => ({
  run,
  step,
  until,
});

/** What of a run's data a job must know. */
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
