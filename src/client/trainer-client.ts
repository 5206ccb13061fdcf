/**
 * The page's side of the protocol. It sends commands, forwards the events of the current run, and restores a run from
 * its last checkpoint when the trainer is lost.
 */
import { canPass } from '../shared/protocol/failure-kinds.ts';
import type { DataSet } from '../shared/data-sets/index.ts';
import type { AnswerOf, AskOf, InspectionName } from '../shared/inspections/index.ts';
import type { UserFile } from '../shared/data-sets/own-data.ts';
import type { RunEvent, TrainerEvent } from '../shared/protocol/protocol.ts';
import { failureFrom } from '../shared/run/failure.ts';
import type { ResolvedParams } from '../shared/run/run-params.ts';
import type { Failure, NamedTensor } from '../shared/run/run-records.ts';
import type { EventKey, ScheduledEvent } from '../shared/run/schedule.ts';
import { msg, str } from '../shared/util/texts.ts';
import { AS_IT_WAS, stateOf, untilOf, updated, type GoingOn, type Job } from './job.ts';
import { MOST_RESTARTS, Recovery } from './recovery.ts';
import { TrainerLink } from './trainer-link.ts';

/** Events about the user's data files and own images. */
export type DataEvent = Extract<
  TrainerEvent,
  { type: 'data-stored' | 'data-refused' | 'data-progress' | 'data-held' | 'own-data' }
>;

export interface ClientListener {
  onRun(event: RunEvent): void;
  onData(event: DataEvent): void;
}

/** The wait before the n-th restart is n times this, ms, because a driver needs a moment after a reset. */
const RESTART_WAIT = 300;
/** A trainer that hasn't answered a reset by then is terminated, ms. */
const RESET_WAIT = 1500;

export class TrainerClient {
  readonly #listener: ClientListener;
  #link: TrainerLink | undefined;
  #job: Job | undefined;
  /** The trainer has the run, or is loading it. */
  #loaded = false;
  #recovery = new Recovery();
  /** The command to a paused or finished run that the trainer hasn't answered yet. */
  #asked: GoingOn | null = null;
  #restart: ReturnType<typeof setTimeout> | undefined;
  #storing = false;
  #resetLate: ReturnType<typeof setTimeout> | undefined;
  readonly #weightsAwaited: ((variants: readonly (readonly NamedTensor[])[] | null) => void)[] = [];
  /** Keyed by the number of the question. */
  readonly #inspections = new Map<number, (answer: unknown) => void>();
  #asks = 0;
  /** Events of the run are dropped until it has answered `reset`. */
  #resetting = false;

  constructor(listener: ClientListener) {
    this.#listener = listener;
  }

  /** Starts the run `run`, a new unique id. With `once` it trains a single step, then pauses. */
  start(run: string, params: ResolvedParams, events: readonly ScheduledEvent[], once: boolean): void {
    this.adopt({ run, params, events, step: 0, until: params.steps, state: 'loading', backend: null });
    this.#loaded = true;
    this.#open().send({ type: 'start', run, params, events, once });
  }

  /** Takes over a saved run. It is loaded from its checkpoint when it resumes. */
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
    // Cancels a pending restart.
    clearTimeout(this.#restart);
    if (this.#job) this.#tell({ type: 'state', ...stateOf(this.#job), state: 'paused' });
  }

  /** From paused: resumes. From done: trains another `steps` iterations. */
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

  /** Takes effect before the next update; `changed` confirms it. */
  change(key: EventKey, value: number): void {
    if (!this.#loaded) this.#load(AS_IT_WAS, true);
    this.#link?.send({ type: 'change', key, value });
  }

  /** Requests a checkpoint soon. */
  save(): void {
    if (this.#loaded) this.#link?.send({ type: 'save' });
  }

  /** Answers `saving`: all measurements of `run` before `step` are stored. */
  kept(run: string, step: number): void {
    if (this.#loaded && this.#job?.run === run) this.#link?.send({ type: 'kept', step });
  }

  /** Drops the run. Returns true if the trainer will answer with state idle, false if there is no trainer to ask. */
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

  /** The current weights of each variant. Rejects with a sentence if the trainer has none. */
  weights(): Promise<readonly (readonly NamedTensor[])[]> {
    this.#loadKept();
    return new Promise((resolve, reject) => {
      this.#weightsAwaited.push((variants) => {
        if (variants) resolve(variants);
        else reject(new Error('the trainer no longer has the weights of this run. Press Reset, then Train.'));
      });
      if (this.#loaded) this.#link?.send({ type: 'weights' });
      else this.#tellWeights(null);
    });
  }

  /** What the run is computed from. Rejects with a sentence if the trainer cannot load the run. */
  inputs(): Promise<AnswerOf<'inputs'>> {
    this.#loadKept();
    return this.inspect('inputs', {});
  }

  /** Loads a run that was opened and hasn't resumed; the trainer knows nothing of it yet. */
  #loadKept(): void {
    if (!this.#loaded && this.#job?.state !== 'failed') this.#load(AS_IT_WAS, true);
  }

  /** The trainer has the run, so it can answer questions about it. */
  get loaded(): boolean {
    return this.#loaded && !this.#resetting;
  }

  /** Sends an inspection to the trainer. Rejects with a sentence if there is no answer. */
  inspect<K extends InspectionName>(of: K, question: AskOf<K>): Promise<AnswerOf<K>> {
    return new Promise((resolve, reject) => {
      const link = this.loaded ? this.#link : undefined;
      if (!link) {
        reject(new Error('This needs the run in the trainer. Press Resume or Step.'));
        return;
      }
      const ask = this.#asks++;
      this.#inspections.set(ask, (answer) => {
        // The link has validated that the answer has this kind.
        if (answer !== null) resolve(answer as AnswerOf<K>);
        else reject(new Error('The trainer has no answer for this run. Press Reset, then Train.'));
      });
      link.send({ type: 'inspect', ask, of, question });
    });
  }

  #answer(ask: number, answer: unknown): void {
    this.#inspections.get(ask)?.(answer);
    this.#inspections.delete(ask);
  }

