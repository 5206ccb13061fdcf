/** A layer's latest numbers as table texts, and its history as tinted cells of a heat map. */
import { formatCount, UNDEFINED } from '../../charts/format.ts';
import { LAYER_QUANTITIES, type LayerQuantity } from '../../charts/layer-quantities.ts';
import type { Line } from '../../charts/line.ts';
import { tableRows } from '../../charts/table-rows.ts';
import type { VariantHistory } from '../../state/variant-history.ts';
import type { HeatCell, HeatMap } from '../figures/lab-heat-map.ts';
import { msg, str } from '../../shared/util/texts.ts';

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
 * One heat map per variant of layers by at most `columns` steps, with a common tint scale. `lines` are the layers'
 * lines, variant after variant.
 */
export function layerHeatMaps(
  quantity: LayerQuantity,
  lines: readonly Line[],
  layers: readonly string[],
  variants: readonly string[],
  columns: number,
): HeatMap[] {
  const rows = tableRows(lines, columns).reverse();
  const values = rows.flatMap((row) => row.values.map(({ value }) => value)).filter(Number.isFinite);
  const tint = tintScale(values, quantity.logarithmic, quantity.range);
  const cell = (value: number): HeatCell => ({ text: quantity.format(value), tint: tint(value) });
  return (variants.length === 0 ? [''] : variants).map((name, variant) => ({
    label: [msg(str`${quantity.title} by layer and step`), ...(name === '' ? [] : [name])].join(', '),
    columns: rows.map(({ place }) => formatCount(place)),
    rows: layers.map((name, layer) => ({
      name,
      cells: rows.map(({ values }) => cell(values[variant * layers.length + layer]?.value ?? NaN)),
    })),
  }));
}

/**
 * Maps the smallest value to 0 and the largest to 1, or uses the quantity's fixed range; logarithmic if `logarithmic`.
 */
export function tintScale(
  values: readonly number[],
  logarithmic: boolean,
  range?: { readonly min: number; readonly max: number },
): (value: number) => number {
  const at = logarithmic ? Math.log : (value: number): number => value;
  const known = logarithmic ? values.filter((value) => value > 0) : values;
  const low = at(range ? range.min : Math.min(...known));
  const high = at(range ? range.max : Math.max(...known));
  return (value) => {
    const part = (at(value) - low) / (high - low);
    return Number.isNaN(part) ? 0 : Math.min(1, Math.max(0, part));
  };
}
