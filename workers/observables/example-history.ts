/**
 * Learning history of single examples, from the evaluations: when each was first fitted, since when it stays fitted,
 * how often it was forgotten (Toneva et al. 2019, arXiv 1812.05159), its margin and its loss. No tensors.
 */
import type { ExampleHistoryColumns, VariantEvaluation } from '../../src/shared/inspections/evaluation.ts';
import { EvaluationLog } from './evaluation-log.ts';

/** Predictions of one evaluation on some examples of a set; the columns have one length. */
interface Looked {
  /** Indices in the set. */
  readonly examples: Uint32Array;
  readonly classes: Uint8Array;
  readonly losses: Float32Array;
  readonly margins: Float32Array;
}

type Predictions = VariantEvaluation['test'];

const unknown = (length: number): Float32Array => new Float32Array(length).fill(NaN);
const unknownSteps = (length: number): Float64Array => new Float64Array(length).fill(NaN);
const predictions = (length: number): Predictions => ({
  predicted: unknown(length),
  losses: unknown(length),
  margins: unknown(length),
});

export class ExampleHistory {
  /** The single evaluations since the run began or resumed. A checkpoint doesn't have them. */
  readonly log = new EvaluationLog();
  #step: number | null = null;
  #since: number | null = null;
  #train: ExampleHistoryColumns;
  #test: Predictions;

  /** For sets of `train` and `test` examples. */
  constructor(train: number, test: number) {
    this.#train = {
      ...predictions(train),
      observed: unknown(train),
      firstFitted: unknownSteps(train),
      fittedSince: unknownSteps(train),
      forgotten: new Float32Array(train),
    };
    this.#test = predictions(test);
  }

  /** The live columns, not copies. A caller that keeps them must copy them. */
  get columns(): VariantEvaluation {
    return { step: this.#step, since: this.#since, train: this.#train, test: this.#test };
  }

  /** Adds the evaluation after `step` updates. The observed labels are those of all training examples. */
  add(step: number, observed: ArrayLike<number>, onTrain: Looked, onTest: Looked): void {
    this.#step = step;
    this.#since ??= step;
    this.log.add(step, observed, onTrain, onTest);
    record(this.#train, onTrain);
    record(this.#test, onTest);
    onTrain.examples.forEach((example, k) => {
      this.#count(step, example, observed[example] ?? NaN, onTrain.classes[k]);
    });
  }

  save(): VariantEvaluation {
    return structuredClone(this.columns);
  }

  /** Throws if the state belongs to other sets. */
  restore(state: VariantEvaluation): void {
    if (!alike(state.train, this.#train) || !alike(state.test, this.#test)) {
      throw new Error('the checkpoint is of other examples');
    }
    const { step, since, train, test } = structuredClone(state);
    this.#step = step;
    this.#since = since;
    this.#train = train;
    this.#test = test;
  }

  #count(step: number, example: number, label: number, predicted: number | undefined): void {
    const { observed, firstFitted, fittedSince, forgotten } = this.#train;
    if (observed[example] !== label) {
      observed[example] = label;
      firstFitted[example] = NaN;
      fittedSince[example] = NaN;
      forgotten[example] = 0;
    }
    const wasFitted = !Number.isNaN(fittedSince[example]);
    if (predicted === label) {
      if (Number.isNaN(firstFitted[example])) firstFitted[example] = step;
      if (!wasFitted) fittedSince[example] = step;
      return;
    }
    if (wasFitted) forgotten[example] = (forgotten[example] ?? 0) + 1;
    fittedSince[example] = NaN;
  }
}

function record(columns: Predictions, { examples, classes, losses, margins }: Looked): void {
  examples.forEach((example, k) => {
    columns.predicted[example] = classes[k] ?? NaN;
    columns.losses[example] = losses[k] ?? NaN;
    columns.margins[example] = margins[k] ?? NaN;
  });
}

/** Whether both have the same columns of the same lengths. */
function alike(a: object, b: object): boolean {
  const lengths = (columns: object): string =>
    Object.entries(columns)
      .map(([name, column]) => `${name} ${(column as ArrayLike<number>).length}`)
      .sort()
      .join();
  return lengths(a) === lengths(b);
}
