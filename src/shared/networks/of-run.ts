/** The network of a run's settings: a named one, or the layers that `model` spells out. */
import { NETWORKS } from './index.ts';
import type { NetworkDefinition, NetworkSettings } from '../network/definition.ts';
import { placeNetwork, type PlacedNetwork } from '../network/layout.ts';
import type { NetworkSpec, Norm, Result, Shape } from '../network/spec.ts';
import { parseLayers } from '../network/text.ts';
import { msg, str } from '../util/texts.ts';

export const NETWORK_NAMES: readonly string[] = NETWORKS.map(({ name }) => name);

/** The definition of a named network; undefined for a spelled-out one. */
export function namedNetwork(model: string): NetworkDefinition | undefined {
  return NETWORKS.find(({ name }) => name === model);
}

/** Display name: the network's name, or that it is spelled out. */
export function networkTitle(model: string): string {
  return namedNetwork(model)?.name ?? msg('custom network');
}

/** Whether `model` names a network or spells one out. */
export function checkModel(model: string): Result<string> {
  if (namedNetwork(model)) return { ok: true, value: model };
  const layers = parseLayers(model);
  if (layers.ok) return { ok: true, value: model };
  return { ok: false, reason: msg(str`is not one of ${NETWORK_NAMES.join(', ')} and ${layers.reason}`) };
}

/** Default width and norm. A spelled-out network has neither. */
export function networkDefaults(model: string): { readonly width: readonly number[]; readonly norm: Norm } {
  const { width = [], norm = 'none' } = namedNetwork(model) ?? {};
  return { width, norm };
}

export interface NetworkParams
  extends Pick<NetworkSettings, 'width' | 'norm'>, Partial<Pick<NetworkSettings, 'activation' | 'dropout'>> {
  readonly model: string;
}

/** Throws if `model` is neither a name nor a readable network; call `checkModel` first. */
export function networkSpecOf(params: NetworkParams): NetworkSpec {
  const named = namedNetwork(params.model);
  if (named) return named.network({ activation: 'relu', dropout: 0, ...params });
  const layers = parseLayers(params.model);
  if (!layers.ok) throw new Error(`The network “${params.model}” ${layers.reason}.`);
  return { layers: layers.value };
}

/** The network with its shapes on images of `size` pixels and `channels`. */
export function placeRun(
  params: NetworkParams & { readonly size: number },
  { channels, classes }: { readonly channels: number; readonly classes: number },
): Result<PlacedNetwork> {
  const input: Shape = [params.size, params.size, channels];
  return placeNetwork(networkSpecOf(params), input, classes);
}
