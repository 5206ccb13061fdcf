/** The six charts: quantities, source table, scale and texts of each. */
import { COMMON_M, tpmGuides } from '../shared/observables/derived.ts';
import type { ExplanationKey } from '../shared/glossary/explanations.ts';
import type { ResolvedParams } from '../shared/run/run-params.ts';
import type { ColumnName, EvaluatedQuantity, LayerFamily } from '../shared/run/tables.ts';
import { snapshotSteps } from '../shared/run/windows.ts';
import { msg, str } from '../shared/util/texts.ts';
import type { VariantHistory } from '../state/variant-history.ts';
import { formatNumber, formatPercent } from './format.ts';
import { coherenceColumn, evaluationLine, labelBreaks, type Line, type LineData } from './line.ts';
import type { EventMark } from './marks.ts';
import { layerStyle, quantityStyle, type StrokeName } from './palette.ts';

/** A labelled horizontal line. */
export interface Guide {
  readonly value: number;
  /** Empty if a number of the axis names it. */
  readonly label: string;
}

export interface ChartSpec {
  readonly title: string;
  /** Unit or condition, beside the title. */
  readonly unit: string;
  /** The quantities that the chart shows. */
  readonly explains: readonly ExplanationKey[];
  /** Text that announces the chart before there are values. */
  readonly empty: string;
  readonly format: (value: number) => string;
  /** Fixed limits of the value axis. */
  readonly range?: { readonly min: number; readonly max: number };
  /** Lines per variant; undefined if there is a line per layer. */
  readonly quantities?: number;
  /** Whether a logarithmic axis is available. */
  readonly logarithmic: boolean;
  /** `classes` is the data set's number of classes. */
  readonly guides: (params: ResolvedParams, classes: number) => readonly Guide[];
  readonly lines: (variants: readonly VariantHistory[], dark: boolean) => Line[];
  /** Marks of this chart besides the schedule's. `names` are the names of a paired run's variants. */
  readonly marks?: (variants: readonly VariantHistory[], names: readonly string[]) => readonly EventMark[];
}

const none = (): readonly Guide[] => [];

type Evaluated = readonly [column: EvaluatedQuantity, name: string, stroke: StrokeName];

/** One line from the step table and the others from the evaluations. */
function quantityLines(
  batch: 'loss' | 'accuracy',
  batchName: string,
  evaluated: readonly Evaluated[],
): ChartSpec['lines'] {
  return (variants, dark) =>
    variants.flatMap((history, variant) => {
      const { steps } = history;
      const place = { variant, variants: variants.length, dark };
      const first: Line = {
        name: batchName,
        explains: batch,
        variant,
        style: quantityStyle('batch', place),
        xs: () => steps.column('step'),
        ys: () => steps.column(batch),
      };
      const others = evaluated.map(([column, name, stroke]): Line => {
        const style = quantityStyle(stroke, place);
        return { name, explains: column, variant, style, ...evaluationLine(history, column) };
      });
      return [first, ...others];
    });
}

/** One line per layer, shallow to deep. */
export function layerLines(
  read: (history: VariantHistory, layer: string) => LineData,
  shown: (name: string) => boolean = () => true,
): ChartSpec['lines'] {
  return (variants, dark) =>
    variants.flatMap((history, variant) =>
      history.layerNames.flatMap((name, index, names): Line[] => {
        const style = layerStyle({ variant, variants: variants.length, index, count: names.length, dark });
        return shown(name) ? [{ name, variant, style, ...read(history, name) }] : [];
      }),
    );
}

function columnLines<F extends LayerFamily>(family: F, step: ColumnName<F>, column: ColumnName<F>): ChartSpec['lines'] {
  return layerLines((history, name) => {
    const table = history.layer(name, family);
    return { xs: () => table.column(step), ys: () => table.column(column) };
  });
}

