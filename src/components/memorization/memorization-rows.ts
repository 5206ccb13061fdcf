/**
 * A run's evaluations as table rows about fitting and memorizing: a quantity, its value per variant, and why it is "–".
 */
import { formatCount, formatNumber, formatPercent, UNDEFINED } from '../../charts/format.ts';
import { memorizingSince } from '../../charts/memorization-spec.ts';
import { generalizationGap, timeToFit } from '../../shared/observables/derived.ts';
import type { ExplanationKey } from '../../shared/glossary/explanations.ts';
import { msg, str } from '../../shared/util/texts.ts';
import type { VariantHistory } from '../../state/variant-history.ts';

interface FactCell {
  readonly text: string;
  /** Why the text is "–"; empty if it has a value. */
  readonly why: string;
}

export interface FactRow {
  readonly name: string;
  readonly explains: ExplanationKey;
  readonly cells: readonly FactCell[];
}

/** Training losses that count as fitted. */
const FITTED = [0.1, 0.01] as const;

/**
 * `corruption` is each variant's current fraction of wrong labels, `labelEntropy` the entropy of its observed labels in
 * nats.
 */
export function memorizationRows(
  variants: readonly VariantHistory[],
  corruption: readonly number[],
  labelEntropy: readonly number[],
  classes: number,
): FactRow[] {
  const row = (
    name: string,
    explains: ExplanationKey,
    cell: (variant: VariantHistory, i: number) => FactCell,
  ): FactRow => ({
    name,
    explains,
    cells: variants.map(cell),
  });
  return [
    row(msg('Given overtakes true at step'), 'corruptedGiven', crossingCell),
    ...FITTED.map((epsilon) =>
      row(msg(str`Time to fit, loss ≤ ${epsilon}`), 'timeToFit', (variant) => fitCell(variant, epsilon)),
    ),
    row(msg('Generalization gap, train − test'), 'gap', gapCell),
    row(msg('Label corruption q, now'), 'corruption', (_, i) => known(formatPercent(corruption[i]))),
    row(msg(str`Loss floor ln ${classes}`), 'lossFloor', () =>
      known(msg(str`${formatNumber(Math.log(classes))} nats`)),
    ),
    row(msg('Loss floor, entropy of the given labels'), 'lossFloor', (_, i) => entropyCell(labelEntropy[i])),
  ];
}

const known = (text: string): FactCell => ({ text, why: '' });
const none = (why: string): FactCell => ({ text: UNDEFINED, why });

function entropyCell(entropy = NaN): FactCell {
  return Number.isNaN(entropy)
    ? none(msg('an earlier release did not keep it'))
    : known(msg(str`${formatNumber(entropy)} nats`));
}

function crossingCell(variant: VariantHistory): FactCell {
  const step = memorizingSince(variant);
  if (!Number.isNaN(step)) return known(formatCount(step));
  if (variant.evaluations.length === 0) return none(msg('nothing evaluated yet'));
  const observed = variant.evaluations.last('corruptedGiven');
  if (Number.isNaN(observed)) return none(msg('no label is wrong'));
  return observed > variant.evaluations.last('corruptedTrue')
    ? none(msg('not clearly, or from the first evaluation on: a lead must be 5 standard errors'))
    : none(msg('not yet: true is ahead'));
}

function fitCell({ evaluations }: VariantHistory, epsilon: number): FactCell {
  const step = timeToFit(evaluations.column('step'), evaluations.column('trainLoss'), epsilon);
  if (!Number.isNaN(step)) return known(msg(str`${formatCount(step)} steps`));
  if (evaluations.length === 0) return none(msg('nothing evaluated yet'));
  return none(msg(str`not yet: loss ${formatNumber(evaluations.last('trainLoss'))}`));
}

function gapCell({ evaluations }: VariantHistory): FactCell {
  const train = evaluations.last('trainAccuracy');
  const test = evaluations.last('testAccuracy');
  const gap = generalizationGap(train, test);
  if (Number.isNaN(gap)) return none(msg('nothing evaluated yet'));
  const points = `${gap < 0 ? '−' : ''}${formatPercent(Math.abs(gap))}`;
  return known(`${points} = ${formatPercent(train)} − ${formatPercent(test)}`);
}
