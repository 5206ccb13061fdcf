/** Quantities of single layers: each is a chart of the chosen layers, and has a latest value for a table. */
import { COMMON_M, meanSignalNoise, noiseScale } from '../shared/observables/derived.ts';
import type { ExplanationKey } from '../shared/glossary/explanations.ts';
import { observablesOf, type ColumnName, type LayerFamily } from '../shared/run/tables.ts';
import { msg, str } from '../shared/util/texts.ts';
import type { VariantHistory } from '../state/variant-history.ts';
import type { Table } from '../state/series.ts';
import { layerLines, pathGuides, type ChartSpec } from './chart-specs.ts';
import { formatNumber } from './format.ts';
import { coherenceColumn, DerivedColumn, labelBreaks, type LineData } from './line.ts';

/** Number of probes whose signals and noises are averaged into one noise scale. */
const PROBES_AVERAGED = 5;

export interface LayerQuantity extends Omit<ChartSpec, 'lines' | 'empty'> {
  /** Column heading. */
  readonly symbol: string;
  /** Comes from probes, which can be switched off. */
  readonly probed: boolean;
  readonly read: (history: VariantHistory, layer: string) => LineData;
}

/** A column. Probes depend on the observed labels, so their lines have a gap where the labels change. */
function column<F extends LayerFamily>(family: F, name: ColumnName<F>): LayerQuantity['read'] {
  const probed = family === 'probes' || family === 'stiffness';
  return (history, layer) => {
    const table = history.layer(layer, family);
    const xs = (): Float64Array => table.column('step');
    return { xs, ys: () => table.column(name), ...(probed && { breaks: labelBreaks(history, xs) }) };
  };
}

function derived(columnOf: (probes: Table<'probes'>) => DerivedColumn): LayerQuantity['read'] {
  return (history, layer) => {
    const probes = history.layer(layer, 'probes');
    const computed = columnOf(probes);
    return { ...column('probes', 'step')(history, layer), ys: () => computed.read() };
  };
}

/** Formats estimates that noise can hide. */
const resolved = (value: number): string => (Number.isFinite(value) ? formatNumber(value) : msg('not resolved'));

/** The observables of a family that have a chart. */
function charted(family: LayerFamily): LayerQuantity[] {
  const probed = family === 'probes' || family === 'stiffness';
  return observablesOf(family).flatMap(({ key, chart }) => {
    if (!chart) return [];
    const { guides = [], ...words } = chart;
    const explains = key === 'coherence' ? (['coherence', 'coherenceAlpha'] as const) : [key as ExplanationKey];
    return [
      {
        ...words,
        explains,
        format: formatNumber,
        guides: family === 'paths' ? pathGuides : () => guides,
        probed,
        read: column(family, key as ColumnName<LayerFamily>),
      },
    ];
  });
}

/** Quantities computed from the columns of the probes. */
const DERIVED: readonly LayerQuantity[] = [
  {
    title: msg(str`Coherence, m = ${COMMON_M}`),
    symbol: `C, m = ${COMMON_M}`,
    unit: msg('estimated'),
    explains: ['coherence', 'signal', 'noise'],
    guides: () => [{ value: 1, label: msg('orthogonal') }],
    format: resolved,
    logarithmic: true,
    probed: true,
    read: derived((probes) => coherenceColumn(probes)),
  },
  {
    title: msg('Noise scale B'),
    symbol: 'B',
    unit: msg(str`examples, over ${PROBES_AVERAGED} probes`),
    explains: ['noiseScale', 'gradientSnr', 'gradientDiversity'],
    format: resolved,
    guides: () => [],
    logarithmic: true,
    probed: true,
    read: derived(
      (probes) =>
        new DerivedColumn(probes, () => {
          const signals = probes.column('signal');
          const noises = probes.column('noise');
          return (row) => noiseScale(meanSignalNoise(signals, noises, Math.max(0, row + 1 - PROBES_AVERAGED), row + 1));
        }),
    ),
  },
];

export const LAYER_QUANTITIES: readonly LayerQuantity[] = [
  ...charted('layerSteps'),
  ...charted('probes'),
  ...DERIVED,
  ...charted('stiffness'),
  ...charted('paths'),
];

/** The quantity as a chart of the layers that are `shown`. */
export function layerChart(quantity: LayerQuantity, shown: (layer: string) => boolean): ChartSpec {
  return {
    ...quantity,
    empty: msg(str`${quantity.title} of the chosen layers will appear here.`),
    lines: layerLines(quantity.read, shown),
  };
}
