/** A metric of a sweep: one number per run, read from its file. */
import * as v from 'valibot';
import { timeToFit } from '../observables/derived.ts';
import { EXPLANATIONS, type ExplanationKey } from '../glossary/explanations.ts';
import { variantsOf, type RunFile, type RunRecord } from '../run/run-file.ts';
import { msg, str } from '../util/texts.ts';
import {
  explanationOf,
  isWindowed,
  layerSeries,
  nameOf,
  OF_LAYERS,
  OF_RUNS,
  runSeries,
  type LayeredName,
  type RunName,
  type Series,
} from './quantities.ts';

const TIME_TO_FIT = 'timeToFit';
export type Quantity = typeof TIME_TO_FIT | RunName | LayeredName;

export const QUANTITIES: readonly Quantity[] = [TIME_TO_FIT, ...OF_RUNS, ...OF_LAYERS];

const ARMS = ['true', 'shuffled'] as const;
/** The variant of a paired run; ignored for a single run. */
const arm = v.exactOptional(v.picklist(ARMS));

/** The value in the last row, the least or the most of all rows, or the step of the first row that has the least or most. */
export const PLACES = ['end', 'least', 'most', 'stepOfLeast', 'stepOfMost'] as const;
const threshold = v.pipe(v.number(), v.finite());

const AtSchema = v.union([
  v.picklist(PLACES),
  /** The value in the last row at or before the step; a window counts at its end. */
  v.strictObject({ step: v.pipe(v.number(), v.integer(), v.minValue(0)) }),
  /** The step of the first row whose value is at most this. */
  v.strictObject({ firstAtMost: threshold }),
  /** The step of the first row whose value is at least this. */
  v.strictObject({ firstAtLeast: threshold }),
]);
export type At = v.InferOutput<typeof AtSchema>;
const at = v.exactOptional(AtSchema);

export const MetricSchema = v.variant('quantity', [
  v.strictObject({
    quantity: v.literal(TIME_TO_FIT),
    /** The loss that counts as fitted, nats. */
    epsilon: v.pipe(v.number(), v.gtValue(0)),
    /** The loss over all training examples at evaluations, or the mean over the minibatches of each epoch. */
    by: v.exactOptional(v.picklist(['evaluation', 'epoch'])),
    arm,
  }),
  v.strictObject({ quantity: v.picklist(OF_RUNS), at, arm }),
  v.strictObject({ quantity: v.picklist(OF_LAYERS), layer: v.pipe(v.string(), v.minLength(1)), at, arm }),
]);

export type Metric = v.InferOutput<typeof MetricSchema>;

/** The key of the metric's explanation. */
export const metricExplains = ({ quantity }: Metric): ExplanationKey =>
  quantity === TIME_TO_FIT ? TIME_TO_FIT : explanationOf(quantity);

/** The quantity's name. */
export const quantityLabel = (quantity: Quantity): string =>
  quantity === TIME_TO_FIT ? EXPLANATIONS.timeToFit.name : nameOf(quantity);

/** The metric in words, with its unit if it has one. */
export function metricLabel(metric: Metric): string {
  const name = quantityLabel(metric.quantity);
  if (metric.quantity === TIME_TO_FIT)
    return metric.by === 'epoch'
      ? msg(str`${name}: steps until the training loss of an epoch is ≤ ${metric.epsilon}`)
      : msg(str`${name}: steps until the training loss is ≤ ${metric.epsilon}`);
  const { unit } = EXPLANATIONS[metricExplains(metric)];
  const of = 'layer' in metric ? msg(str`${name} of ${metric.layer}`) : name;
  const at = metric.at ?? 'end';
  const words = isWindowed(metric.quantity) ? (windowWords(of, at) ?? wordsOf(of, at)) : wordsOf(of, at);
  // A step has no unit.
  const isStep = typeof at === 'string' && at.startsWith('stepOf');
  return unit === '' || isStep ? words : `${words} (${unit})`;
}

/** Whether both give the same number of every run. The label has all that it depends on except the variant. */
export const sameMetric = (a: Metric, b: Metric): boolean =>
  a.quantity === b.quantity && a.arm === b.arm && metricLabel(a) === metricLabel(b);

