/** A run: one or two variants, trained in lockstep over one order of batches. It has no clock and no messages. */
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

/** What distinguishes the two variants of a paired run. */
export interface VariantSettings {
  readonly params: ResolvedParams;
  readonly events: readonly ScheduledEvent[];
  /** Its labels are inverted: if the run shuffles the fraction p, this variant shuffles 1 − p. */
  readonly opposite: boolean;
}

/** State needed to resume bit-exactly. */
export interface RunCheckpoint extends RestorePoint {
  /** Seconds of training so far, without pauses. */
  readonly seconds: number;
  readonly order: BatchOrderState;
  readonly arms: readonly VariantCheckpoint[];
}

/** The learning rate of the update after `step` completed ones, where the setting `lr` holds. */
export function learningRate(params: ResolvedParams, lr: number, step: number): number {
  const { n, batch, lrdecay } = params;
  return lr * lrdecay ** epochOf(step, batch, n) * rateFactor(params, step);
}

const examplesIn = ({ train, test }: EvaluatedExamples): number => train.length + test.length;

/** Fewest examples in an evaluation pass. More than a minibatch saves time; a constant number bounds memory. */
const EVALUATION_BATCH = 250;
/** A network with more activations per example is evaluated in minibatches, for which it is known to have memory. */
const LARGE_NETWORK = 2 ** 19;

