/** A run: one or two variants, trained in lockstep over one order of batches. It knows no clock and no messages. */
import type { ExampleImages } from '../../src/shared/run/example-records.ts';
import { rateFactor } from '../../src/shared/rate-schedules/index.ts';
import type { ResolvedParams } from '../../src/shared/run/run-params.ts';
import type { RestorePoint } from '../../src/shared/protocol/protocol.ts';
import { placeRun } from '../../src/shared/networks/of-run.ts';
import type { DataInfo, LabelFacts, NamedTensor, NetworkInfo } from '../../src/shared/run/run-records.ts';
import { withEvent, type EventKey, type ScheduledEvent } from '../../src/shared/run/schedule.ts';
import { BatchOrder, epochOf, type BatchOrderState } from '../data/batches.ts';
import type { RunData } from '../data/origins/load.ts';
import { describeNetwork } from '../models/networks.ts';
import { Variant, type VariantCheckpoint } from './variant.ts';
import { evaluationCost, evaluationDue, evaluationPlan, probeDue, worthIt, type EvaluationPlan } from './cadence.ts';
import type { ReadbackQueue } from '../backends/common/readback-queue.ts';
import { allExamples, isHeavy, someExamples, type EvaluatedExamples } from './evaluated-examples.ts';
import { examplesOf, type Examples } from './examples.ts';
import type { Parts } from './parts.ts';
import type { NotFinite } from './metrics-recorder.ts';
import { shownImages } from './tracked-examples.ts';

/** What distinguishes one variant of a paired run from the other. */
export interface VariantSettings {
  readonly params: ResolvedParams;
  readonly events: readonly ScheduledEvent[];
  /** Its labels are the other way round: it takes 1 − p where the run is set to a shuffled fraction p. */
  readonly opposite: boolean;
}

/** State needed to resume bit-exactly. */
export interface RunCheckpoint extends RestorePoint {
  /** Of training so far, pauses left out. */
  readonly seconds: number;
  readonly order: BatchOrderState;
  readonly arms: readonly VariantCheckpoint[];
}

const examplesIn = ({ train, test }: EvaluatedExamples): number => train.length + test.length;

/** Examples of an evaluation pass, at least: more than a minibatch saves time, a constant number saves memory. */
const EVALUATION_BATCH = 250;
/** A network that gives more numbers for one example is evaluated on minibatches, which it is known to have memory for. */
const LARGE_NETWORK = 2 ** 19;

export class Run {
  readonly arms: readonly Variant[];
  #order: BatchOrder;
  readonly #examples: Examples;
  readonly #plan: EvaluationPlan;
  readonly #large: boolean;
  #step = 0;
  /** The steps at which snapshots were last taken and an evaluation was last made: each is due once. */
  #snapshotAt = -1;
  #evaluatedAt = -1;
  #seconds = 0;
  #underWay: 'evaluation' | 'step' | null = null;
  /** How much of the evaluation under way is done, [0, 1]; null while there is none. */
  evaluated: number | null = null;
  readonly #all: EvaluatedExamples;
  /** What is evaluated before the end of a heavy run; null where it is all. */
  readonly #some: EvaluatedExamples | null;

  constructor(
    readonly settings: readonly VariantSettings[],
    readonly data: RunData,
    readonly queue: ReadbackQueue,
  ) {
    const { train, augmented, classNames } = data;
    const { n, batch, seed } = this.params;
    const examples = examplesOf(train, batch, augmented);
    this.#examples = examples;
    this.arms = settings.map(
      ({ params, events }) => new Variant(params, events, train, classNames.length, examples, queue, data.test.count),
    );
    const placed = placeRun(this.params, { channels: train.channels, classes: classNames.length });
    this.#large = placed.ok && placed.value.activations > LARGE_NETWORK;
    this.#order = BatchOrder.begin(n, batch, seed);
    const { test } = data;
    const blocks = this.arms[0]?.network.blocks ?? [];
    this.#all = allExamples(train.count, test.count);
    const heavy = isHeavy(blocks, train.size, train.count + test.count);
    this.#some = heavy ? someExamples(train.count, test.count, seed) : null;
    this.#plan = evaluationPlan(batch, examplesIn(this.#some ?? this.#all));
  }

  /** What the arms share; they differ in labels alone. */
  get params(): ResolvedParams {
    const first = this.settings[0];
    if (!first) throw new Error('a run without an arm');
    return first.params;
  }

  /** Completed updates. */
  get step(): number {
    return this.#step;
  }

  /** Of training up to the latest update. */
  get seconds(): number {
    return this.#seconds;
  }

