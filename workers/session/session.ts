/**
 * The trainer's life cycle: idle → loading → training ⇄ paused → done | failed. Handles commands, runs the loop and
 * posts what was measured. Runs in a worker, in Node or in a test: it gets `post` as an argument and never uses `self`.
 */
import { engine } from '@tensorflow/tfjs-core';
import type { InspectionName } from '../../src/shared/inspections/index.ts';
import type { Command, RunState, TrainerEvent, Unstamped } from '../../src/shared/protocol/protocol.ts';
import type { Failure } from '../../src/shared/run/run-records.ts';
import { withEvent, type EventKey, type ScheduledEvent } from '../../src/shared/run/schedule.ts';
import { stepGraph } from '../backends/common/step-graph.ts';
import { describeOwn, findData, storeData } from './user-data-commands.ts';
import { sameData } from '../data/own/same-data.ts';
import type { ReportProgress } from '../data/progress.ts';
import { expectDevice, failureBehind, savedWhole } from './device-guard.ts';
import { deviceLost, NotFiniteError } from './failures.ts';
import { breathe, Clock, Heartbeat, inTime, LoopTimers } from './loop-timers.ts';
import { inspect } from '../inspections/index.ts';
import type { SessionDeps } from './session-deps.ts';
import { takePredictions, takeReports } from './reports.ts';
import { CheckpointManager } from '../storage/checkpoint-manager.ts';
import { ReadbackQueue } from '../backends/common/readback-queue.ts';
import { variantSettings } from '../training/variant-settings.ts';
import type { Parts } from '../training/parts.ts';
import { Run } from '../training/run.ts';

/** Longest time that a pause waits for a readback, ms. */
const REST_WAIT = 1000;
/** An evaluation that takes longer reports its progress, ms. */
const LONG_EVALUATION = 1000;
/** How often a wait for the device checks for a pause, ms. */
const ROOM_WAIT = 100;

