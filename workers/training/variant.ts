/** One variant of a run: a network, its observed labels, and what is measured of it. */
import { observedLabels } from '../../src/shared/run/observed-labels.ts';
import { optimizerOf } from '../../src/shared/optimizers/index.ts';
import type { Optimizer } from '../../src/shared/optimizers/optimizer.ts';
import type { VariantEvaluation } from '../../src/shared/inspections/evaluation.ts';
import type { ResolvedParams } from '../../src/shared/run/run-params.ts';
import type { NamedTensor, WindowRow } from '../../src/shared/run/run-records.ts';
import { settingsAt, type LiveSettings, type ScheduledEvent } from '../../src/shared/run/schedule.ts';
import { slidingStride } from '../../src/shared/run/windows.ts';
import type { ImageSet } from '../data/image-set.ts';
import { corruption, labelEntropy } from '../data/labels.ts';
import type { RunningState } from '../models/batch-normalization.ts';
import type { Layer } from '../models/layer.ts';
import { buildNetwork } from '../models/networks.ts';
import type { ParameterState } from '../models/parameter.ts';
import { tensorsOf } from '../models/tensors.ts';
import { dropoutKey } from '../ops/dropout.ts';
import { updateOf } from '../ops/update.ts';
import { ExampleHistory } from '../observables/example-history.ts';
import { SlidingPath, type SlidingState } from './sliding-path.ts';
import { WindowPath, type WindowState } from './window-path.ts';
import type { ReadbackQueue } from '../backends/common/readback-queue.ts';
import type { EvaluatedExamples } from './evaluated-examples.ts';
import { evaluate, type Predictions } from './evaluate.ts';
import type { Examples } from './examples.ts';
import type { Parts } from './parts.ts';
import { MetricsRecorder, type NotFinite } from './metrics-recorder.ts';
import { TrackedExamples } from './tracked-examples.ts';
import { StepExecutor } from './step-executor.ts';
import type { TableBuffer } from './table-buffer.ts';

/** State needed to resume bit-exactly. */
export interface VariantCheckpoint {
  readonly parameters: readonly ParameterState[];
  /** For each batch normalization, in order. */
  readonly running: readonly RunningState[];
  readonly sliding: SlidingState;
  readonly windows: readonly WindowState[];
  /** ‖g‖² of the latest step, block by block. */
  readonly gradientSquares: readonly number[];
  /** History of single examples; checkpoints of earlier releases have none. */
  readonly history?: VariantEvaluation;
}

export class Variant {
  readonly network: Layer;
  windowsChanged = true;
  /** Its labels changed since the last report to the page. */
  labelsChanged = false;
  readonly shown: TrackedExamples;
  readonly history: ExampleHistory;
  #observed: Uint8Array;
  #fraction: number;
  readonly #optimizer: Optimizer;
  readonly #readings: MetricsRecorder;
  readonly #stepping: StepExecutor;
  readonly #sliding: SlidingPath;
  readonly #windows: readonly WindowPath[];

