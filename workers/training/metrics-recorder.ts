/** Turns what was read of one variant into rows of its tables. No tensors. */
import type { ImageSet } from '../data/image-set.ts';
import type { KernelLayer } from '../models/layer.ts';
import { normOf } from '../../src/shared/observables/derived.ts';
import { forgetting } from '../../src/shared/observables/forgetting.ts';
import { memorization } from '../../src/shared/observables/memorization.ts';
import { rowOf } from '../../src/shared/run/tables.ts';
import type { ExampleHistory } from '../observables/example-history.ts';
import { readProbe } from '../observables/probe.ts';
import { wideSum } from '../observables/step.ts';
import type { Predictions } from './evaluate.ts';
import { rankExamples } from './ranked-examples.ts';
import type { TrackedExamples } from './tracked-examples.ts';
import { TableBuffer } from './table-buffer.ts';
import { ROW_BLOCK, ROW_HEAD } from './train-step.ts';

/** The largest square that float32 holds. Beyond it, the run's own arithmetic has overflowed. */
const LARGEST_SQUARE = 3.4028234663852886e38;

/** The first number that was not finite, or whose square was not. */
export interface NotFinite {
  readonly step: number;
  readonly layer: string | null;
}

export class MetricsRecorder {
  readonly tables = new TableBuffer();
  notFinite: NotFinite | null = null;
  /** ‖g‖² of the latest step that was read, block by block. */
  gradientSquares: number[] = [];

  constructor(
    readonly blocks: readonly KernelLayer[],
    readonly train: ImageSet,
    readonly shown: TrackedExamples,
    readonly history: ExampleHistory,
  ) {}

  /** Whether a measurement of the network after `step` updates came before its numbers stopped being finite. */
  counts(step: number): boolean {
    return this.notFinite === null || step <= this.notFinite.step;
  }

  /** Writes a step's row, and passes on the length of each block's weights before the step. */
  step(step: number, seconds: number, values: Float32Array, tell: (block: number, weightNorm: number) => void): void {
    if (this.notFinite) return;
    const { blocks } = this;
    const [loss = NaN, batchAccuracy = NaN] = values;
    const at = (block: number, offset: number): number => {
      const place = ROW_HEAD + block * ROW_BLOCK + offset;
      return wideSum(values[place] ?? NaN, values[place + ROW_BLOCK / 2] ?? NaN);
    };
    const layer = blocks.find((_, i) => [0, 1, 2, 3].some((offset) => !(Math.abs(at(i, offset)) <= LARGEST_SQUARE)));
    if (layer || !Number.isFinite(loss)) {
      this.notFinite = { step, layer: layer?.name ?? null };
      return;
    }
    this.tables.add('steps', null, rowOf('steps', step, { loss, accuracy: batchAccuracy, seconds }));
    blocks.forEach(({ name }, i) => {
      const facts = {
        gradientNorm: normOf(at(i, 0)),
        previousGradientNorm: normOf(this.gradientSquares[i] ?? NaN),
        gradientDotPrevious: at(i, 3),
        weightNorm: normOf(at(i, 1)),
        updateNorm: normOf(at(i, 2)),
      };
      this.gradientSquares[i] = at(i, 0);
      this.tables.add('layerSteps', name, rowOf('layerSteps', step, facts));
      tell(i, facts.weightNorm);
    });
  }

  /** Takes a probe of the update after `step`, on a batch of these examples with these labels. */
  probe(step: number, examples: Uint32Array, observed: Uint8Array, values: Float32Array): void {
    // A probe belongs to an update, so it counts up to the row that was not finite.
    if (!this.counts(step + 1)) return;
    const batch = examples.length;
    const { blocks } = this;
    const probed = blocks.map(({ map }) => ({ exact: map.exact, parts: map.parts(batch) }));
    const { layers, alignments } = readProbe(probed, observed, values);
    layers.forEach((layer, i) => {
      const name = blocks[i]?.name ?? '';
      this.tables.add('probes', name, rowOf('probes', step, layer));
      if (layer.stiffness) this.tables.add('stiffness', name, rowOf('stiffness', step, layer.stiffness));
    });
    if (alignments.length === 0) return;
    const predicted = values.subarray(values.length - batch);
    this.shown.rank({
      step,
      compared: alignments.length,
      layers: blocks.filter(({ map }) => map.exact).map(({ name }) => name),
      ...rankExamples(this.train, { examples, observed, predicted, alignments }),
    });
  }

  /** Takes the predictions of an evaluation after `step` updates. */
  evaluation(step: number, onTrain: Predictions, observed: Uint8Array, onTest: Predictions, truth: Uint8Array): void {
    if (!this.counts(step)) return;
    this.shown.predict(step, observed, onTrain.classes);
    this.history.add(step, observed, onTrain, onTest);
    const of = (values: ArrayLike<number>, { examples }: Predictions): Float64Array =>
      Float64Array.from(examples, (example) => values[example] ?? NaN);
    const { firstFitted, forgotten } = this.history.columns.train;
    const train = { ...onTrain, observed: of(observed, onTrain), truth: of(this.train.labels, onTrain) };
    const testLabels = of(truth, onTest);
    const facts = {
      train,
      test: { ...onTest, observed: testLabels, truth: testLabels },
      memorization: memorization(train.classes, train.observed, train.truth),
      forgetting: forgetting({ ...train, firstFitted: of(firstFitted, onTrain), forgotten: of(forgotten, onTrain) }),
    };
    this.tables.add('evaluations', null, rowOf('evaluations', step, facts));
  }

  /** Takes each block's TPM over the steps before `step`. */
  path(step: number, tpm: readonly number[]): void {
    if (!this.counts(step)) return;
    this.blocks.forEach(({ name }, i) => {
      this.tables.add('paths', name, rowOf('paths', step, { tpm: tpm[i] ?? NaN }));
    });
  }
}
