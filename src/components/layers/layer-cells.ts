/** A layer's latest numbers as table texts, and its history as a heat map. */
import { formatCount, UNDEFINED } from '../../charts/format.ts';
import { LAYER_QUANTITIES, type LayerQuantity } from '../../charts/layer-quantities.ts';
import type { LineData } from '../../charts/line.ts';
import type { VariantHistory } from '../../state/variant-history.ts';
import { msg, str } from '../../shared/util/texts.ts';
import type { HeatMap } from '../figures/heat-map.ts';

/** A layer's latest values, a text per quantity, "–" before the first. */
export type LayerReader = (layer: string) => readonly string[];

export function layerReaders(history: VariantHistory): LayerReader {
  const readers = new Map(
    history.layerNames.map((layer) => [
      layer,
      LAYER_QUANTITIES.map((quantity) => {
        const { ys } = quantity.read(history, layer);
        return (): string => {
          const values = ys();
          return values.length === 0 ? UNDEFINED : quantity.format(values[values.length - 1] ?? NaN);
        };
      }),
    ]),
  );
  return (layer) => (readers.get(layer) ?? []).map((read) => read());
}

/**
 * How a layer's coherence is measured: exactly from per-example gradients, or from chunks of the batch. "–" without a
 * probe.
 */
export function coherenceBasis(history: VariantHistory, layer: string, batch: number): string {
  const m = history.layer(layer, 'probes').last('m');
  if (Number.isNaN(m)) return UNDEFINED;
  return m === batch ? msg(str`exact, m = ${m}`) : msg(str`${m} chunks of ${batch / m}, m = ${m}`);
}

/**
 * Layers by at most `columns` equal ranges of steps. A cell is the mean of what was measured in its range, else the
 * latest value before. `lines` are the layers' lines, variant after variant.
 */
export function layerHeatMap(
  quantity: LayerQuantity,
  lines: readonly LineData[],
  layers: readonly string[],
  variants: readonly string[],
  columns: number,
): HeatMap {
  const ranges = stepRanges(lines, columns);
  const { title, format, logarithmic, range } = quantity;
  return {
    label: msg(str`${title} by layer and step`),
    rowTitle: msg('layer'),
    columnTitle: msg('step'),
    rows: layers,
    columns: ranges.map(({ first, last }) =>
      first === last ? formatCount(first) : `${formatCount(first)}–${formatCount(last)}`,
    ),
    variants: (variants.length === 0 ? [''] : variants).map((name, variant) => ({
      name,
      values: lines.slice(variant * layers.length, (variant + 1) * layers.length).map((line) => meansIn(line, ranges)),
    })),
    format,
    logarithmic,
    ...(range && { range }),
  };
}

interface StepRange {
  readonly first: number;
  readonly last: number;
}

/** The steps of all lines in at most `count` ranges of equal length. */
function stepRanges(lines: readonly LineData[], count: number): StepRange[] {
  const columns = lines.map((line) => line.xs()).filter(({ length }) => length > 0);
  if (columns.length === 0) return [];
  const first = Math.min(...columns.map((xs) => xs[0] ?? NaN));
  const steps = Math.max(...columns.map((xs) => xs.at(-1) ?? NaN)) - first + 1;
  const ranges = Math.min(count, steps);
  const edge = (range: number): number => first + Math.round((range * steps) / ranges);
  return Array.from({ length: ranges }, (_, i) => ({ first: edge(i), last: edge(i + 1) - 1 }));
}

/** The mean of the finite values in each range; without a row there, the latest value before. */
function meansIn(line: LineData, ranges: readonly StepRange[]): Float64Array {
  const [xs, ys] = [line.xs(), line.ys()];
  let row = 0;
  return Float64Array.from(ranges, ({ last }) => {
    let [sum, count] = [0, 0];
    const from = row;
    for (; row < ys.length && (xs[row] ?? Infinity) <= last; row++) {
      const value = ys[row] ?? NaN;
      if (!Number.isFinite(value)) continue;
      sum += value;
      count++;
    }
    return from === row ? (ys[row - 1] ?? NaN) : sum / count;
  });
}
