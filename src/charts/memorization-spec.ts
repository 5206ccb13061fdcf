/**
 * The memorization chart: accuracy of corrupted examples on their observed and true labels, beside clean and test
 * examples.
 */
import { clearLead, generalizationGap, overtakingStep } from '../shared/observables/derived.ts';
import type { ColumnName, EvaluatedQuantity } from '../shared/run/tables.ts';
import { msg, str } from '../shared/util/texts.ts';
import type { VariantHistory } from '../state/variant-history.ts';
import type { ChartSpec } from './chart-specs.ts';
import { formatPercent } from './format.ts';
import { DerivedColumn, evaluationLine, labelBreaks, type Line } from './line.ts';
import type { EventMark } from './marks.ts';
import { quantityStyle, type StrokeName } from './palette.ts';

const COLUMNS: readonly (readonly [EvaluatedQuantity, string, StrokeName])[] = [
  ['corruptedGiven', msg('corrupted, given'), 'corruptedGiven'],
  ['corruptedTrue', msg('corrupted, true'), 'corruptedTrue'],
  ['cleanAccuracy', msg('clean'), 'train'],
  ['testAccuracy', msg('test'), 'test'],
];

/**
 * The step since which a variant's corrupted examples clearly match their observed labels more than their true ones, or
 * NaN.
 */
export function memorizingSince({ evaluations, relabelled, classes, examples }: VariantHistory): number {
  const column = (name: ColumnName<'evaluations'>): Float64Array => evaluations.column(name);
  const [observed, truth] = [column('corruptedGiven'), column('corruptedTrue')];
  const [onObserved, onTrue, evaluated] = [
    column('trainAccuracy'),
    column('trueLabelAccuracy'),
    column('trainExamples'),
  ];
  const leads = observed.map((share, row) => {
    const [other = NaN, all = NaN] = [truth[row], evaluated[row]];
    // The two accuracies over all examples differ only in the corrupted ones.
    const corrupted = ((onObserved[row] ?? NaN) - (onTrue[row] ?? NaN)) / (share - other);
    return share === other ? 0 : clearLead(share, other, corrupted * (Number.isNaN(all) ? examples : all), classes);
  });
  return overtakingStep(column('step'), leads, relabelled);
}

export const MEMORIZATION_CHART: ChartSpec = {
  title: msg('Memorization'),
  unit: msg('accuracy'),
  explains: ['corruptedGiven', 'corruptedTrue', 'cleanAccuracy', 'testAccuracy'],
  empty: msg(
    'How often wrongly labelled examples are predicted as their given and as their true label will appear here.',
  ),
  format: formatPercent,
  range: { min: 0, max: 1 },
  logarithmic: false,
  guides: (_, classes) => [{ value: 1 / classes, label: msg('chance') }],
  lines: (variants, dark) =>
    variants.flatMap((history, variant) => {
      const place = { variant, variants: variants.length, dark };
      const accuracies = COLUMNS.map(([column, name, stroke]): Line => {
        return {
          name,
          explains: column,
          variant,
          style: quantityStyle(stroke, place),
          ...evaluationLine(history, column),
        };
      });
      return accuracies;
    }),
  marks: (variants, names) =>
    variants.flatMap((history, variant): EventMark[] => {
      const step = memorizingSince(history);
      if (Number.isNaN(step)) return [];
      const name = names[variant];
      const label = name ? msg(str`given overtakes true (${name})`) : msg('given overtakes true');
      return [{ step: Math.round(step), label }];
    }),
};

/** Has its own axis because the gap can be negative: right after a flip the network predicts the earlier labels. */
export const GAP_CHART: ChartSpec = {
  title: msg('Generalization gap'),
  unit: msg('train − test'),
  explains: ['gap'],
  empty: msg('The training accuracy on the given labels minus the test accuracy will appear here.'),
  format: signedPercent,
  quantities: 1,
  logarithmic: false,
  guides: () => [],
  lines: (variants, dark) =>
    variants.map((history, variant): Line => {
      const { evaluations } = history;
      const xs = (): Float64Array => evaluations.column('step');
      const gap = new DerivedColumn(evaluations, () => {
        const train = evaluations.column('trainAccuracy');
        const test = evaluations.column('testAccuracy');
        return (row) => generalizationGap(train[row] ?? NaN, test[row] ?? NaN);
      });
      return {
        name: msg('gap'),
        explains: 'gap',
        variant,
        style: quantityStyle('train', { variant, variants: variants.length, dark }),
        xs,
        ys: () => gap.read(),
        breaks: labelBreaks(history, xs),
      };
    }),
};

function signedPercent(fraction: number): string {
  return fraction < 0 ? `−${formatPercent(-fraction)}` : formatPercent(fraction);
}
