/**
 * The page's end of the wire to the trainer: sends commands, hands on the events of the present run, and brings a run back
 * from its last checkpoint when its trainer is lost. Knows nothing of how events are shown or kept.
 */
import { canPass } from '../shared/protocol/failure-kinds.ts';
import type { DataSet } from '../shared/data-sets/index.ts';
import type { AnswerOf, AskOf, InspectionName } from '../shared/inspections/index.ts';
import type { GivenFile } from '../shared/data-sets/own-data.ts';
import type { RunEvent, TrainerEvent } from '../shared/protocol/protocol.ts';
import type { ResolvedParams } from '../shared/run/run-params.ts';
import type { Failure, NamedTensor } from '../shared/run/run-records.ts';
import type { EventKey, ScheduledEvent } from '../shared/run/schedule.ts';
import { AS_IT_WAS, stateOf, untilOf, updated, type GoingOn, type Job } from './job.ts';
import { MOST_RESTARTS, Recovery } from './recovery.ts';
import { TrainerLink } from './trainer-link.ts';

/** What becomes of data files, and what own images there are. */
export type DataEvent = Extract<
  TrainerEvent,
  { type: 'data-stored' | 'data-refused' | 'data-progress' | 'data-held' | 'own-data' }
>;

export interface ClientListener {
  onRun(event: RunEvent): void;
  onData(event: DataEvent): void;
}

/** The wait before the n-th restart is n times as long, ms: a driver that was reset needs a moment. */
const RESTART_WAIT = 300;
/** A trainer that has not answered a reset by then is ended, ms. */
const RESET_WAIT = 1500;

