/** Single training examples as data and as text: observed label, true label, prediction. */
import { formatCount } from '../../charts/format.ts';
import type { ExampleImages, ExamplePredictions } from '../../shared/run/example-records.ts';

/**
 * `fitted`: the prediction is the observed label, which is true. `memorized`: the prediction is the observed label,
 * which is wrong. `resists`: the observed label is wrong, and the prediction is the true one. `missed`: the prediction
 * is neither. `unknown`: not evaluated yet.
 */
export type Standing = 'fitted' | 'memorized' | 'resists' | 'missed' | 'unknown';

export const FILTERS = ['All', 'Wrong labels only', 'Not fitted'] as const;
export type ExampleFilter = (typeof FILTERS)[number];

/** One example in one variant. Labels are class names. */
export interface VariantCard {
  readonly observed: string;
  readonly predicted: string | undefined;
  readonly wrong: boolean;
  readonly standing: Standing;
}

export interface ExampleCard {
  /** From 0. */
  readonly index: number;
  readonly truth: string;
  readonly variants: readonly VariantCard[];
}

export function standingOf(observed: number, truth: number, predicted: number | undefined): Standing {
  if (predicted === undefined) return 'unknown';
  if (predicted === observed) return observed === truth ? 'fitted' : 'memorized';
  return predicted === truth ? 'resists' : 'missed';
}

/** One card per example, in the order of the images. */
export function exampleCards(
  { trueLabels }: ExampleImages,
  variants: readonly (ExamplePredictions | undefined)[],
  classNames: readonly string[],
): ExampleCard[] {
  const name = (label: number): string => classNames[label] ?? String(label);
  return Array.from(trueLabels, (truth, index) => ({
    index,
    truth: name(truth),
    variants: variants.map((variant): VariantCard => {
      const observed = variant?.observed[index] ?? truth;
      const predicted = variant?.predicted?.[index];
      const standing = standingOf(observed, truth, predicted);
      const said = predicted === undefined ? undefined : name(predicted);
      return { observed: name(observed), predicted: said, wrong: observed !== truth, standing };
    }),
  }));
}

/** Whether the filter accepts the example in any variant. */
export function passes({ variants }: ExampleCard, filter: ExampleFilter): boolean {
  switch (filter) {
    case 'All':
      return true;
    case 'Wrong labels only':
      return variants.some(({ wrong }) => wrong);
    case 'Not fitted':
      return variants.some(({ standing }) => standing === 'resists' || standing === 'missed');
  }
}

/** The image's text alternative. `names` are the names of a paired run's variants. */
export function cardText({ index, truth, variants }: ExampleCard, names: readonly string[]): string {
  const told = ({ observed, predicted }: VariantCard): string =>
    predicted === undefined ? `given ${observed}, not evaluated yet` : `given ${observed}, predicted ${predicted}`;
  const [only] = variants;
  if (variants.length === 1 && only) {
    const said = only.predicted === undefined ? 'not evaluated yet' : `predicted ${only.predicted}`;
    return `image ${index + 1}: given ${only.observed}, true ${truth}, ${said}`;
  }
  return [
    `image ${index + 1}: true ${truth}`,
    ...variants.map((variant, i) => `${names[i] ?? ''}: ${told(variant)}`),
  ].join('; ');
}

/** Counts of one variant's outcomes as a sentence; empty before the first evaluation. */
export function standingText(cards: readonly ExampleCard[], variant: number): string {
  const own = cards.flatMap(({ variants }) => variants[variant] ?? []);
  const count = (standing: Standing, wrong: boolean): number =>
    own.filter((card) => card.standing === standing && card.wrong === wrong).length;
  if (own.length === 0 || own.every(({ standing }) => standing === 'unknown')) return '';
  const wrong = own.filter((card) => card.wrong).length;
  const right = `${formatCount(count('fitted', false))} of ${own.length - wrong} right labels fitted`;
  if (wrong === 0) return `${right}; no label is wrong.`;
  return `${right}; of ${wrong} wrong labels ${count('memorized', true)} memorized, ${count('resists', true)} predicted as they truly are, ${count('missed', true)} as neither.`;
}