  /** Where the run lies between measurements. */
  get point(): RestorePoint {
    return { step: this.#step, snapshotAt: this.#snapshotAt, evaluatedAt: this.#evaluatedAt };
  }

  get network(): NetworkInfo {
    const [first] = this.arms;
    if (!first) throw new Error('a run without an arm');
    return describeNetwork(first.network);
  }

  /** The examples that the page shows one by one. */
  get shownImages(): ExampleImages {
    return shownImages(this.data.train);
  }

  get dataInfo(): DataInfo {
    const { train, test, classNames, source } = this.data;
    return {
      classNames,
      trainExamples: train.count,
      testExamples: test.count,
      ...this.labels,
      ...(source && { source }),
    };
  }

  /** Of each variant's observed labels. */
  get labels(): LabelFacts {
    return {
      corruption: this.arms.map((arm) => arm.corruption),
      labelEntropy: this.arms.map((arm) => arm.labelEntropy),
    };
  }

  /** Whether labels became others since this was last asked. */
  takeLabelsChanged(): boolean {
    const changed = this.arms.some((arm) => arm.labelsChanged);
    for (const arm of this.arms) arm.labelsChanged = false;
    return changed;
  }

  /** What has begun and has not been completed. */
  get underWay(): 'evaluation' | 'step' | null {
    return this.#underWay;
  }

  /** A step has begun and has not been completed: nothing can be saved. */
  get withinStep(): boolean {
    return this.#underWay === 'step';
  }

  get notFinite(): NotFinite | null {
    return this.arms.find((arm) => arm.notFinite)?.notFinite ?? null;
  }

  /**
   * In every arm, from the next update on, or from the one after it: of a step that has begun, and of labels on which
   * this step is or was evaluated. Gives the step from which on it holds.
   */
  change(key: EventKey, value: number): number {
    const evaluated = this.#underWay === 'evaluation' || this.#evaluatedAt === this.#step;
    const step = this.#step + (this.withinStep || (key === 'shuffle' && evaluated) ? 1 : 0);
    this.arms.forEach((arm, i) => {
      const opposite = key === 'shuffle' && this.settings[i]?.opposite;
      arm.events = withEvent(arm.events, { step, key, value: opposite ? 1 - value : value });
      if (!this.withinStep) arm.settle(this.#step);
      if (key === 'shuffle') arm.showLabels(step);
    });
    return step;
  }

  /** Takes the snapshots and makes the evaluation due at this step (always at the `last`), once. */
  *observe(last: boolean): Parts<void> {
    const step = this.#step;
    for (const arm of this.arms) arm.settle(step);
    if (this.#snapshotAt !== step) {
      this.#snapshotAt = step;
      for (const arm of this.arms) arm.snapshot(step);
    }
    if (this.#evaluatedAt === step || !(last || this.#evaluationDue)) return;
    const of = this.#examplesAt(last);
    const total = this.arms.length * examplesIn(of);
    const batch = Math.max(this.#large ? 1 : EVALUATION_BATCH, this.params.batch);
    let done = 0;
    this.#underWay = 'evaluation';
    this.evaluated = 0;
    for (const arm of this.arms) {
      yield* arm.evaluate(step, this.data.test, of, batch, (examples) => {
        done += examples;
        this.evaluated = done / total;
      });
    }
    this.evaluated = null;
    this.#underWay = null;
    this.#evaluatedAt = step;
  }

  get #evaluationDue(): boolean {
    // Labels change at this very step: curves of them break off before it and begin anew with its evaluation.
    if (this.arms.some(({ events }) => events.some(({ step, key }) => key === 'shuffle' && step === this.#step)))
      return true;
    // An evaluation before the first step would keep a heavy run from it for minutes.
    return evaluationDue(this.#plan, this.#step) && (this.#some === null || this.#step > 0);
  }

  #examplesAt(last: boolean): EvaluatedExamples {
    if (this.#some === null) return this.#all;
    const cost = evaluationCost(this.params.batch, examplesIn(this.#all));
    return last && worthIt(cost, this.#step) ? this.#all : this.#some;
  }

  /** One update of every arm on the next batch; `seconds` is when, for the record. */
  *train(seconds: number): Parts<void> {
    const { n, batch, lrdecay, probe } = this.params;
    const step = this.#step;
    this.#underWay = 'step';
    this.#seconds = seconds;
    const indices = this.#order.next();
    for (const arm of this.arms) {
      const { lr } = arm.settle(step);
      const rate = lr * lrdecay ** epochOf(step, batch, n) * rateFactor(this.params, step);
      yield* arm.trainOn(indices, step, rate, probeDue(probe, step), seconds);
    }
    this.#step++;
    this.#underWay = null;
  }

  /** Each arm's, of this moment; null where the device can no longer give them, which the next step will tell. */
  weights(): Promise<readonly (readonly NamedTensor[])[] | null> {
    return Promise.all(this.arms.map((arm) => arm.weights())).catch(() => null);
  }

  /** To be called between two steps, when the queue has been read; the values are those of this moment. */
  async save(): Promise<RunCheckpoint> {
    const now = { ...this.point, seconds: this.#seconds };
    const order = this.#order.state();
    return { ...now, order, arms: await Promise.all(this.arms.map((arm) => arm.save())) };
  }

  /** Goes on from a state that a run of the same settings saved. Throws when it is another's. */
  restore(state: RunCheckpoint): void {
    const { n, batch } = this.params;
    if (state.order.examples !== n || state.order.batch !== batch || state.arms.length !== this.arms.length) {
      throw new Error('the checkpoint is of another run');
    }
    this.#step = state.step;
    this.#snapshotAt = state.snapshotAt;
    this.#evaluatedAt = state.evaluatedAt;
    this.#seconds = state.seconds;
    this.#order = BatchOrder.restore(state.order);
    this.arms.forEach((arm, i) => {
      const saved = state.arms[i];
      if (saved) arm.restore(saved, state.step);
    });
  }

  dispose(): void {
    for (const arm of this.arms) arm.dispose();
    this.#examples.dispose();
  }
}
