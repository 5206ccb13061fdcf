/** The network of the current settings with its shapes, and the latest value of each layer. */
import type { LayerQuantity } from '../../charts/layer-quantities.ts';
import { dataSetOf, isOwn } from '../../shared/data-sets/find.ts';
import { placeRun } from '../../shared/networks/of-run.ts';
import type { PlacedNetwork } from '../../shared/network/layout.ts';
import type { Result } from '../../shared/network/spec.ts';
import { msg } from '../../shared/util/texts.ts';
import type { RunStore } from '../../state/run-store.ts';
import type { VariantHistory } from '../../state/variant-history.ts';
import type { LayerValue } from './lab-network-drawing.ts';

/** What the network's shapes depend on besides its layers. */
export function networkInput(store: RunStore): { readonly channels: number; readonly classes: number } {
  const { params, ownData, classes } = store;
  const own = isOwn(params.data) ? ownData?.channels : undefined;
  return { channels: own ?? dataSetOf(params.data).channels, classes };
}

/** Places the network of a store's settings; cached until they change. */
export class NetworkPlacer {
  #of: readonly unknown[] = [];
  #placed: Result<PlacedNetwork> = { ok: false, reason: msg('is not known') };

  place(store: RunStore): Result<PlacedNetwork> {
    const input = networkInput(store);
    const of = [store.address.params, input.channels, input.classes];
    if (of.some((part, i) => part !== this.#of[i])) {
      this.#of = of;
      this.#placed = placeRun(store.params, input);
    }
    return this.#placed;
  }
}

/** Reads the latest value of a quantity for every layer. */
export class LayerValues {
  #of: readonly unknown[] = [];
  #readers: readonly (readonly [string, () => number])[] = [];

  read(history: VariantHistory | undefined, quantity: LayerQuantity | undefined): ReadonlyMap<string, LayerValue> {
    if (!history || !quantity) return new Map();
    if (this.#of[0] !== history || this.#of[1] !== quantity) {
      this.#of = [history, quantity];
      this.#readers = history.layerNames.map((layer) => {
        const { ys } = quantity.read(history, layer);
        return [layer, () => ys().at(-1) ?? NaN] as const;
      });
    }
    const values = this.#readers.map(([layer, latest]) => [layer, latest()] as const);
    const known = values.map(([, value]) => value).filter(Number.isFinite);
    const tint = tintScale(known, quantity.logarithmic, quantity.range);
    return new Map(values.map(([layer, value]) => [layer, { text: quantity.format(value), tint: tint(value) }]));
  }
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
