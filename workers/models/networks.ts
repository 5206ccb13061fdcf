/** Builds a run's network from its settings, with initial weights. */
import { placeRun } from '../../src/shared/networks/of-run.ts';
import { sizeIssue, type PlacedLayer, type PlacedNetwork } from '../../src/shared/network/layout.ts';
import { randomStream } from '../../src/shared/util/random.ts';
import type { ResolvedParams } from '../../src/shared/run/run-params.ts';
import type { NetworkInfo } from '../../src/shared/run/run-records.ts';
import { build } from './build.ts';
import type { Layer } from './layer.ts';

/** The properties of the data set on which a network depends. */
export interface DataShape {
  /** Shape of an image. */
  readonly channels: number;
  readonly classes: number;
}

/**
 * Builds the network of these settings with its initial weights, which depend on the seed and the network alone. Throws
 * before allocating anything if the network is impossible for these images or too large.
 * @param options without `dropout` the network has no dropout layers
 */
export function buildNetwork(params: ResolvedParams, shape: DataShape, { dropout } = { dropout: true }): Layer {
  const placed = placeRun(params, shape);
  const issue = placed.ok ? sizeIssue(placed.value, params.batch) : placed.reason;
  if (!placed.ok || issue !== undefined)
    throw new Error(`The network ${issue}. Choose another network or a smaller batch.`);
  return build(dropout ? placed.value : withoutDropout(placed.value), randomStream(params.seed, 'init'));
}

/** The description of a network on the page and in the run file. */
export function describeNetwork(network: Layer): NetworkInfo {
  const count = (scales: boolean): number =>
    network.parameters.filter(({ kind }) => scales || kind !== 'scale').reduce((sum, { size }) => sum + size, 0);
  return {
    layers: network.blocks.map(({ name, kernel }) => ({ name, shape: kernel.shape, parameters: kernel.size })),
    parameters: count(false),
    trainable: count(true),
  };
}

function withoutDropout(network: PlacedNetwork): PlacedNetwork {
  const kept = (layers: readonly PlacedLayer[]): PlacedLayer[] =>
    layers
      .filter(({ spec }) => spec.kind !== 'dropout')
      .map((layer) => ({ ...layer, branches: layer.branches.map(kept) }));
  return { ...network, layers: kept(network.layers) };
}
