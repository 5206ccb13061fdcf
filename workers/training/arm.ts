/** One arm of a run: a network, the labels it is given, and what is measured of it. */
import type { ResolvedParams } from '../../src/shared/run-params.ts';
import type { NamedTensor, WindowRow } from '../../src/shared/run-records.ts';
import { settingsAt, type LiveSettings, type ScheduledEvent } from '../../src/shared/schedule.ts';
import { slidingStride } from '../../src/shared/windows.ts';
import type { ImageSet } from '../data/image-set.ts';
import { corruption, givenLabels } from '../data/labels.ts';
import type { BatchNormalization, RunningState } from '../models/batch-normalization.ts';
import type { Layer } from '../models/layer.ts';
import { buildNetwork } from '../models/networks.ts';
import type { ParameterState } from '../models/parameter.ts';
import { valuesOf } from '../ops/values.ts';
import { memorization, accuracy } from '../observables/memorization.ts';
import { readProbe } from '../observables/probe.ts';
import { SlidingPath, type SlidingState } from '../observables/sliding-path.ts';
import { cosine, normOf, updateRatio, wideSum } from '../observables/step.ts';
import { WindowPath, type WindowState } from '../observables/window-path.ts';
import type { DeviceQueue } from './device-queue.ts';
import { evaluate, type Predictions } from './evaluate.ts';
import type { Examples } from './examples.ts';
import { rankExamples } from './ranked-examples.ts';
import { ShownExamples } from './shown-examples.ts';
import { TableBuffer } from './table-buffer.ts';
import { Stepping } from './stepping.ts';
import { ROW_BLOCK, ROW_HEAD } from './train-step.ts';

/** Of a length that float32 holds the square of: past it the run's own arithmetic, which squares, has left its range. */
const LARGEST_SQUARE = 3.4028234663852886e38;

/** The first number that was not finite, or whose square was not. */
export interface NotFinite {
  readonly step: number;
  readonly layer: string | null;
}

/** From which an arm goes on bit for bit. */
export interface ArmState {
  readonly parameters: readonly ParameterState[];
  /** Of the blocks with BatchNorm, in order. */
  readonly running: readonly RunningState[];
  readonly sliding: SlidingState;
  readonly windows: readonly WindowState[];
  /** ‖g‖² of the latest step, block by block. */
  readonly gradientSquares: readonly number[];
}

export class Arm {
  readonly network: Layer;
  readonly tables = new TableBuffer();
  notFinite: NotFinite | null = null;
  windowsChanged = true;
  readonly shown: ShownExamples;
  #given: Uint8Array;
  #fraction: number;
  /** ‖g‖² of the latest step that was read, block by block. */
  #gradientSquares: number[] = [];
  readonly #stepping: Stepping;
  readonly #sliding: SlidingPath;
  readonly #windows: readonly WindowPath[];

  constructor(
    readonly params: ResolvedParams,
    public events: readonly ScheduledEvent[],
    readonly train: ImageSet,
    readonly classes: number,
    examples: Examples,
    readonly queue: DeviceQueue,
  ) {
    this.network = buildNetwork(params, { channels: train.channels, classes });
    this.#stepping = new Stepping(this.network, examples, queue);
    this.#fraction = params.shuffle;
    this.#given = this.#drawLabels(params.shuffle);
    this.shown = new ShownExamples(this.#given);
    const { blocks } = this.network;
    this.#sliding = new SlidingPath(blocks, slidingStride(params), queue, (step, tpm) => {
      if (!this.#counts(step)) return;
      blocks.forEach(({ name }, i) => {
        this.tables.add('paths', name, [step, tpm[i] ?? NaN]);
      });
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
          (step) => this.#counts(step),
        ),
    );
  }

  /** The given labels of all training examples. */
  get given(): Uint8Array {
    return this.#given;
  }