export class TrainerClient {
  readonly #listener: ClientListener;
  #link: TrainerLink | undefined;
  #job: Job | undefined;
  /** The trainer has the run, or is about to. */
  #loaded = false;
  #recovery = new Recovery();
  /** What a resting run was told and the trainer has not answered yet. */
  #asked: GoingOn | null = null;
  #restart: ReturnType<typeof setTimeout> | undefined;
  #storing = false;
  #resetLate: ReturnType<typeof setTimeout> | undefined;
  readonly #weightsAwaited: ((arms: readonly (readonly NamedTensor[])[] | null) => void)[] = [];
  /** By the number of its question. */
  readonly #inspections = new Map<number, (answer: unknown) => void>();
  #asks = 0;
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
    this.#asked = null;
    this.#recovery = new Recovery();
  }

  pause(): void {
    this.#asked = null;
    if (this.#loaded) return this.#link?.send({ type: 'pause' });
    // A restart was due.
    clearTimeout(this.#restart);
    if (this.#job) this.#tell({ type: 'state', ...stateOf(this.#job), state: 'paused' });
  }

  /** From paused: go on. From done: go on for as many iterations as `steps` says. */
  resume(): void {
    this.#goOn({ more: this.#job?.params.steps ?? 0, once: false });
  }

  step(): void {
    this.#goOn({ more: 1, once: true });
  }

  #goOn(asked: GoingOn): void {
    if (!this.#loaded) return this.#load(asked, false);
    this.#asked = asked;
    this.#link?.send({ type: asked.once ? 'step' : 'resume' });
  }

  /** Takes effect before the next update and is answered by `changed`. */
  change(key: EventKey, value: number): void {
    if (!this.#loaded) this.#load(AS_IT_WAS, true);
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
    this.#resetLate = setTimeout(() => this.#endReset(), RESET_WAIT);
    this.#tellWeights(null);
    this.#link.watch(false);
    this.#link.send({ type: 'reset' });
    return true;
  }

  /** The present weights of each arm. Rejects with a sentence where the trainer has none. */
  weights(): Promise<readonly (readonly NamedTensor[])[]> {
    this.#loadKept();
    return new Promise((resolve, reject) => {
      this.#weightsAwaited.push((arms) => {
        if (arms) resolve(arms);
        else reject(new Error('the trainer has no weights of this run any more. Press Reset, then Train.'));
      });
      if (this.#loaded) this.#link?.send({ type: 'weights' });
      else this.#tellWeights(null);
    });
  }

  /** What the run is computed from. Rejects with a sentence where the trainer cannot have the run. */
  inputs(): Promise<AnswerOf<'inputs'>> {
    this.#loadKept();
    return this.inspect('inputs', {});
  }

  /** Of a run that was opened and has not gone on, the trainer knows nothing yet. */
  #loadKept(): void {
    if (!this.#loaded && this.#job?.state !== 'failed') this.#load(AS_IT_WAS, true);
  }

  /** The trainer has the run, so that it can answer questions of it. */
  get loaded(): boolean {
    return this.#loaded && !this.#resetting;
  }

  /** Asks the trainer on demand. Rejects with a sentence where it has no answer. */
  inspect<K extends InspectionName>(of: K, given: AskOf<K>): Promise<AnswerOf<K>> {
    return new Promise((resolve, reject) => {
      const link = this.loaded ? this.#link : undefined;
      if (!link) {
        reject(new Error('This needs the run in the trainer. Press Resume or Step.'));
        return;
      }
      const ask = this.#asks++;
      this.#inspections.set(ask, (answer) => {
        // The link has checked it to be an answer of this kind.
        if (answer !== null) resolve(answer as AnswerOf<K>);
        else reject(new Error('The trainer has no answer for this run. Press Reset, then Train.'));
      });
      link.send({ type: 'inspect', ask, of, given });
    });
  }

  #answer(ask: number, answer: unknown): void {
    this.#inspections.get(ask)?.(answer);
    this.#inspections.delete(ask);
  }

  /** The trainer is busy with something that it cannot leave: it is ended, unless it stores data besides. */
  #endReset(): void {
    const job = this.#job;
    if (!this.#resetting || this.#storing || !job) return;
    this.#drop();
    this.#receive({ type: 'state', run: job.run, state: 'idle', step: 0, until: 0 });
  }

  #tellWeights(arms: readonly (readonly NamedTensor[])[] | null): void {
    for (const tell of this.#weightsAwaited.splice(0)) tell(arms);
    if (arms === null) for (const ask of [...this.#inspections.keys()]) this.#answer(ask, null);
  }

  storeData(into: DataSet, files: readonly GivenFile[]): void {
    this.#storing = true;
    this.#open().send({ type: 'store-data', into, files });
  }

  /** Asks which images of the user's own this browser holds. */
  describeOwn(): void {
    this.#open().send({ type: 'describe-own' });
  }

  /** Asks whether a run of the data set would find its images. */
  findData(of: DataSet): void {
    this.#open().send({ type: 'find-data', of });
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

  /** Has the job's run brought back from its checkpoint. */
  #load({ more, once }: GoingOn, paused: boolean): void {
    if (!this.#job) return;
    const { run, params, events, step, digest } = this.#job;
    clearTimeout(this.#restart);
    this.#loaded = true;
    const resume = {
      until: untilOf(this.#job, more),
      atMost: step,
      paused,
      ...(digest !== undefined && { digest }),
    };
    this.#open().send({ type: 'start', run, params, events, once, resume });
  }

  #receive(event: TrainerEvent): void {
    if (event.type === 'data-progress' || event.type === 'data-held' || event.type === 'own-data') {
      return this.#listener.onData(event);
    }
    if (event.type === 'data-stored' || event.type === 'data-refused') {
      this.#storing = false;
      return this.#listener.onData(event);
    }
    if (event.type === 'alive' || event.type === 'locked') return;
    if (event.run !== this.#job?.run) return;
    if (event.type === 'state' && event.state === 'idle') {
      clearTimeout(this.#resetLate);
      this.#resetting = false;
      this.#loaded = false;
      this.#job = undefined;
      return this.#listener.onRun(event);
    }
    if (this.#resetting && event.type !== 'memory') return;
    if (event.type === 'weights') return this.#tellWeights(event.arms);
    if (event.type === 'inspected') return this.#answer(event.ask, event.answer);
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
    if (event.type === 'state') {
      this.#asked = null;
      this.#link?.watch(state === 'loading' || state === 'training');
    }
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
    if (!job || job.state === 'failed') return;
    // A run that rests is loaded again when it is told to go on.
    if ((job.state === 'paused' || job.state === 'done') && !this.#asked) return;
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
    const { more, once } = this.#asked ?? AS_IT_WAS;
    const until = untilOf(this.#job, more);
    this.#tell({ type: 'state', ...stateOf(this.#job), until, state: 'loading' });
    this.#restart = setTimeout(() => this.#load({ more: 0, once }, false), attempt * RESTART_WAIT);
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
