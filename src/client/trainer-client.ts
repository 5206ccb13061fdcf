/**
 * The page's end of the wire to the trainer: sends commands, hands on the events of the present run, and brings a run back
 * from its last checkpoint when its trainer is lost. Knows nothing of how events are shown or kept.
 */
import { canPass } from '../shared/failure-kinds.ts';
import type { GivenFile, GivenSet } from '../shared/own-data.ts';
import type { RunEvent, RunState, TrainerEvent } from '../shared/protocol.ts';
import type { Backend, ResolvedParams } from '../shared/run-params.ts';
import type { DataInfo, Failure, NamedTensor } from '../shared/run-records.ts';
import { withEvent, type EventKey, type ScheduledEvent } from '../shared/schedule.ts';
import { MOST_RESTARTS, Recovery } from './recovery.ts';
import { TrainerLink } from './trainer-link.ts';

/** What becomes of data files, and what own images there are. */
export type DataEvent = Extract<TrainerEvent, { type: 'data-stored' | 'data-refused' | 'data-progress' | 'own-data' }>;

export interface ClientListener {
  onRun(event: RunEvent): void;
  onData(event: DataEvent): void;
}

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

/** The wait before the n-th restart is n times as long, ms: a driver that was reset needs a moment. */
const RESTART_WAIT = 300;

export class TrainerClient {
  readonly #listener: ClientListener;
  #link: TrainerLink | undefined;
  #job: Job | undefined;
  /** The trainer has the run, or is about to. */
  #loaded = false;
  #recovery = new Recovery();
  #restart: ReturnType<typeof setTimeout> | undefined;
  #storing = false;
  readonly #weightsAwaited: ((arms: readonly (readonly NamedTensor[])[] | null) => void)[] = [];
  /** What the run still says before it has answered `reset` is dropped. */
  #resetting = false;

  constructor(listener: ClientListener) {
    this.#listener = listener;
  }

  /** Begins the run `run`, whose id no other has. `once` trains a single step, then pauses. */
  start(run: string, params: ResolvedParams, events: readonly ScheduledEvent[], once: boolean): void {
    this.adopt({ run, params, events, step: 0, until: params.steps, state: 'loading', backend: null });
    this.#loaded = true;
    this.#open().send({ type: 'start', run, params, events, once });
  }

