/** The six charts: what each shows, from which table, on which scale, and the words that go with it. */
import { COMMON_M, tpmGuides } from '../shared/observables/derived.ts';
import type { ExplanationKey } from '../shared/glossary/explanations.ts';
import type { ResolvedParams } from '../shared/run/run-params.ts';
import type { ColumnName, EvaluatedQuantity, LayerFamily } from '../shared/run/tables.ts';
import { snapshotSteps } from '../shared/run/windows.ts';
import type { VariantHistory } from '../state/variant-history.ts';
import { formatNumber, formatPercent } from './format.ts';
import { coherenceColumn, evaluationLine, labelBreaks, type Line, type LineData } from './line.ts';
import type { EventMark } from './marks.ts';
import { layerStyle, quantityStyle, type StrokeName } from './palette.ts';

/** A horizontal line with a name. */
export interface Guide {
  readonly value: number;
  readonly label: string;
}

export interface ChartSpec {
  readonly title: string;
  /** Unit or condition, beside the title. */
  readonly unit: string;
  /** The quantities it shows. */
  readonly explains: readonly ExplanationKey[];
  /** What will appear while there is nothing. */
  readonly empty: string;
  readonly format: (value: number) => string;
  /** Fixed ends of the value axis. */
  readonly range?: { readonly min: number; readonly max: number };
  /** How many lines it has, for each arm; undefined where it has one for each layer. */
  readonly quantities?: number;
  /** A logarithmic axis is offered. */
  readonly logarithmic: boolean;
  /** `classes` are the data set's. */
  readonly guides: (params: ResolvedParams, classes: number) => readonly Guide[];
  readonly lines: (arms: readonly VariantHistory[], dark: boolean) => Line[];
  /** What is marked in this chart besides the schedule; `names` are the arms' of a twin. */
  readonly marks?: (arms: readonly VariantHistory[], names: readonly string[]) => readonly EventMark[];
}

const none = (): readonly Guide[] => [];

type Evaluated = readonly [column: EvaluatedQuantity, name: string, stroke: StrokeName];

/** One line from the step table and the others from the evaluations. */
function quantityLines(
  batch: 'loss' | 'accuracy',
  batchName: string,
  evaluated: readonly Evaluated[],
): ChartSpec['lines'] {
  return (arms, dark) =>
    arms.flatMap((history, arm) => {
      const { steps } = history;
      const place = { arm, arms: arms.length, dark };
      const first: Line = {
        name: batchName,
        explains: batch,
        arm,
        style: quantityStyle('batch', place),
        xs: () => steps.column('step'),
        ys: () => steps.column(batch),
      };
      const others = evaluated.map(([column, name, stroke]): Line => {
        const style = quantityStyle(stroke, place);
        return { name, explains: column, arm, style, ...evaluationLine(history, column) };
      });
      return [first, ...others];
    });
}

/** A line for each layer, shallow to deep. */
export function layerLines(
  read: (history: VariantHistory, layer: string) => LineData,
  shown: (name: string) => boolean = () => true,
): ChartSpec['lines'] {
  return (arms, dark) =>
    arms.flatMap((history, arm) =>
      history.layerNames.flatMap((name, index, names): Line[] => {
        const style = layerStyle({ arm, arms: arms.length, index, count: names.length, dark });
        return shown(name) ? [{ name, arm, style, ...read(history, name) }] : [];
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
    title: 'Loss',
    unit: 'nats',
    quantities: 3,
    explains: ['loss', 'trainLoss', 'testLoss', 'lossFloor'],
    empty: 'The cross-entropy of each minibatch, and of the whole training and test set, will appear here.',
    format: formatNumber,
    logarithmic: true,
    guides: (_, classes) => [{ value: Math.log(classes), label: `ln ${classes}` }],
    lines: quantityLines('loss', 'batch', [
      ['trainLoss', 'training', 'train'],
      ['testLoss', 'test', 'test'],
    ]),
  },
  {
    title: 'Accuracy',
    unit: 'of examples',
    quantities: 6,
    explains: ['accuracy', 'trainAccuracy', 'trueLabelAccuracy', 'corruptedGiven', 'corruptedTrue', 'testAccuracy'],
    empty: 'Accuracy on the given labels, on the true ones and on the test set will appear here.',
    format: formatPercent,
    range: { min: 0, max: 1 },
    logarithmic: false,
    guides: (_, classes) => [{ value: 1 / classes, label: 'chance' }],
    lines: quantityLines('accuracy', 'batch, given', [
      ['trainAccuracy', 'train, given', 'train'],
      ['trueLabelAccuracy', 'train, true', 'trueLabels'],
      ['testAccuracy', 'test', 'test'],
      ['corruptedGiven', 'corrupted, given', 'corruptedGiven'],
      ['corruptedTrue', 'corrupted, true', 'corruptedTrue'],
    ]),
  },
  {
    title: 'TPM',
    unit: 'path straightness',
    explains: ['tpm'],
    empty: 'How straight each layer’s path of weights has been over its latest segments will appear here.',
    format: formatNumber,
    range: { min: 0, max: 1 },
    logarithmic: false,
    guides: pathGuides,
    lines: columnLines('paths', 'step', 'tpm'),
  },
  {
    title: 'Gradient coherence',
    unit: `m = ${COMMON_M}, estimated`,
    explains: ['coherence', 'signal', 'noise'],
    empty: 'How far the gradients of single examples agree will appear here, a line for each layer.',
    format: formatNumber,
    logarithmic: true,
    guides: () => [{ value: 1, label: 'orthogonal' }],
    lines: layerLines((history, name) => {
      const probes = history.layer(name, 'probes');
      const coherence = coherenceColumn(probes);
      const xs = (): Float64Array => probes.column('step');
      return { xs, ys: () => coherence.read(), breaks: labelBreaks(history, xs) };
    }),
  },
  {
    title: 'Gradient norm',
    unit: '‖g‖',
    explains: ['gradientNorm'],
    empty: 'The size of each layer’s minibatch gradient, without weight decay, will appear here.',
    format: formatNumber,
    logarithmic: true,
    guides: none,
    lines: columnLines('layerSteps', 'step', 'gradientNorm'),
  },
  {
    title: 'Weight norm',
    unit: '‖w‖',
    explains: ['weightNorm'],
    empty: 'The size of each layer’s kernel will appear here.',
    format: formatNumber,
    logarithmic: true,
    guides: none,
    lines: columnLines('layerSteps', 'step', 'weightNorm'),
  },
];

/** Straight, random walk and jitter for the run's number of segments. */
export function pathGuides(params: ResolvedParams): Guide[] {
  const window = params.windows[0];
  if (!window) return [];
  const n = snapshotSteps(window, params.stride).length - 1;
  const { straight, randomWalk, jitter } = tpmGuides(n);
  const one = { value: straight, label: '1' };
  // Of a single segment all three are 1.
  if (n === 1) return [one];
  return [one, { value: randomWalk, label: `1/√n, n = ${n}` }, { value: jitter, label: '1/n' }];
}
