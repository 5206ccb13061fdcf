/** A metric of a sweep: one number per run, read from its file. */
import * as v from 'valibot';
import { generalizationGap, timeToFit } from '../observables/derived.ts';
import { EXPLANATIONS, type Explanation, type ExplanationKey } from '../glossary/explanations.ts';
import { observablesOf, type ColumnName, type TableFamily } from '../run/tables.ts';
import { variantsOf, type Column, type RunFile, type RunRecord } from '../run/run-file.ts';
import { msg, str } from '../util/texts.ts';

/** The measured columns of a family. */
function measured<F extends TableFamily>(family: F): readonly Measured<F>[] {
  return observablesOf(family).flatMap(({ key, explanation }) => (explanation ? [key as Measured<F>] : []));
}
type Measured<F extends TableFamily> = Exclude<ColumnName<F>, 'step' | 'trainExamples' | 'testExamples'>;

/** Columns of the evaluations; the metric is the value in the last row. */
const EVALUATED = measured('evaluations');
/** Quantities per layer: at the last step, or over the last window. */
const LAYERED = [...measured('layerSteps'), ...measured('paths')];

export type Quantity = 'timeToFit' | 'generalizationGap' | (typeof EVALUATED)[number] | (typeof LAYERED)[number];

/** Whether the quantity belongs to a layer, which the metric must then name. */
export function isLayered(quantity: Quantity): quantity is (typeof LAYERED)[number] {
  return (LAYERED as readonly Quantity[]).includes(quantity);
}

export const QUANTITIES: readonly Quantity[] = ['timeToFit', ...EVALUATED, 'generalizationGap', ...LAYERED];

const ARMS = ['true', 'shuffled'] as const;
/** The variant of a paired run; ignored for a single run. */
const arm = v.exactOptional(v.picklist(ARMS));

export const MetricSchema = v.variant('quantity', [
  v.strictObject({
    quantity: v.literal('timeToFit'),
    /** The loss that counts as fitted, nats. */
    epsilon: v.pipe(v.number(), v.gtValue(0)),
    /** The loss over all training examples at evaluations, or the mean over the minibatches of each epoch. */
    by: v.exactOptional(v.picklist(['evaluation', 'epoch'])),
    arm,
  }),
  v.strictObject({ quantity: v.picklist([...EVALUATED, 'generalizationGap']), arm }),
  v.strictObject({ quantity: v.picklist(LAYERED), layer: v.pipe(v.string(), v.minLength(1)), arm }),
]);

export type Metric = v.InferOutput<typeof MetricSchema>;

/** The key of the metric's explanation. */
export function metricExplains({ quantity }: Metric): ExplanationKey {
  return explanationKey(quantity);
}

const explanationKey = (quantity: Quantity): ExplanationKey => (quantity === 'generalizationGap' ? 'gap' : quantity);

/** The quantity's name, from its explanation. */
export function quantityLabel(quantity: Quantity): string {
  return EXPLANATIONS[explanationKey(quantity)].name;
}

/** The metric in words, with its unit if it has one. */
export function metricLabel(metric: Metric): string {
  const { name, unit }: Explanation = EXPLANATIONS[metricExplains(metric)];
  if (metric.quantity === 'timeToFit')
    return metric.by === 'epoch'
      ? msg(str`${name}: steps until the training loss of an epoch is ≤ ${metric.epsilon}`)
      : msg(str`${name}: steps until the training loss is ≤ ${metric.epsilon}`);
  if (metric.quantity === 'tpm') return msg(str`${name} of ${metric.layer} over the last window`);
  const at = 'layer' in metric ? msg(str`${name} of ${metric.layer} at the end`) : msg(str`${name} at the end`);
  return unit === '' ? at : `${at} (${unit})`;
}

/** The run's value; NaN if it isn't defined, such as a loss that was never fitted or a missing layer. */
export function measure(file: RunFile, metric: Metric): number {
  const variants = variantsOf(file);
  const run = metric.arm === 'shuffled' ? (variants[1] ?? variants[0]) : variants[0];
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
    default:
      return 'layer' in metric
        ? last(run.layerSteps[metric.layer]?.[metric.quantity])
        : last(evaluations[metric.quantity]);
  }
}

/**
 * Mean minibatch loss of each whole epoch, and the completed updates at its end. An epoch has ⌊n / batch⌋ steps, at
 * least one.
 */
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