  /** Fraction of the given labels that are wrong. */
  get corruption(): number {
    return corruption(this.#given, this.train.labels);
  }

  get windowRows(): readonly WindowRow[] {
    return this.#windows.flatMap((window) => window.rows);
  }

  /** What holds for the update after `step` completed ones; the given labels follow. */
  settle(step: number): LiveSettings {
    const settings = settingsAt(this.params, this.events, step);
    if (settings.shuffle !== this.#fraction) {
      this.#fraction = settings.shuffle;
      this.#given = this.#drawLabels(settings.shuffle);
      this.shown.relabel(step, this.#given);
    }
    return settings;
  }

  /** Takes the snapshots that are due after `step` completed updates. */
  snapshot(step: number): void {
    this.#sliding.observe(step);
    for (const window of this.#windows) window.observe(step);
  }

  /** One update on the training examples `examples`; its numbers reach the tables when they have been read. */
  trainOn(examples: Uint32Array, step: number, lr: number, probe: boolean, seconds: number): void {
    const settings = this.settle(step);
    const gradientSums = this.#windows.map((window) => window.gradientSums);
    // Of this moment: they may be drawn anew before the probe is read.
    const given = this.#given;
    this.#stepping.step(
      examples,
      given,
      { settings, lr, probe, gradientSums },
      (row) => {
        this.#readStep(step, seconds, settings.decay, row);
      },
      (numbers) => {
        const labels = Uint8Array.from(examples, (example) => given[example] ?? 0);
        this.#readProbe(step, examples, labels, numbers);
      },
    );
  }

  /** Evaluates the whole training subset and the whole test set after `step` updates; yields between passes. */
  *evaluate(step: number, test: ImageSet, batch: number): Generator<undefined, void> {
    this.settle(step);
    const given = this.#given;
    let onTrain: Predictions | null = null;
    yield* evaluate(this.network, this.train, given, batch, this.queue, (predictions) => {
      onTrain = predictions;
    });
    yield* evaluate(this.network, test, test.labels, batch, this.queue, (onTest) => {
      if (onTrain) this.#readEvaluation(step, onTrain, given, onTest, test.labels);
    });
  }

  /** The network as it is now: all that its evaluation needs. */
  weights(): Promise<readonly NamedTensor[]> {
    const named = this.network.parameters.map(({ name, value }) => ({ name, value }));
    for (const { name, normalization } of this.network.blocks) {
      if (!normalization) continue;
      named.push({ name: `${name}/runningMean`, value: normalization.runningMean });
      named.push({ name: `${name}/runningVariance`, value: normalization.runningVariance });
    }
    return Promise.all(
      named.map(async ({ name, value }) => ({ name, shape: value.shape, values: (await valuesOf(value)).slice() })),
    );
  }

  /** To be called when the queue has been read. */
  async save(): Promise<ArmState> {
    const gradientSquares = [...this.#gradientSquares];
    const [parameters, running, sliding, windows] = await Promise.all([
      Promise.all(this.network.parameters.map((parameter) => parameter.save())),
      Promise.all(this.#normalizations.map((normalization) => normalization.saveRunning())),
      this.#sliding.save(),
      Promise.all(this.#windows.map((window) => window.save())),
    ]);
    return { parameters, running, sliding, windows, gradientSquares };
  }

  /** Throws when the state is another network's. */
  restore(state: ArmState, step: number): void {
    each(this.network.parameters, state.parameters, (parameter, saved) => {
      parameter.restore(saved);
    });
    each(this.#normalizations, state.running, (normalization, saved) => {
      normalization.restoreRunning(saved);
    });
    this.#stepping.restart();
    this.#sliding.restore(state.sliding);
    each(this.#windows, state.windows, (window, saved) => {
      window.restore(saved);
    });
    this.#gradientSquares = [...state.gradientSquares];
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
    return givenLabels(this.train.labels, this.classes, this.params.labels, fraction, this.params.seed);
  }

  get #normalizations(): readonly BatchNormalization[] {
    return this.network.blocks.map((block) => block.normalization).filter((found) => found !== null);
  }

  /** Whether what is said of the network after `step` updates was seen before its numbers stopped being finite. */
  #counts(step: number): boolean {
    return this.notFinite === null || step <= this.notFinite.step;
  }

  #readStep(step: number, seconds: number, decay: number, values: Float32Array): void {
    if (this.notFinite) return;
    const [loss = NaN, batchAccuracy = NaN] = values;
    const { blocks } = this.network;
    const at = (block: number, offset: number): number => {
      const place = ROW_HEAD + block * ROW_BLOCK + offset;
      return wideSum(values[place] ?? NaN, values[place + ROW_BLOCK / 2] ?? NaN);
    };
    const layer = blocks.find((_, i) => [0, 1, 2, 3].some((offset) => !(Math.abs(at(i, offset)) <= LARGEST_SQUARE)));
    if (layer || !Number.isFinite(loss)) {
      this.notFinite = { step, layer: layer?.name ?? null };
      return;
    }
    this.tables.add('steps', null, [step, loss, batchAccuracy, seconds]);
    blocks.forEach(({ name }, i) => {
      const gradient = normOf(at(i, 0));
      const weight = normOf(at(i, 1));
      const previous = this.#gradientSquares[i];
      const successive = previous === undefined ? NaN : cosine(at(i, 3), gradient, normOf(previous));
      this.#gradientSquares[i] = at(i, 0);
      this.tables.add('layerSteps', name, [step, gradient, weight, updateRatio(normOf(at(i, 2)), weight), successive]);
      for (const window of this.#windows) window.addDecayForce(step, i, decay * weight);
    });
  }

  #readProbe(step: number, examples: Uint32Array, given: Uint8Array, values: Float32Array): void {
    // It is of an update, as the row is that stopped being finite.
    if (!this.#counts(step + 1)) return;
    const batch = examples.length;
    const { blocks } = this.network;
    const probed = blocks.map(({ map }) => ({ exact: map.exact, parts: map.parts(batch) }));
    const { layers, alignments } = readProbe(probed, given, values);
    layers.forEach(({ m, coherence, signal, noise, stiffness }, i) => {
      const name = blocks[i]?.name ?? '';
      this.tables.add('probes', name, [step, m, coherence, signal, noise]);
      if (stiffness) this.tables.add('stiffness', name, [step, stiffness.within, stiffness.between]);
    });
    if (alignments.length === 0) return;
    const predicted = values.subarray(values.length - batch);
    this.shown.rank({
      step,
      compared: alignments.length,
      layers: blocks.filter(({ map }) => map.exact).map(({ name }) => name),
      ...rankExamples(this.train, { examples, given, predicted, alignments }),
    });
  }

  #readEvaluation(step: number, onTrain: Predictions, given: Uint8Array, onTest: Predictions, truth: Uint8Array): void {
    if (!this.#counts(step)) return;
    this.shown.predict(step, given, onTrain.classes);
    const train = memorization(onTrain.classes, given, this.train.labels);
    this.tables.add('evaluations', null, [
      step,
      mean(onTrain.losses),
      train.trainAccuracy,
      train.trueLabelAccuracy,
      train.corruptedGiven,
      train.corruptedTrue,
      train.cleanAccuracy,
      accuracy(onTest.classes, truth),
      mean(onTest.losses),
    ]);
  }
}

function each<A, B>(own: readonly A[], saved: readonly B[], restore: (own: A, saved: B) => void): void {
  if (own.length !== saved.length) throw new Error('the checkpoint is of another network');
  own.forEach((item, i) => {
    restore(item, saved[i] as B);
  });
}

function mean(values: Float32Array): number {
  return values.reduce((sum, value) => sum + value, 0) / values.length;
}
