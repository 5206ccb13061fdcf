/** Summaries of how right and wrong labels were learned, and sorting and filtering of examples by their history. */
import type { AnswerOf } from '../../shared/inspections/index.ts';
import { msg } from '../../shared/util/texts.ts';

/** Summary of the examples with one kind of label; NaN where no example has the quantity. */
export interface HistorySummary {
  readonly label: string;
  readonly examples: number;
  /** Fractions of these examples, [0, 1]. */
  readonly fitted: number;
  readonly neverFitted: number;
  readonly forgottenOnce: number;
  /** Medians over the examples that were fitted at some time, steps. */
  readonly firstFitted: number;
  /** Mean number of forgetting events of those examples. */
  readonly forgetting: number;
  readonly margin: number;
}

/** The history of one example in one variant. */
export interface ExampleFacts {
  /** Index in the training set, from 0. */
  readonly index: number;
  readonly observed: number;
  readonly truth: number;
  readonly predicted: number;
  readonly firstFitted: number;
  readonly fittedSince: number;
  readonly forgotten: number;
  readonly margin: number;
  readonly loss: number;
}

/** The sort key; NaN omits an example. */
type SortKey = (facts: ExampleFacts) => number;

export const SORTS: readonly { readonly name: string; readonly by: SortKey }[] = [
  {
    name: msg('Most often forgotten'),
    by: ({ forgotten, firstFitted }) => (Number.isNaN(firstFitted) ? NaN : -forgotten),
  },
  { name: msg('Fitted first'), by: ({ firstFitted }) => firstFitted },
  { name: msg('Fitted last'), by: ({ firstFitted }) => -firstFitted },
  { name: msg('Smallest margin'), by: ({ margin }) => margin },
  { name: msg('Largest margin'), by: ({ margin }) => -margin },
  { name: msg('As drawn'), by: ({ index }) => index },
];

export const ONLY: readonly { readonly name: string; readonly keeps: (facts: ExampleFacts) => boolean }[] = [
  { name: msg('all examples'), keeps: () => true },
  { name: msg('right labels'), keeps: ({ observed, truth }) => observed === truth },
  { name: msg('wrong labels'), keeps: ({ observed, truth }) => observed !== truth },
  { name: msg('never fitted'), keeps: ({ firstFitted }) => Number.isNaN(firstFitted) },
  { name: msg('forgotten at least once'), keeps: ({ forgotten }) => forgotten > 0 },
];

/** The evaluated examples. */
export function factsOf(evaluation: AnswerOf<'evaluation'>, variant: number): ExampleFacts[] {
  const columns = evaluation.variants[variant]?.train;
  if (!columns) return [];
  const at = (column: ArrayLike<number>, index: number): number => column[index] ?? NaN;
  return Array.from(evaluation.trainLabels, (truth, index) => ({
    index,
    observed: at(columns.observed, index),
    truth,
    predicted: at(columns.predicted, index),
    firstFitted: at(columns.firstFitted, index),
    fittedSince: at(columns.fittedSince, index),
    forgotten: at(columns.forgotten, index),
    margin: at(columns.margins, index),
    loss: at(columns.losses, index),
  })).filter(({ observed }) => !Number.isNaN(observed));
}

/** The filtered examples in sorted order; ties keep the order of the set. */
export function sortedFacts(
  facts: readonly ExampleFacts[],
  sort: SortKey,
  only: (typeof ONLY)[number],
): ExampleFacts[] {
  return facts
    .filter((each) => only.keeps(each) && !Number.isNaN(sort(each)))
    .sort((a, b) => sort(a) - sort(b) || a.index - b.index);
}

/** Right labels, then wrong labels if there are any. */
export function historySummaries(facts: readonly ExampleFacts[]): HistorySummary[] {
  const right = facts.filter(({ observed, truth }) => observed === truth);
  const wrong = facts.filter(({ observed, truth }) => observed !== truth);
  return [
    ...(right.length > 0 ? [summary(msg('right labels'), right)] : []),
    ...(wrong.length > 0 ? [summary(msg('wrong labels'), wrong)] : []),
  ];
}

function summary(label: string, facts: readonly ExampleFacts[]): HistorySummary {
  const fraction = (keeps: (each: ExampleFacts) => boolean): number => facts.filter(keeps).length / facts.length;
  const once = facts.filter(({ firstFitted }) => !Number.isNaN(firstFitted));
  return {
    label,
    examples: facts.length,
    fitted: fraction(({ fittedSince }) => !Number.isNaN(fittedSince)),
    neverFitted: fraction(({ firstFitted }) => Number.isNaN(firstFitted)),
    forgottenOnce: fraction(({ forgotten }) => forgotten > 0),
    firstFitted: median(once.map(({ firstFitted }) => firstFitted)),
    forgetting: once.reduce((sum, { forgotten }) => sum + forgotten, 0) / once.length,
    margin: median(facts.map(({ margin }) => margin)),
  };
}

/** NaN over no value. */
export function median(values: readonly number[]): number {
  const sorted = [...values].sort((a, b) => a - b);
  const half = sorted.length / 2;
  return ((sorted[Math.ceil(half) - 1] ?? NaN) + (sorted[Math.floor(half)] ?? NaN)) / 2;
}
