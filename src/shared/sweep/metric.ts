/** What a sweep summarizes: one number a run, read off its file. Knows no axes and no drawing. */
import * as v from 'valibot';
import { generalizationGap, timeToFit } from '../derived.ts';
import type { ExplanationKey } from '../explanations.ts';
import { variantsOf, type Column, type RunFile, type RunRecord } from '../run-file.ts';

/** Columns of the evaluations, told by their last row. */
const EVALUATED = [
  'trainAccuracy',
  'trueLabelAccuracy',
  'corruptedGiven',
  'corruptedTrue',
  'testAccuracy',
  'testLoss',
  'trainLoss',
] as const;
/** Numbers that each layer has. */
const LAYERED = ['tpm', 'weightNorm'] as const;

export const QUANTITIES = ['timeToFit', ...EVALUATED, 'generalizationGap', ...LAYERED] as const;
export type Quantity = (typeof QUANTITIES)[number];

const ARMS = ['true', 'shuffled'] as const;
/** Which arm of a twin is read; a lone run is its own. */
const arm = v.exactOptional(v.picklist(ARMS));

export const MetricSchema = v.variant('quantity', [
  v.strictObject({
    quantity: v.literal('timeToFit'),
    /** The loss that counts as fitted, nats. */
    epsilon: v.pipe(v.number(), v.gtValue(0)),
    /** The loss over all training examples, at evaluations; or the mean over the minibatches of each epoch. */
    by: v.exactOptional(v.picklist(['evaluation', 'epoch'])),
    arm,
  }),
  v.strictObject({ quantity: v.picklist([...EVALUATED, 'generalizationGap']), arm }),
  v.strictObject({ quantity: v.picklist(LAYERED), layer: v.pipe(v.string(), v.minLength(1)), arm }),
]);

export type Metric = v.InferOutput<typeof MetricSchema>;

export const QUANTITY_LABELS: Readonly<Record<Quantity, string>> = {
  timeToFit: 'Time to fit',
  trainAccuracy: 'Training accuracy on given labels',
  trueLabelAccuracy: 'Training accuracy on true labels',
  corruptedGiven: 'Accuracy on given labels where they are wrong',
  corruptedTrue: 'Accuracy on true labels where the given are wrong',
  testAccuracy: 'Test accuracy',
  testLoss: 'Test loss',
  trainLoss: 'Training loss',
  generalizationGap: 'Generalization gap',
  tpm: 'TPM',
  weightNorm: 'Weight norm',
};

/** Which explanation says what the metric is. */
export function metricExplains({ quantity }: Metric): ExplanationKey {
  return quantity === 'generalizationGap' ? 'gap' : quantity;
}

/** The metric in words, with its unit where it has one. */
export function metricLabel(metric: Metric): string {
  const label = QUANTITY_LABELS[metric.quantity];
  switch (metric.quantity) {
    case 'timeToFit':
      return `${label}: steps until the training loss ${metric.by === 'epoch' ? 'of an epoch ' : ''}is ≤ ${metric.epsilon}`;
    case 'tpm':
      return `${label} of ${metric.layer} over the last window`;
    case 'weightNorm':
      return `${label} of ${metric.layer} at the end`;
    case 'testLoss':
    case 'trainLoss':
      return `${label} at the end (nats)`;
    default:
      return `${label} at the end`;
  }
}

/** The run's number; NaN where it is not defined: a loss never fitted, a layer that the run lacks. */
export function measure(file: RunFile, metric: Metric): number {
  const arms = variantsOf(file);
  const run = metric.arm === 'shuffled' ? (arms[1] ?? arms[0]) : arms[0];
  return run ? measureRun(run, metric) : NaN;
}

function measureRun(run: RunRecord, metric: Metric): number {
  const { evaluations } = run;
  switch (metric.quantity) {
    case 'timeToFit': {
      if (metric.by !== 'epoch')
        return timeToFit(evaluations.step, numbers(evaluations.trainLoss ?? []), metric.epsilon);
      const epochs = epochLosses(run);
      return timeToFit(epochs.steps, epochs.losses, metric.epsilon);
    }
    case 'generalizationGap':
      return generalizationGap(last(evaluations.trainAccuracy), last(evaluations.testAccuracy));
    case 'tpm':
      return run.windows.filter(({ layer }) => layer === metric.layer).at(-1)?.tpm ?? NaN;
    case 'weightNorm':
      return last(run.layerSteps[metric.layer]?.weightNorm);
    default:
      return last(evaluations[metric.quantity]);
  }
}

/** Mean minibatch loss of each whole epoch and the updates completed at its end; an epoch has ⌊n / batch⌋ steps, at least one. */
export function epochLosses({ params, steps }: Pick<RunRecord, 'params' | 'steps'>): {
  readonly steps: readonly number[];
  readonly losses: readonly number[];
} {
  const length = Math.max(1, Math.floor(params.n / params.batch));
  const ends: number[] = [];
  const losses: number[] = [];
  for (let row = 0; row + length <= steps.loss.length; row += length) {
    const sum = steps.loss.slice(row, row + length).reduce((total: number, loss) => total + (loss ?? NaN), 0);
    // A row holds the loss before its update.
    ends.push((steps.step[row + length - 1] ?? NaN) + 1);
    losses.push(sum / length);
  }
  return { steps: ends, losses };
}

const numbers = (column: Column): number[] => column.map((value) => value ?? NaN);
const last = (column: Column | undefined): number => column?.at(-1) ?? NaN;