  /** The trainer didn't react to a reset. It is terminated, unless it is also storing data. */
  #endReset(): void {
    const job = this.#job;
    if (!this.#resetting || this.#storing || !job) return;
    this.#drop();
    this.#receive({ type: 'state', run: job.run, state: 'idle', step: 0, until: 0 });
  }

  #tellWeights(variants: readonly (readonly NamedTensor[])[] | null): void {
    for (const tell of this.#weightsAwaited.splice(0)) tell(variants);
    if (variants === null) for (const ask of [...this.#inspections.keys()]) this.#answer(ask, null);
  }

  storeData(into: DataSet, files: readonly UserFile[]): void {
    this.#storing = true;
    this.#open().send({ type: 'store-data', into, files });
  }

  /** Asks which own images this browser has. */
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

  /** Restores the job's run from its checkpoint. */
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
    if (event.type === 'weights') return this.#tellWeights(event.variants);
    if (event.type === 'inspected') return this.#answer(event.ask, event.answer);
    if (event.type === 'failed' && canPass(event.failure.kind)) {
      this.#drop();
      return this.#recover(event.failure);
    }
    this.#tell(event);
  }

  /** Updates the job and forwards the event. */
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
      const message = msg(str`The trainer stopped: ${reason}. The file was not stored. Choose it again.`);
      this.#listener.onData({ type: 'data-refused', message });
    }
    const job = this.#job;
    if (!job) return;
    if (this.#resetting) return this.#receive({ type: 'state', run: job.run, state: 'idle', step: 0, until: 0 });
    const remedy = msg('Press Reset, then Train, to start over.');
    this.#recover(
      failureFrom('worker', {
        what: msg(str`The trainer stopped: ${reason}.`),
        kept: msg('What was measured is kept.'),
        remedy,
      }),
    );
  }

  /** Restarts the run if that can help, and shows a notice. */
  #recover(failure: Failure): void {
    const job = this.#job;
    if (!job || job.state === 'failed') return;
    // A paused or finished run is loaded when it continues.
    if ((job.state === 'paused' || job.state === 'done') && !this.#asked) return;
    if (job.backend === null) return this.#fail(failure);
    const decision = this.#recovery.decide(job.step, job.backend);
    const what = failure.what ?? failure.message;
    switch (decision.type) {
      case 'give-up':
        return this.#fail(
          failureFrom(
            failure.kind,
            {
              what: msg(str`${what} It was started again ${MOST_RESTARTS} times in a row.`),
              kept: msg('What was measured is kept.'),
              remedy: msg('Export it.'),
            },
            failure.step,
            failure.layer,
          ),
        );
      case 'move':
        this.#job = { ...job, params: { ...job.params, backend: decision.backend } };
        this.#notice(
          msg(
            str`${what} That was the backend ${job.backend} for the ${MOST_RESTARTS + 1}th time in a row: training continues from the last checkpoint with ${decision.backend}, whose numbers may differ in their last digits.`,
          ),
        );
        return this.#wait(1);
      case 'restart':
        this.#notice(msg(str`${what} Training continues from the last checkpoint before step ${job.step}.`));
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