export class Session {
  #state: RunState = 'idle';
  #id = '';
  #run: Run | null = null;
  /** The training of `run`. A pause can leave it within an evaluation or a step. */
  #course: Parts<void> | null = null;
  /** Counts the resumes, so that an older wait notices that it is out of date. */
  #turns = 0;
  /** The page knows that an evaluation is running. */
  #evaluationTold = false;
  /** When the running evaluation was first seen, ms. */
  #evaluatingSince: number | null = null;
  #queue = new ReadbackQueue();
  #events: readonly ScheduledEvent[] = [];
  #until = 0;
  #pauseAsked = false;
  #saveAsked = false;
  /** Settles when the files that the user gave last are stored or refused. */
  #storing: Promise<void> = Promise.resolve();
  #weightsAsked = false;
  /** Questions of the page that wait until no step is under way. */
  #inspections: Extract<Command, { type: 'inspect' }>[] = [];
  /** Changes that wait until the resumed run is back at its step; null if none wait. */
  #later: { readonly key: EventKey; readonly value: number }[] | null = null;
  /** Aborted by `reset`: work that is still running for the run then ends silently. */
  #life = new AbortController();
  readonly #clock = new Clock();
  readonly #pace = new LoopTimers();
  readonly #heart = new Heartbeat(() => {
    this.deps.post({ type: 'alive' }, []);
  });
  readonly #keeper: CheckpointManager;

  constructor(readonly deps: SessionDeps) {
    this.#keeper = new CheckpointManager(
      deps.openCheckpoints,
      (step) => {
        this.#emit({ type: 'saved', step });
      },
      (message) => {
        this.#emit({ type: 'notice', message });
      },
    );
    deps.onDeviceLoss((reason) => {
      this.#loseDevice(reason);
    });
  }

  handle(command: Command): void {
    switch (command.type) {
      case 'start':
        if (this.#state === 'idle') void this.#start(command);
        break;
      case 'pause':
        // The loop checks it between two parts of its work.
        this.#pauseAsked = true;
        break;
      case 'resume':
        this.#pauseAsked = false;
        if (this.#state === 'done') this.#until += this.#run?.params.steps ?? 0;
        if (this.#state === 'paused' || this.#state === 'done') void this.#train(Infinity);
        break;
      case 'step':
        this.#pauseAsked = false;
        if (this.#state === 'done') this.#until += 1;
        if (this.#state === 'paused' || this.#state === 'done') void this.#train(1);
        break;
      case 'change':
        this.#change(command.key, command.value);
        break;
      case 'save':
        this.#saveAsked = true;
        break;
      case 'kept':
        void this.#keeper.commit(command.step);
        break;
      case 'reset':
        this.#reset();
        break;
      case 'weights':
        void this.#tellWeights();
        break;
      case 'inspect':
        this.#inspections.push(command);
        this.#answerInspections();
        break;
      case 'store-data':
        this.#storing = storeData(this.deps, command);
        break;
      case 'describe-own':
        void describeOwn(this.deps);
        break;
      case 'find-data':
        void findData(this.deps, command);
        break;
    }
  }

  async #start({ run: id, params, events, once, resume }: Extract<Command, { type: 'start' }>): Promise<void> {
    const { signal } = this.#life;
    const gone = (): boolean => signal.aborted;
    this.#id = id;
    this.#events = events;
    this.#until = resume?.until ?? params.steps;
    this.#pauseAsked = false;
    this.#later = resume ? [] : null;
    this.#enter('loading');
    try {
      const report: ReportProgress = (what, fraction) => {
        if (!signal.aborted) this.#emit({ type: 'loading', what, fraction });
      };
      report('Choosing the backend', null);
      const environment = await this.deps.chooseBackend(params.backend);
      // A run that starts while files are being stored trains on them.
      report('Reading the files', null);
      await this.#storing;
      if (resume?.digest !== undefined) sameData(await this.deps.describeOwn(), resume.digest);
      const data = await this.deps.loadData(params, report, signal);
      if (gone()) return;
      report('Building the network', null);
      const make = (): Run => new Run(variantSettings(params, this.#events), data, this.#queue);
      const run = resume ? await this.#keeper.restore(id, resume.atMost, make) : make();
      if (gone()) {
        run.dispose();
        return;
      }
      this.#run = run;
      this.#clock.reset(run.seconds);
      this.#emit({ type: 'ready', environment, network: run.network, data: run.dataInfo });
      this.#emit({ type: 'examples', ...run.shownImages });
      if (resume) this.#emit({ type: 'restored', ...run.point });
      this.#makeLateChanges();
      if (resume?.paused) {
        this.#rest(run);
        return;
      }
    } catch (error) {
      const failure = await failureBehind(error, 0, this.deps);
      if (!gone()) this.#fail(failure);
      return;
    }
    await this.#train(once ? 1 : Infinity);
  }

  /** Trains until the run's end, a pause, or `most` steps. */
  async #train(most: number): Promise<void> {
    const run = this.#run;
    const { signal } = this.#life;
    if (!run) return;
    this.#turns++;
    this.#enter('training');
    this.#clock.start();
    try {
      const stop = run.step + most;
      this.#course ??= this.#trainToEnd(run);
      // Only the final evaluation comes after `stop`.
      const goesOn = (): boolean => run.step < stop || run.underWay !== null || run.step >= this.#until;
      while (!this.#pauseAsked && !signal.aborted && goesOn()) {
        if (this.#course.next().done === true) {
          this.#course = null;
          break;
        }
        await this.#attend(run);
        await this.#betweenSteps(run, signal);
      }
      if (!signal.aborted) await this.#saveAtRest(run, signal);
      if (signal.aborted) return;
      this.#deliver(run);
      this.#rest(run);
    } catch (error) {
      const failure = await failureBehind(error, run.step, this.deps);
      if (!signal.aborted) this.#fail(failure);
    } finally {
      // After a reset the clock belongs to another run.
      if (!signal.aborted) this.#clock.stop();
    }
  }

  /** Does what needs a place between two steps. */
  async #betweenSteps(run: Run, signal: AbortSignal): Promise<void> {
    if (signal.aborted || run.withinStep) return;
    if (this.#weightsAsked) void this.#tellWeights();
    this.#answerInspections();
    if (this.#saveAsked || this.#pace.saving.due()) await this.#save(run, signal);
  }

  /**
   * Trains from the current step to the final evaluation, in parts: the measurements due at each step, then the step.
   */
  *#trainToEnd(run: Run): Parts<void> {
    for (;;) {
      yield* run.observe(run.step >= this.#until);
      if (run.step >= this.#until) return;
      yield* run.train(this.#clock.seconds);
      yield;
    }
  }

  #rest(run: Run): void {
    const ended = run.step >= this.#until && run.point.evaluatedAt === run.step;
    this.#enter(ended ? 'done' : 'paused');
  }

  /**
   * A slow device must not delay a pause: its late numbers are posted when they arrive. A run that has ended has them
   * all first, unless a pause is asked for.
   */
  async #saveAtRest(run: Run, signal: AbortSignal): Promise<void> {
    const turn = this.#turns;
    const save = async (): Promise<void> => {
      await this.#queue.flush();
      if (signal.aborted) return;
      if (turn === this.#turns && !run.withinStep) await this.#save(run, signal);
      else this.#deliver(run);
    };
    const saved = save();
    const waits = (): boolean => this.#course === null && !this.#pauseAsked && !signal.aborted;
    do {
      if (await inTime(saved, REST_WAIT)) return;
    } while (waits());
    saved.catch(async (error: unknown) => {
      const failure = await failureBehind(error, run.step, this.deps);
      if (!signal.aborted) this.#fail(failure);
    });
  }

  /** Reads and posts all pending numbers, so that the page has everything before the checkpoint. */
  async #save(run: Run, signal: AbortSignal): Promise<void> {
    this.#saveAsked = false;
    await this.#queue.flush();
    if (signal.aborted) return;
    this.#deliver(run);
    const saved = savedWhole(run, this.deps);
    this.#keeper.prepare(this.#id, run.step, saved);
    this.#emit({ type: 'saving', step: run.step });
    // Seldom enough, and the checkpoint's own buffers are free by then.
    const trim = (): void => this.#trim();
    void saved.then(trim, trim);
  }

  /** Between two parts: starts a readback, posts what arrived, lets commands in, each when it is due. */
  async #attend(run: Run): Promise<void> {
    if (this.#pace.breathing.due()) {
      if (this.#pace.reading.due()) void this.#queue.flush();
      if (this.#pace.posting.due()) this.#deliver(run);
      await breathe();
    }
    const waits = (): boolean => this.#queue.full && !this.#pauseAsked && !this.#life.signal.aborted;
    while (waits()) await inTime(this.#queue.room(), ROOM_WAIT);
  }

  /** Posts what has been read. Throws what a readback threw; fails the run if a number was not finite. */
  #deliver(run: Run): void {
    expectDevice(this.deps);
    const reports = run.variants.flatMap((variant, index) => takeReports(variant, index, run.step));
    for (const { event, transfer } of reports) this.#emit(event, transfer);
    this.#tellLabels(run);
    this.#tellEvaluation(run);
    this.#queue.check();
    const { notFinite } = run;
    if (notFinite) throw new NotFiniteError(notFinite);
  }

  #tellLabels(run: Run): void {
    if (run.takeLabelsChanged()) this.#emit({ type: 'labels', step: run.step, ...run.labels });
  }

  /** Reports the progress of a long evaluation. */
  #tellEvaluation({ evaluated }: Run): void {
    if (evaluated === null) {
      this.#evaluatingSince = null;
      if (this.#evaluationTold) this.#emit({ type: 'evaluating', fraction: null });
      this.#evaluationTold = false;
      return;
    }
    const now = performance.now();
    this.#evaluatingSince ??= now;
    if (now - this.#evaluatingSince < LONG_EVALUATION) return;
    this.#evaluationTold = true;
    this.#emit({ type: 'evaluating', fraction: evaluated });
  }

  #change(key: EventKey, value: number): void {
    if (this.#state === 'idle' || this.#state === 'failed') return;
    if (this.#later) {
      this.#later.push({ key, value });
      return;
    }
    const step = this.#run?.change(key, value) ?? 0;
    this.#events = withEvent(this.#events, { step, key, value });
    this.#emit({ type: 'changed', step, key, value });
    const run = this.#run;
    if (!run) return;
    // At once, even while paused: the page shows the labels of single examples.
    for (const { event: told } of run.variants.flatMap(takePredictions)) this.#emit(told);
    this.#tellLabels(run);
  }

  #makeLateChanges(): void {
    const asked = this.#later ?? [];
    this.#later = null;
    for (const { key, value } of asked) this.#change(key, value);
  }

  /** Fails the run at once, because readbacks from a lost device never settle. */
  #loseDevice(reason: string): void {
    if (this.#state === 'idle' || this.#state === 'failed') return;
    this.#life.abort();
    this.#fail(deviceLost(reason, this.#run?.step ?? 0));
  }

  #reset(): void {
    this.#life.abort();
    this.#life = new AbortController();
    this.#keeper.forget();
    // Frees the tensors of an unfinished step.
    this.#course?.return();
    this.#course = null;
    this.#run?.dispose();
    this.#run = null;
    this.#queue.dispose();
    this.#queue = new ReadbackQueue();
    this.#clock.reset();
    this.#enter('idle');
  }

  async #tellWeights(): Promise<void> {
    const run = this.#run;
    const within = run?.withinStep === true;
    this.#weightsAsked = this.#state === 'loading' || (within && this.#state === 'training');
    if (this.#weightsAsked) return;
    if (run && within && this.#state === 'paused') this.#finishStep(run);
    const variants = this.#state === 'failed' || !run ? null : await run.weights();
    if (run === this.#run) this.#emit({ type: 'weights', variants: this.deps.deviceLoss() === null ? variants : null });
  }

  /** Answers the waiting questions, unless a step is under way. */
  #answerInspections(): void {
    const run = this.#run;
    const within = run?.withinStep === true;
    if (this.#inspections.length === 0 || this.#state === 'loading' || (within && this.#state === 'training')) return;
    if (run && within && this.#state === 'paused') this.#finishStep(run);
    for (const { ask, of, question } of this.#inspections.splice(0)) void this.#inspect(run, ask, of, question);
  }

  async #inspect(run: Run | null, ask: number, of: InspectionName, question: unknown): Promise<void> {
    const can = run !== null && this.#state !== 'failed';
    const answer = can ? await inspect(run, of, question).catch(() => null) : null;
    if (run === this.#run)
      this.#emit({ type: 'inspected', ask, of, answer: this.deps.deviceLoss() === null ? answer : null });
  }

  /** The run was paused within a step, so its weights belong to no step. */
  #finishStep(run: Run): void {
    while (run.withinStep) this.#course?.next();
    this.#rest(run);
  }

  #fail(failure: Failure): void {
    this.#emit({ type: 'failed', failure });
    this.#enter('failed');
  }

  #enter(state: RunState): void {
    this.#state = state;
    this.#heart.set(this.#busy);
    const { numTensors, numBytes } = engine().state;
    // First, so that a listener for the state sees the matching count.
    this.#emit({ type: 'memory', tensors: numTensors, bytes: numBytes });
    this.#emit({ type: 'state', state, step: this.#run?.step ?? 0, until: this.#until });
    if (this.#weightsAsked) void this.#tellWeights();
    this.#answerInspections();
    this.#trim();
  }

  get #busy(): boolean {
    return this.#state === 'loading' || this.#state === 'training';
  }

  /** Frees the buffers that the device keeps for reuse; during a run, only those unused since the last call. */
  #trim(): void {
    stepGraph()?.trim(this.#busy ? 'idle' : 'all');
  }

  #emit(event: Unstamped<TrainerEvent>, transfer: Transferable[] = []): void {
    this.deps.post({ ...event, run: this.#id }, transfer);
  }
}