export class Run {
  readonly variants: readonly Variant[];
  #order: BatchOrder;
  readonly #examples: Examples;
  readonly #plan: EvaluationPlan;
  readonly #large: boolean;
  #step = 0;
  /** The steps of the latest snapshots and of the latest evaluation; each is made once. */
  #snapshotAt = -1;
  #evaluatedAt = -1;
  #seconds = 0;
  #underWay: 'evaluation' | 'step' | null = null;
  /** Whether the run is disposed, so that its remaining work can stop. */
  disposed = false;
  /** Progress of the running evaluation, [0, 1]; null while there is none. */
  evaluated: number | null = null;
  readonly #all: EvaluatedExamples;
  /** The examples that a heavy run evaluates before its end; null for all. */
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
    this.variants = settings.map(
      ({ params, events }) => new Variant(params, events, train, classNames.length, examples, queue, data.test.count),
    );
    const placed = placeRun(this.params, { channels: train.channels, classes: classNames.length });
    this.#large = placed.ok && placed.value.activations > LARGE_NETWORK;
    this.#order = BatchOrder.begin(n, batch, seed);
    const { test } = data;
    const blocks = this.variants[0]?.network.blocks ?? [];
    this.#all = allExamples(train.count, test.count);
    const heavy = isHeavy(blocks, train.size, train.count + test.count);
    this.#some = heavy ? someExamples(train.count, test.count, seed) : null;
    this.#plan = evaluationPlan(batch, examplesIn(this.#some ?? this.#all));
  }

  /** Shared by the variants, which differ in labels alone. */
  get params(): ResolvedParams {
    const first = this.settings[0];
    if (!first) throw new Error('a run without a variant');
    return first.params;
  }

  /** Completed updates. */
  get step(): number {
    return this.#step;
  }

  /** Seconds of training up to the latest update. */
  get seconds(): number {
    return this.#seconds;
  }

  /** The run's position between measurements. */
  get point(): RestorePoint {
    return { step: this.#step, snapshotAt: this.#snapshotAt, evaluatedAt: this.#evaluatedAt };
  }

  get network(): NetworkInfo {
    const [first] = this.variants;
    if (!first) throw new Error('a run without a variant');
    return describeNetwork(first.network);
  }

  /** The examples that the page shows individually. */
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

  /** For each variant's observed labels. */
  get labels(): LabelFacts {
    return {
      corruption: this.variants.map((variant) => variant.corruption),
      labelEntropy: this.variants.map((variant) => variant.labelEntropy),
    };
  }

  /** Whether labels changed since the last call. */
  takeLabelsChanged(): boolean {
    const changed = this.variants.some((variant) => variant.labelsChanged);
    for (const variant of this.variants) variant.labelsChanged = false;
    return changed;
  }

  /** Work that has begun and is not completed. */
  get underWay(): 'evaluation' | 'step' | null {
    return this.#underWay;
  }

  /** A step has begun and is not completed, so nothing can be saved. */
  get withinStep(): boolean {
    return this.#underWay === 'step';
  }

  get notFinite(): NotFinite | null {
    return this.variants.find((variant) => variant.notFinite)?.notFinite ?? null;
  }

  /**
   * Changes a setting in every variant, from the next update. If a step has begun, or labels change that this step's
   * evaluation uses, the change takes effect one update later. Returns the step from which it applies.
   */
  change(key: EventKey, value: number): number {
    const evaluated = this.#underWay === 'evaluation' || this.#evaluatedAt === this.#step;
    const step = this.#step + (this.withinStep || (key === 'shuffle' && evaluated) ? 1 : 0);
    this.variants.forEach((variant, i) => {
      const opposite = key === 'shuffle' && this.settings[i]?.opposite;
      variant.events = withEvent(variant.events, { step, key, value: opposite ? 1 - value : value });
      if (!this.withinStep) variant.settle(this.#step);
      if (key === 'shuffle') variant.showLabels(step);
    });
    return step;
  }

  /**
   * Takes the snapshots and makes the evaluation that are due at this step, once. The `last` step is always evaluated.
   */
  *observe(last: boolean): Parts<void> {
    const step = this.#step;
    for (const variant of this.variants) variant.settle(step);
    if (this.#snapshotAt !== step) {
      this.#snapshotAt = step;
      for (const variant of this.variants) variant.snapshot(step);
    }
    if (this.#evaluatedAt === step || !(last || this.#evaluationDue)) return;
    const of = this.#examplesAt(last);
    const total = this.variants.length * examplesIn(of);
    const batch = Math.max(this.#large ? 1 : EVALUATION_BATCH, this.params.batch);
    let done = 0;
    this.#underWay = 'evaluation';
    this.evaluated = 0;
    for (const variant of this.variants) {
      yield* variant.evaluate(step, this.data.test, of, batch, (examples) => {
        done += examples;
        this.evaluated = done / total;
      });
    }
    this.evaluated = null;
    this.#underWay = null;
    this.#evaluatedAt = step;
  }

  get #evaluationDue(): boolean {
    // Labels change at this step: their curves break before it and restart with its evaluation.
    if (this.variants.some(({ events }) => events.some(({ step, key }) => key === 'shuffle' && step === this.#step)))
      return true;
    // An evaluation before the first step would delay a heavy run by minutes.
    return evaluationDue(this.#plan, this.#step) && (this.#some === null || this.#step > 0);
  }

  #examplesAt(last: boolean): EvaluatedExamples {
    if (this.#some === null) return this.#all;
    const cost = evaluationCost(this.params.batch, examplesIn(this.#all));
    return last && worthIt(cost, this.#step) ? this.#all : this.#some;
  }

  /** One update of every variant on the next batch, recorded at `seconds`. */
  *train(seconds: number): Parts<void> {
    const { probe } = this.params;
    const step = this.#step;
    this.#underWay = 'step';
    this.#seconds = seconds;
    const indices = this.#order.next();
    for (const variant of this.variants) {
      const { lr } = variant.settle(step);
      const rate = learningRate(this.params, lr, step);
      yield* variant.trainOn(indices, step, rate, probeDue(probe, step), seconds);
    }
    this.#step++;
    this.#underWay = null;
  }

  /** The current weights of each variant; null if the device can no longer give them, which the next step reports. */
  weights(): Promise<readonly (readonly NamedTensor[])[] | null> {
    return Promise.all(this.variants.map((variant) => variant.weights())).catch(() => null);
  }

  /** Call it between two steps, after reading the queue. The values are those of the current step. */
  async save(): Promise<RunCheckpoint> {
    const now = { ...this.point, seconds: this.#seconds };
    const order = this.#order.state();
    return { ...now, order, arms: await Promise.all(this.variants.map((variant) => variant.save())) };
  }

  /** Resumes from a state that a run of the same settings saved. Throws for any other state. */
  restore(state: RunCheckpoint): void {
    const { n, batch } = this.params;
    if (state.order.examples !== n || state.order.batch !== batch || state.arms.length !== this.variants.length) {
      throw new Error('the checkpoint is of another run');
    }
    this.#step = state.step;
    this.#snapshotAt = state.snapshotAt;
    this.#evaluatedAt = state.evaluatedAt;
    this.#seconds = state.seconds;
    this.#order = BatchOrder.restore(state.order);
    this.variants.forEach((variant, i) => {
      const saved = state.arms[i];
      if (saved) variant.restore(saved, state.step);
    });
  }

  dispose(): void {
    this.disposed = true;
    for (const variant of this.variants) variant.dispose();
    this.#examples.dispose();
  }
}