  /** Takes over a run that was kept: it is loaded from its checkpoint when it is told to go on. */
  adopt(job: Job): void {
    clearTimeout(this.#restart);
    if (this.#loaded) this.#drop();
    this.#job = job;
    this.#resetting = false;
    this.#recovery = new Recovery();
  }

  pause(): void {
    if (this.#loaded) return this.#link?.send({ type: 'pause' });
    // A restart was due.
    clearTimeout(this.#restart);
    if (this.#job) this.#tell({ type: 'state', ...stateOf(this.#job), state: 'paused' });
  }

  /** From paused: go on. From done: go on for as many iterations as `steps` says. */
  resume(): void {
    if (this.#loaded) return this.#link?.send({ type: 'resume' });
    this.#load({ more: this.#job?.params.steps ?? 0, once: false, paused: false });
  }

  step(): void {
    if (this.#loaded) return this.#link?.send({ type: 'step' });
    this.#load({ more: 1, once: true, paused: false });
  }

  /** Takes effect before the next update and is answered by `changed`. */
  change(key: EventKey, value: number): void {
    if (!this.#loaded) this.#load({ more: 0, once: false, paused: true });
    this.#link?.send({ type: 'change', key, value });
  }

  /** Asks for a checkpoint soon. */
  save(): void {
    if (this.#loaded) this.#link?.send({ type: 'save' });
  }

  /** Answers `saving`: everything of `run` before `step` is kept. */
  kept(run: string, step: number): void {
    if (this.#loaded && this.#job?.run === run) this.#link?.send({ type: 'kept', step });
  }

  /** Forgets the run; true when the trainer will answer with state idle, false when there is none to ask. */
  reset(): boolean {
    clearTimeout(this.#restart);
    if (!this.#link || !this.#loaded) {
      this.#job = undefined;
      return false;
    }
    this.#resetting = true;
    this.#tellWeights(null);
    this.#link.watch(false);
    this.#link.send({ type: 'reset' });
    return true;
  }

  /** The present weights of each arm. Rejects with a sentence where the trainer has none. */
  weights(): Promise<readonly (readonly NamedTensor[])[]> {
    if (!this.#loaded && this.#job?.state !== 'failed') this.#load({ more: 0, once: false, paused: true });
    return new Promise((resolve, reject) => {
      this.#weightsAwaited.push((arms) => {
        if (arms) resolve(arms);
        else reject(new Error('the trainer has no weights of this run any more. Press Reset, then Train.'));
      });
      if (this.#loaded) this.#link?.send({ type: 'weights' });
      else this.#tellWeights(null);
    });
  }

  #tellWeights(arms: readonly (readonly NamedTensor[])[] | null): void {
    for (const tell of this.#weightsAwaited.splice(0)) tell(arms);
  }

  storeData(into: GivenSet, files: readonly GivenFile[]): void {
    this.#storing = true;
    this.#open().send({ type: 'store-data', into, files });
  }

  /** Asks which images of the user's own this browser holds. */
  describeOwn(): void {
    this.#open().send({ type: 'describe-own' });
  }

  #open(): TrainerLink {
    this.#link ??= new TrainerLink({
      onEvent: (event) => this.#receive(event),
      onLost: (reason) => {
        this.#link = undefined;
        this.#lost(reason);
      },
    });
    return this.#link;
  }

  #drop(): void {
    this.#tellWeights(null);
    this.#link?.close();
    this.#link = undefined;
    this.#loaded = false;
  }

  /** Has the job's run brought back from its checkpoint; past its end it goes on for `more` steps. */
  #load({ more, once, paused }: { more: number; once: boolean; paused: boolean }): void {
    if (!this.#job) return;
    const { run, params, events, state, step, until, digest } = this.#job;
    clearTimeout(this.#restart);
    this.#loaded = true;
    const resume = {
      until: state === 'done' ? until + more : until,
      atMost: step,
      paused,
      ...(digest !== undefined && { digest }),
    };
    this.#open().send({ type: 'start', run, params, events, once, resume });
  }

  #receive(event: TrainerEvent): void {
    if (event.type === 'data-progress' || event.type === 'own-data') return this.#listener.onData(event);
    if (event.type === 'data-stored' || event.type === 'data-refused') {
      this.#storing = false;
      return this.#listener.onData(event);
    }
    if (event.type === 'alive' || event.type === 'locked') return;
    if (event.run !== this.#job?.run) return;
    if (event.type === 'state' && event.state === 'idle') {
      this.#resetting = false;
      this.#loaded = false;
      this.#job = undefined;
      return this.#listener.onRun(event);
    }
    if (this.#resetting && event.type !== 'memory') return;
    if (event.type === 'weights') return this.#tellWeights(event.arms);
    if (event.type === 'failed' && canPass(event.failure.kind)) {
      this.#drop();
      return this.#recover(event.failure);
    }
    this.#tell(event);
  }

  /** Keeps the job's account current, and hands the event on. */
  #tell(event: RunEvent): void {
    const job = this.#job;
    if (!job) return;
    this.#job = updated(job, event);
    const { state } = this.#job;
    if (event.type === 'state') this.#link?.watch(state === 'loading' || state === 'training');
    this.#listener.onRun(event);
  }

  #lost(reason: string): void {
    this.#tellWeights(null);
    this.#loaded = false;
    if (this.#storing) {
      this.#storing = false;
      const message = `The trainer stopped: ${reason}. The file was not stored. Give it again.`;
      this.#listener.onData({ type: 'data-refused', message });
    }
    const job = this.#job;
    if (!job) return;
    if (this.#resetting) return this.#receive({ type: 'state', run: job.run, state: 'idle', step: 0, until: 0 });
    const message = `The trainer stopped: ${reason}. What was measured is kept. Press Reset, then Train, to begin anew.`;
    this.#recover({ kind: 'worker', message, step: null, layer: null });
  }

  /** Tries the run again where that can help, and says so. */
  #recover(failure: Failure): void {
    const job = this.#job;
    // A run that rests is loaded again when it is told to go on.
    if (!job || job.state === 'paused' || job.state === 'done' || job.state === 'failed') return;
    if (job.backend === null) return this.#fail(failure);
    const decision = this.#recovery.decide(job.step, job.backend);
    const cause = failure.message.split('. ')[0] ?? failure.message;
    switch (decision.type) {
      case 'give-up':
        return this.#fail({
          ...failure,
          message: `${cause}. It was started again ${MOST_RESTARTS} times in a row. What was measured is kept: export it.`,
        });
      case 'move':
        this.#job = { ...job, params: { ...job.params, backend: decision.backend } };
        this.#notice(
          `${cause}. That was the backend ${job.backend} for the ${MOST_RESTARTS + 1}th time in a row: training goes on from the last checkpoint with ${decision.backend}, whose numbers may differ in their last digits.`,
        );
        return this.#wait(1);
      case 'restart':
        this.#notice(`${cause}. Training goes on from the last checkpoint before step ${job.step}.`);
        return this.#wait(decision.attempt);
    }
  }

  #wait(attempt: number): void {
    if (!this.#job) return;
    this.#tell({ type: 'state', ...stateOf(this.#job), state: 'loading' });
    this.#restart = setTimeout(() => this.#load({ more: 0, once: false, paused: false }), attempt * RESTART_WAIT);
  }

  #notice(message: string): void {
    if (this.#job) this.#tell({ type: 'notice', run: this.#job.run, message });
  }

  #fail(failure: Failure): void {
    const job = this.#job;
    if (!job) return;
    this.#tell({ type: 'failed', run: job.run, failure });
    this.#tell({ type: 'state', ...stateOf(job), state: 'failed' });
  }
}

const stateOf = ({ run, step, until }: Job): { run: string; step: number; until: number } => ({ run, step, until });

/** What of a run's data a job must know. */
export const digestOf = ({ source }: DataInfo): Pick<Job, 'digest'> => (source ? { digest: source.digest } : {});

function updated(job: Job, event: RunEvent): Job {
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
