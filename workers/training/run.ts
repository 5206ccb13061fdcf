/** A run: its arms in lockstep over one order of batches. Trains when told to; knows no clock, no messages, no waiting. */
import type { ExampleImages } from '../../src/shared/example-records.ts';
import type { ResolvedParams } from '../../src/shared/run-params.ts';
import type { RestorePoint } from '../../src/shared/protocol.ts';
import type { DataInfo, NamedTensor, NetworkInfo } from '../../src/shared/run-records.ts';
import { withEvent, type EventKey, type ScheduledEvent } from '../../src/shared/schedule.ts';
import { BatchOrder, epochOf, type BatchOrderState } from '../data/batches.ts';
import { labelEntropy } from '../data/labels.ts';
import type { RunData } from '../data/load.ts';
import { describeNetwork } from '../models/networks.ts';
import { Variant, type VariantCheckpoint } from './variant.ts';
import { evaluationDue, evaluationPlan, probeDue, type EvaluationPlan } from './cadence.ts';
import type { ReadbackQueue } from './readback-queue.ts';
import { examplesOf, type Examples } from './examples.ts';
import type { NotFinite } from './metrics-recorder.ts';
import { shownImages } from './tracked-examples.ts';

/** What sets one arm apart from another. */
export interface VariantSettings {
  readonly params: ResolvedParams;
  readonly events: readonly ScheduledEvent[];
  /** Its labels are the other way round: it takes 1 − p where the run is set to a shuffled fraction p. */
  readonly opposite: boolean;
}

/** From which a run goes on bit for bit. */
export interface RunCheckpoint extends RestorePoint {
  /** Of training so far, pauses left out. */
  readonly seconds: number;
  readonly order: BatchOrderState;
  readonly arms: readonly VariantCheckpoint[];
}

/** Examples of an evaluation pass, at least: more than a minibatch saves time, a constant number saves memory. */
const EVALUATION_BATCH = 250;

export class Run {
  readonly arms: readonly Variant[];
  #order: BatchOrder;
  readonly #examples: Examples;
  readonly #plan: EvaluationPlan;
  #step = 0;
  /** The steps at which snapshots were last taken and an evaluation was last made: each is due once. */
  #snapshotAt = -1;
  #evaluatedAt = -1;
  #seconds = 0;

  constructor(
    readonly settings: readonly VariantSettings[],
    readonly data: RunData,
    readonly queue: ReadbackQueue,
  ) {
    const { train, classNames } = data;
    const { n, batch, seed } = this.params;
    const examples = examplesOf(train, batch);
    this.#examples = examples;
    this.arms = settings.map(
      ({ params, events }) => new Variant(params, events, train, classNames.length, examples, queue),
    );
    this.#order = BatchOrder.begin(n, batch, seed);
    this.#plan = evaluationPlan(batch, train.count + data.test.count);
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
      corruption: this.corruption,
      labelEntropy: labelEntropy(this.arms.at(-1)?.given ?? train.labels, classNames.length),
      ...(source && { source }),
    };
  }

  /** Fraction of each arm's given labels that are wrong. */
  get corruption(): readonly number[] {
    return this.arms.map((arm) => arm.corruption);
  }

  get notFinite(): NotFinite | null {
    return this.arms.find((arm) => arm.notFinite)?.notFinite ?? null;
  }

  /** From the next update on, in every arm. */
  change(key: EventKey, value: number): void {
    this.arms.forEach((arm, i) => {
      const opposite = key === 'shuffle' && this.settings[i]?.opposite;
      arm.events = withEvent(arm.events, { step: this.#step, key, value: opposite ? 1 - value : value });
      arm.settle(this.#step);
    });
  }

  /** Takes the snapshots and makes the evaluation due at this step (always at the `last`), once; yields between passes. */
  *observe(last: boolean): Generator<undefined, void> {
    if (this.#snapshotAt !== this.#step) {
      this.#snapshotAt = this.#step;
      for (const arm of this.arms) arm.snapshot(this.#step);
    }
    const due = last || evaluationDue(this.#plan, this.#step) || this.#relabelled;
    if (this.#evaluatedAt === this.#step || !due) return;
    this.#evaluatedAt = this.#step;
    const batch = Math.max(this.params.model === 'inception-small' ? 1 : EVALUATION_BATCH, this.params.batch);
    for (const arm of this.arms) yield* arm.evaluate(this.#step, this.data.test, batch);
  }

  /** Labels change at this very step: curves of them break off before it and begin anew with its evaluation. */
  get #relabelled(): boolean {
    return this.arms.some(({ events }) => events.some(({ step, key }) => key === 'shuffle' && step === this.#step));
  }

  /** One update of every arm on the next batch; `seconds` is when, for the record. */
  train(seconds: number): void {
    const { n, batch, lrdecay, probe } = this.params;
    const step = this.#step;
    this.#seconds = seconds;
    const indices = this.#order.next();
    for (const arm of this.arms) {
      const { lr } = arm.settle(step);
      arm.trainOn(indices, step, lr * lrdecay ** epochOf(step, batch, n), probeDue(probe, step), seconds);
    }
    this.#step++;
  }

  /** Each arm's, of this moment; null where the device can no longer give them, which the next step will tell. */
  weights(): Promise<readonly (readonly NamedTensor[])[] | null> {
    return Promise.all(this.arms.map((arm) => arm.weights())).catch(() => null);
  }

  /** To be called when the queue has been read; the values are those of this moment. */
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
