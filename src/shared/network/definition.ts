/** A named network: a function from settings to layers. */
import type { Activation, LayerSpec, NetworkSpec, Norm } from './spec.ts';

/** The settings that shape a named network. */
export interface NetworkSettings {
  readonly width: readonly number[];
  readonly norm: Norm;
  readonly activation: Activation;
  /** Probability that a unit of a hidden dense layer is dropped, [0, 1). */
  readonly dropout: number;
}

export interface NetworkDefinition {
  /** In the address. */
  readonly name: string;
  /** One phrase for help texts. */
  readonly summary: string;
  /** `width` where the settings leave it open; undefined where the network has none to set. */
  readonly width: readonly number[] | undefined;
  /** Why this network cannot take this width, put after `width=…`; undefined where it can. */
  readonly widthFault?: (width: readonly number[]) => string | undefined;
  /** `norm` where the settings leave it open. */
  readonly norm: Norm;
  readonly network: (settings: NetworkSettings) => NetworkSpec;
}

/** A kernel, its norm and its activation. */
export function block(kernel: LayerSpec, { norm, activation }: NetworkSettings): LayerSpec[] {
  return norm === 'batch' ? [kernel, { kind: 'bn' }, { kind: activation }] : [kernel, { kind: activation }];
}

/** A hidden dense layer: as `block`, then dropout. */
export function hiddenDense(units: number, name: string | undefined, settings: NetworkSettings): LayerSpec[] {
  const layers = block({ kind: 'dense', units, ...(name !== undefined && { name }) }, settings);
  const rate = Math.round(settings.dropout * 1e6) / 1e6;
  return rate > 0 ? [...layers, { kind: 'dropout', rate }] : layers;
}