export const CHARTS: readonly ChartSpec[] = [
  {
    title: msg('Loss'),
    unit: msg('nats'),
    quantities: 3,
    explains: ['loss', 'trainLoss', 'testLoss', 'lossFloor'],
    empty: msg('The cross-entropy of each minibatch, and of the whole training and test set, will appear here.'),
    format: formatNumber,
    logarithmic: true,
    guides: (_, classes) => [{ value: Math.log(classes), label: msg(str`ln ${classes}`) }],
    lines: quantityLines('loss', msg('batch'), [
      ['trainLoss', msg('training'), 'train'],
      ['testLoss', msg('test'), 'test'],
    ]),
  },
  {
    title: msg('Accuracy'),
    unit: msg('of examples'),
    quantities: 6,
    explains: ['accuracy', 'trainAccuracy', 'trueLabelAccuracy', 'corruptedGiven', 'corruptedTrue', 'testAccuracy'],
    empty: msg('Accuracy on the given labels, on the true labels and on the test set will appear here.'),
    format: formatPercent,
    range: { min: 0, max: 1 },
    logarithmic: false,
    guides: (_, classes) => [{ value: 1 / classes, label: msg('chance') }],
    lines: quantityLines('accuracy', msg('batch, given'), [
      ['trainAccuracy', msg('train, given'), 'train'],
      ['trueLabelAccuracy', msg('train, true'), 'trueLabels'],
      ['testAccuracy', msg('test'), 'test'],
      ['corruptedGiven', msg('corrupted, given'), 'corruptedGiven'],
      ['corruptedTrue', msg('corrupted, true'), 'corruptedTrue'],
    ]),
  },
  {
    title: msg('TPM'),
    unit: msg('path straightness'),
    explains: ['tpm'],
    empty: msg('The straightness of each layer’s latest path will appear here.'),
    format: formatNumber,
    range: { min: 0, max: 1 },
    logarithmic: false,
    guides: pathGuides,
    lines: columnLines('paths', 'step', 'tpm'),
  },
  {
    title: msg('Gradient coherence'),
    unit: msg(str`m = ${COMMON_M}, estimated`),
    explains: ['coherence', 'signal', 'noise'],
    empty: msg('How far the gradients of single examples agree will appear here, a line for each layer.'),
    format: formatNumber,
    logarithmic: true,
    guides: () => [{ value: 1, label: msg('orthogonal') }],
    lines: layerLines((history, name) => {
      const probes = history.layer(name, 'probes');
      const coherence = coherenceColumn(probes);
      const xs = (): Float64Array => probes.column('step');
      return { xs, ys: () => coherence.read(), breaks: labelBreaks(history, xs) };
    }),
  },
  {
    title: msg('Gradient norm'),
    unit: '‖g‖',
    explains: ['gradientNorm'],
    empty: msg('The size of each layer’s minibatch gradient, without weight decay, will appear here.'),
    format: formatNumber,
    logarithmic: true,
    guides: none,
    lines: columnLines('layerSteps', 'step', 'gradientNorm'),
  },
  {
    title: msg('Weight norm'),
    unit: '‖w‖',
    explains: ['weightNorm'],
    empty: msg('The size of each layer’s kernel will appear here.'),
    format: formatNumber,
    logarithmic: true,
    guides: none,
    lines: columnLines('layerSteps', 'step', 'weightNorm'),
  },
];

/** Guides at the TPM of a straight line, a random walk and jitter for the run's number of segments. */
export function pathGuides(params: ResolvedParams): Guide[] {
  const window = params.windows[0];
  if (!window) return [];
  const n = snapshotSteps(window, params.stride).length - 1;
  const { straight, randomWalk, jitter } = tpmGuides(n);
  const one = { value: straight, label: '' };
  // For a single segment all three are 1.
  if (n === 1) return [one];
  return [one, { value: randomWalk, label: `1/√n, n = ${n}` }, { value: jitter, label: '1/n' }];
}
