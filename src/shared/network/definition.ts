/** A named network: a function from settings to layers. */
import type { Activation, LayerSpec, NetworkSpec, Norm } from './spec.ts';

/** The settings that shape a named network. */
export interface NetworkSettings {
  readonly width: readonly number[];
  readonly norm: Norm;
  readonly activation: Activation;
  /** Probability that training drops a unit of a hidden dense layer, [0, 1). */
  readonly dropout: number;
}

export interface NetworkDefinition {
  /** Name in the address. */
  readonly name: string;
  /** One phrase for help texts. */
  readonly summary: string;
  /** The default of `width`; undefined if the network has no width setting. */
  readonly width: readonly number[] | undefined;
  /** Why this network can't have this width (a predicate that follows `width=…`); undefined if it can. */
  readonly widthIssue?: (width: readonly number[]) => string | undefined;
  /** The default of `norm`. */
  readonly norm: Norm;
  readonly network: (settings: NetworkSettings) => NetworkSpec;
}

/** A kernel with its norm and activation. */
export function block(kernel: LayerSpec, { norm, activation }: NetworkSettings): LayerSpec[] {
  return norm === 'batch' ? [kernel, { kind: 'bn' }, { kind: activation }] : [kernel, { kind: activation }];
}

/** A hidden dense layer: a `block`, then dropout. */
export function hiddenDense(units: number, name: string | undefined, settings: NetworkSettings): LayerSpec[] {
  const layers = block({ kind: 'dense', units, ...(name !== undefined && { name }) }, settings);
  const rate = Math.round(settings.dropout * 1e6) / 1e6;
  return rate > 0 ? [...layers, { kind: 'dropout', rate }] : layers;
}