  constructor(
    readonly params: ResolvedParams,
    public events: readonly ScheduledEvent[],
    readonly train: ImageSet,
    readonly classes: number,
    examples: Examples,
    readonly queue: ReadbackQueue,
    testExamples: number,
  ) {
    this.history = new ExampleHistory(train.count, testExamples);
    this.network = buildNetwork(params, { channels: train.channels, classes });
    this.#stepping = new StepExecutor(this.network, examples, queue);
    this.#optimizer = optimizerOf(params.optimizer);
    this.#fraction = params.shuffle;
    this.#observed = this.#drawLabels(params.shuffle);
    this.shown = new TrackedExamples(this.#observed);
    const { blocks } = this.network;
    const readings = new MetricsRecorder(blocks, train, this.shown, this.history);
    this.#readings = readings;
    this.#sliding = new SlidingPath(blocks, slidingStride(params), queue, (step, tpm) => {
      readings.path(step, tpm);
    });
    this.#windows = params.windows.map(
      (window) =>
        new WindowPath(
          window,
          params.stride,
          blocks,
          queue,
          () => {
            this.windowsChanged = true;
          },
          (step) => readings.counts(step),
        ),
    );
  }

  /** Rows that are not yet posted to the page. */
  get tables(): TableBuffer {
    return this.#readings.tables;
  }

  get notFinite(): NotFinite | null {
    return this.#readings.notFinite;
  }

  /** The observed labels of all training examples. */
  get observed(): Uint8Array {
    return this.#observed;
  }

  /** Fraction of the observed labels that are wrong. */
  get corruption(): number {
    return corruption(this.#observed, this.train.labels);
  }

  /** Entropy of the observed labels' marginal, nats. */
  get labelEntropy(): number {
    return labelEntropy(this.#observed, this.classes);
  }

  get windowRows(): readonly WindowRow[] {
    return this.#windows.flatMap((window) => window.rows);
  }

  /** Applies the settings of the update after `step` completed ones; the observed labels follow from them. */
  settle(step: number): LiveSettings {
    const settings = settingsAt(this.params, this.events, step);
    if (settings.shuffle !== this.#fraction) {
      this.#fraction = settings.shuffle;
      this.#observed = this.#drawLabels(settings.shuffle);
      this.shown.relabel(step, this.#observed);
      this.labelsChanged = true;
    }
    return settings;
  }

  /** The observed labels of all training examples that hold for the update after `step` completed ones. */
  labelsAt(step: number): Uint8Array {
    const { shuffle } = settingsAt(this.params, this.events, step);
    return shuffle === this.#fraction ? this.#observed : this.#drawLabels(shuffle);
  }

  /** Shows the labels of the update after `step` completed ones, before that update. */
  showLabels(step: number): void {
    this.shown.relabel(step, this.labelsAt(step));
  }

  /** Takes the snapshots that are due after `step` completed updates. */
  snapshot(step: number): void {
    this.#sliding.observe(step);
    for (const window of this.#windows) window.observe(step);
  }

  /** One update on the training examples `examples`; its numbers reach the tables once they are read. */
  *trainOn(examples: Uint32Array, step: number, lr: number, probe: boolean, seconds: number): Parts<void> {
    const settings = this.settle(step);
    const { beta2, eps } = this.params;
    const update = updateOf(this.#optimizer, { ...settings, lr, beta2, eps }, step + 1);
    const gradientSums = this.#windows.map((window) => window.gradientSums);
    // A copy: the labels may be shuffled again before the probe is read.
    const observed = this.#observed;
    yield* this.#stepping.step(
      examples,
      observed,
      {
        update,
        probe,
        gradientSums,
        smoothing: this.params.smoothing,
        step,
        dropoutKey: dropoutKey(this.params.seed, step),
      },
      (row) => {
        this.#readings.step(step, seconds, row, (block, weightNorm) => {
          for (const window of this.#windows) window.addDecayForce(step, block, settings.decay * weightNorm);
        });
      },
      (numbers) => {
        const labels = Uint8Array.from(examples, (example) => observed[example] ?? 0);
        this.#readings.probe(step, examples, labels, numbers);
      },
    );
  }

  /**
   * Evaluates the examples `of` the training subset and of the test set after `step` updates, in passes of `batch`.
   * @param tell called with the number of examples of each pass
   */
  *evaluate(
    step: number,
    test: ImageSet,
    of: EvaluatedExamples,
    batch: number,
    tell: (examples: number) => void,
  ): Parts<void> {
    this.settle(step);
    const observed = this.#observed;
    let onTrain: Predictions | null = null;
    const { network, queue, train } = this;
    yield* evaluate(
      { network, set: train, labels: observed, examples: of.train, batch, queue, tell },
      (predictions) => {
        onTrain = predictions;
      },
    );
    yield* evaluate({ network, set: test, labels: test.labels, examples: of.test, batch, queue, tell }, (onTest) => {
      if (onTrain) this.#readings.evaluation(step, onTrain, observed, onTest, test.labels);
    });
  }

  /** The current network, with all that its evaluation needs. */
  weights(): Promise<readonly NamedTensor[]> {
    return tensorsOf(this.network);
  }

  /** Call it after reading the queue. */
  async save(): Promise<VariantCheckpoint> {
    const gradientSquares = [...this.#readings.gradientSquares];
    const history = this.history.save();
    const [parameters, running, sliding, windows] = await Promise.all([
      Promise.all(this.network.parameters.map((parameter) => parameter.save())),
      Promise.all(this.network.normalizations.map((normalization) => normalization.saveRunning())),
      this.#sliding.save(),
      Promise.all(this.#windows.map((window) => window.save())),
    ]);
    return { parameters, running, sliding, windows, gradientSquares, history };
  }

  /** Throws if the state is of another network or optimizer. */
  restore(state: VariantCheckpoint, step: number): void {
    const slots = step === 0 ? [] : this.#optimizer.slots;
    each(this.network.parameters, state.parameters, (parameter, saved) => {
      const missing = slots.some((name) => !(name in saved.slots));
      if (missing || Object.keys(saved.slots).some((name) => !this.#optimizer.slots.includes(name))) {
        throw new Error('the checkpoint is of another optimizer');
      }
      parameter.restore(saved);
    });
    each(this.network.normalizations, state.running, (normalization, saved) => {
      normalization.restoreRunning(saved);
    });
    this.#stepping.restart();
    this.#sliding.restore(state.sliding);
    each(this.#windows, state.windows, (window, saved) => {
      window.restore(saved);
    });
    this.#readings.gradientSquares = [...state.gradientSquares];
    if (state.history) this.history.restore(state.history);
    this.windowsChanged = true;
    this.settle(step);
  }

  dispose(): void {
    this.#stepping.dispose();
    this.network.dispose();
    this.#sliding.dispose();
    for (const window of this.#windows) window.dispose();
  }

  #drawLabels(fraction: number): Uint8Array {
    const { labels, seed, noise } = this.params;
    return observedLabels(this.train.labels, this.classes, labels, fraction, seed, noise);
  }
}

function each<A, B>(own: readonly A[], saved: readonly B[], restore: (own: A, saved: B) => void): void {
  if (own.length !== saved.length) throw new Error('the checkpoint is of another network');
  own.forEach((item, i) => {
    restore(item, saved[i] as B);
  });
}