/** Of a window's quantity, where it is said differently from others. */
function windowWords(of: string, at: At): string | undefined {
  if (at === 'end') return msg(str`${of} over the last window`);
  return typeof at === 'object' && 'step' in at ? msg(str`${of} over the window before step ${at.step}`) : undefined;
}

function wordsOf(of: string, at: At): string {
  if (typeof at === 'object') {
    if ('firstAtMost' in at) return msg(str`${of}: first step at which it is ≤ ${at.firstAtMost}`);
    if ('firstAtLeast' in at) return msg(str`${of}: first step at which it is ≥ ${at.firstAtLeast}`);
    return msg(str`${of} at step ${at.step}`);
  }
  switch (at) {
    case 'end':
      return msg(str`${of} at the end`);
    case 'least':
      return msg(str`${of}, least`);
    case 'most':
      return msg(str`${of}, most`);
    case 'stepOfLeast':
      return msg(str`${of}: step of the least`);
    case 'stepOfMost':
      return msg(str`${of}: step of the most`);
  }
}

/** The run's value; NaN if it isn't defined, such as a loss that was never fitted or a missing layer. */
export function measure(file: RunFile, metric: Metric): number {
  const variants = variantsOf(file);
  const run = metric.arm === 'shuffled' ? (variants[1] ?? variants[0]) : variants[0];
  return run ? measureRun(run, metric) : NaN;
}

function measureRun(run: RunRecord, metric: Metric): number {
  if (metric.quantity === TIME_TO_FIT) {
    const { steps, values } = metric.by === 'epoch' ? epochLosses(run) : runSeries(run, 'trainLoss');
    return timeToFit(steps, values, metric.epsilon);
  }
  const series = 'layer' in metric ? layerSeries(run, metric.quantity, metric.layer) : runSeries(run, metric.quantity);
  return valueAt(series, metric.at ?? 'end', trainedSteps(run));
}

/** The number of completed updates. A row of `steps` holds the loss before its update. */
const trainedSteps = ({ steps, evaluations }: RunRecord): number =>
  Math.max((steps.step.at(-1) ?? -1) + 1, evaluations.step.at(-1) ?? 0);

/** @param trained number of steps to which the run got: a value at a later step is not defined */
function valueAt({ steps, values }: Series, at: At, trained: number): number {
  if (typeof at === 'object') {
    if ('step' in at) {
      const row = steps.reduce((found, step, index) => (step <= at.step ? index : found), -1);
      return at.step <= trained ? (values[row] ?? NaN) : NaN;
    }
    const reached =
      'firstAtMost' in at
        ? (value: number): boolean => value <= at.firstAtMost
        : (value: number): boolean => value >= at.firstAtLeast;
    return steps[values.findIndex(reached)] ?? NaN;
  }
  switch (at) {
    case 'end':
      return values.at(-1) ?? NaN;
    case 'least':
    case 'stepOfLeast':
      return extreme(steps, values, at === 'least', (value, best) => value < best);
    case 'most':
    case 'stepOfMost':
      return extreme(steps, values, at === 'most', (value, best) => value > best);
  }
}

/** The best value, or the first step that has it; values that are not defined don't count. */
function extreme(
  steps: readonly number[],
  values: readonly number[],
  itself: boolean,
  isBetter: (value: number, best: number) => boolean,
): number {
  let best = -1;
  for (const [row, value] of values.entries())
    if (!Number.isNaN(value) && (best < 0 || isBetter(value, values[best] ?? NaN))) best = row;
  return (itself ? values : steps)[best] ?? NaN;
}

/**
 * Mean minibatch loss of each whole epoch, and the completed updates at its end. An epoch has ⌊n / batch⌋ steps, at
 * least one.
 */
export function epochLosses({ params, steps }: Pick<RunRecord, 'params' | 'steps'>): Series {
  const length = Math.max(1, Math.floor(params.n / params.batch));
  const ends: number[] = [];
  const losses: number[] = [];
  for (let row = 0; row + length <= steps.loss.length; row += length) {
    const sum = steps.loss.slice(row, row + length).reduce((total: number, loss) => total + (loss ?? NaN), 0);
    // A row holds the loss before its update.
    ends.push((steps.step[row + length - 1] ?? NaN) + 1);
    losses.push(sum / length);
  }
  return { steps: ends, values: losses };
}
