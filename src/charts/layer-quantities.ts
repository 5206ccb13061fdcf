/** What can be seen of single layers: each quantity as a chart of the chosen ones, with its latest value for a table. */
import { COMMON_M, meanSignalNoise, noiseScale } from '../shared/derived.ts';
import type { ColumnName, LayerFamily } from '../shared/tables.ts';
import type { VariantHistory } from '../state/variant-history.ts';
import type { Table } from '../state/series.ts';
import { layerLines, pathGuides, type ChartSpec } from './chart-specs.ts';
import { formatNumber } from './format.ts';
import { coherenceColumn, DerivedColumn, labelBreaks, type LineData } from './line.ts';

/** Probes over whose signals and noises one noise scale is taken. */
const PROBES_AVERAGED = 5;

export interface LayerQuantity extends Omit<ChartSpec, 'lines' | 'empty'> {
  /** Head of a column. */
  readonly symbol: string;
  /** Comes from probes, which can be off. */
  readonly probed: boolean;
  readonly read: (history: VariantHistory, layer: string) => LineData;
}

function column<F extends LayerFamily>(family: F, step: ColumnName<F>, name: ColumnName<F>): LayerQuantity['read'] {
  return (history, layer) => {
    const table = history.layer(layer, family);
    return { xs: () => table.column(step), ys: () => table.column(name) };
  };
}

/** What a probe tells of the gradients, which are those of the labels given at the time. */
function probe<F extends 'probes' | 'stiffness'>(
  family: F,
  step: ColumnName<F>,
  values: (table: Table<F>) => LineData['ys'],
): LayerQuantity['read'] {
  return (history, layer) => {
    const table = history.layer(layer, family);
    const xs = (): Float64Array => table.column(step);
    return { xs, ys: values(table), breaks: labelBreaks(history, xs) };
  };
}

const orthogonal = (): ChartSpec['guides'] => () => [{ value: 1, label: 'orthogonal' }];
/** Of estimates that the noise can hide. */
const resolved = (value: number): string => (Number.isFinite(value) ? formatNumber(value) : 'not resolved');
const plain = { format: formatNumber, guides: () => [], logarithmic: true, probed: false } as const;

/** Of dense layers; others have no rows. */
function stiffnessQuantity(kind: string, name: 'stiffnessWithin' | 'stiffnessBetween'): LayerQuantity {
  return {
    ...plain,
    title: `Stiffness ${kind} classes`,
    symbol: `stiffness, ${kind}`,
    unit: 'dense layers, cosine of pairs',
    explains: [name],
    logarithmic: false,
    range: { min: -1, max: 1 },
    guides: () => [{ value: 0, label: 'orthogonal' }],
    probed: true,
    read: probe('stiffness', 'step', (table) => () => table.column(name)),
  };
}

export const LAYER_QUANTITIES: readonly LayerQuantity[] = [
  {
    ...plain,
    title: 'Layer gradient norm',
    symbol: '‖g‖',
    unit: '‖g‖',
    explains: ['gradientNorm'],
    read: column('layerSteps', 'step', 'gradientNorm'),
  },
  {
    ...plain,
    title: 'Layer weight norm',
    symbol: '‖w‖',
    unit: '‖w‖',
    explains: ['weightNorm'],
    read: column('layerSteps', 'step', 'weightNorm'),
  },
  {
    ...plain,
    title: 'Update ratio',
    symbol: '‖Δw‖ / ‖w‖',
    unit: '‖Δw‖ / ‖w‖',
    explains: ['updateRatio'],
    read: column('layerSteps', 'step', 'updateRatio'),
  },
  {
    ...plain,
    title: 'Successive cosine',
    symbol: 'cos',
    unit: 'of two steps',
    explains: ['successiveCosine'],
    logarithmic: false,
    range: { min: -1, max: 1 },
    guides: () => [{ value: 0, label: 'orthogonal' }],
    read: column('layerSteps', 'step', 'successiveCosine'),
  },
  {
    ...plain,
    title: 'Coherence, own m',
    symbol: 'C, own m',
    unit: 'm as in the table',
    explains: ['coherence', 'coherenceAlpha'],
    guides: orthogonal(),
    probed: true,
    read: probe('probes', 'step', (table) => () => table.column('coherence')),
  },
  {
    ...plain,
    title: `Coherence, m = ${COMMON_M}`,
    symbol: `C, m = ${COMMON_M}`,
    unit: 'estimated',
    explains: ['coherence', 'signal', 'noise'],
    guides: orthogonal(),
    format: resolved,
    probed: true,
    read: probe('probes', 'step', (probes) => {
      const coherence = coherenceColumn(probes);
      return () => coherence.read();
    }),
  },
  {
    ...plain,
    title: 'Noise scale B',
    symbol: 'B',
    unit: `examples, over ${PROBES_AVERAGED} probes`,
    explains: ['noiseScale', 'gradientSnr', 'gradientDiversity'],
    format: resolved,
    probed: true,
    read: probe('probes', 'step', (probes) => {
      const scale = new DerivedColumn(probes, () => {
        const signals = probes.column('signal');
        const noises = probes.column('noise');
        return (row) => noiseScale(meanSignalNoise(signals, noises, Math.max(0, row + 1 - PROBES_AVERAGED), row + 1));
      });
      return () => scale.read();
    }),
  },
  stiffnessQuantity('within', 'stiffnessWithin'),
  stiffnessQuantity('between', 'stiffnessBetween'),
  {
    ...plain,
    title: 'Path straightness, TPM',
    symbol: 'TPM',
    unit: 'latest segments',
    explains: ['tpm'],
    logarithmic: false,
    range: { min: 0, max: 1 },
    guides: pathGuides,
    read: column('paths', 'step', 'tpm'),
  },
];

/** The quantity as a chart of the layers that are `shown`. */
export function layerChart(quantity: LayerQuantity, shown: (layer: string) => boolean): ChartSpec {
  return {
    ...quantity,
    empty: `${quantity.title} of the chosen layers will appear here.`,
    lines: layerLines(quantity.read, shown),
  };
}
