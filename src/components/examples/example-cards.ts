/** Single training examples as data and as text: observed label, true label, prediction. */
import { formatCount } from '../../charts/format.ts';
import type { ExampleImages, ExamplePredictions } from '../../shared/run/example-records.ts';
import { msg, str } from '../../shared/util/texts.ts';

/**
 * `fitted`: the prediction is the observed label, which is true. `memorized`: the prediction is the observed label,
 * which is wrong. `resists`: the observed label is wrong, and the prediction is the true one. `missed`: the prediction
 * is neither. `unknown`: not evaluated yet.
 */
export type Standing = 'fitted' | 'memorized' | 'resists' | 'missed' | 'unknown';

/** Which examples the grid shows. */
export const FILTERS = [
  { key: 'all', name: msg('All') },
  { key: 'wrong', name: msg('Wrong labels only') },
  { key: 'missed', name: msg('Not fitted') },
] as const;
export type ExampleFilter = (typeof FILTERS)[number]['key'];

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
    case 'all':
      return true;
    case 'wrong':
      return variants.some(({ wrong }) => wrong);
    case 'missed':
      return variants.some(({ standing }) => standing === 'resists' || standing === 'missed');
  }
}

/** The image's text alternative. `names` are the names of a paired run's variants. */
export function cardText({ index, truth, variants }: ExampleCard, names: readonly string[]): string {
  const told = ({ observed, predicted }: VariantCard): string =>
    predicted === undefined
      ? msg(str`given ${observed}, not evaluated yet`)
      : msg(str`given ${observed}, predicted ${predicted}`);
  const [only] = variants;
  if (variants.length === 1 && only) {
    return only.predicted === undefined
      ? msg(str`image ${index + 1}: given ${only.observed}, true ${truth}, not evaluated yet`)
      : msg(str`image ${index + 1}: given ${only.observed}, true ${truth}, predicted ${only.predicted}`);
  }
  return [
    msg(str`image ${index + 1}: true ${truth}`),
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
  const [fitted, right] = [formatCount(count('fitted', false)), own.length - wrong];
  if (wrong === 0) return msg(str`${fitted} of ${right} right labels fitted; no label is wrong.`);
  return msg(
    str`${fitted} of ${right} right labels fitted; of ${wrong} wrong labels ${count('memorized', true)} memorized, ${count('resists', true)} predicted as they truly are, ${count('missed', true)} as neither.`,
  );
}
