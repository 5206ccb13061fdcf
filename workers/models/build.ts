/** Builds a network: from placed layers to trainable ones. Fuses adjacent kernel, norm and ReLU layers. */
import type { PlacedLayer, PlacedNetwork } from '../../src/shared/network/layout.ts';
import { isActivation, sizeOfShape, type Shape } from '../../src/shared/network/spec.ts';
import type { RandomStream } from '../../src/shared/util/random.ts';
import { BatchNormalization } from './batch-normalization.ts';
import { Block } from './block.ts';
import type { Layer } from './layer.ts';
import { convolutionMap, denseMap, type LinearMap } from './linear-map.ts';
import { parallel, residual, sequence } from './structure.ts';
import {
  activation,
  averagePooling,
  droppingOut,
  flattening,
  globalAveragePooling,
  localResponseNormalization,
  maxPooling,
  normalization,
  paddingShortcut,
} from './unparameterized.ts';

/** Initial weights are drawn from `random` in the order of the layers, so that layer names do not affect them. */
export function build({ layers }: PlacedNetwork, random: RandomStream): Layer {
  return sequence(list(layers, layers.at(-1), random));
}

function list(placed: readonly PlacedLayer[], classifier: PlacedLayer | undefined, random: RandomStream): Layer[] {
  const built: Layer[] = [];
  for (let i = 0; i < placed.length;) {
    const [layer, taken] = one(placed, i, classifier, random);
    built.push(layer);
    i += taken;
  }
  return built;
}

/** The layer at `i`, and how many of the text's layers it covers. */
function one(
  placed: readonly PlacedLayer[],
  i: number,
  classifier: PlacedLayer | undefined,
  random: RandomStream,
): [Layer, number] {
  const layer = placed[i];
  if (!layer) throw new Error('no layer to build');
  const { spec, input, name } = layer;
  const kind = (offset: number) => placed[i + offset]?.spec.kind;
  switch (spec.kind) {
    case 'conv':
    case 'dense': {
      const norm = kind(1) === 'bn';
      const relu = kind(norm ? 2 : 1) === 'relu';
      const gain = layer === classifier || activationAfter(placed, i) === 'tanh' ? 1 : 2;
      const block = new Block({ name, map: mapOf(layer), norm, bias: layer.bias, relu, gain }, random);
      return [block, 1 + Number(norm) + Number(relu)];
    }
    case 'bn': {
      const relu = kind(1) === 'relu';
      return [normalization(new BatchNormalization(name, channelsOf(input), relu)), relu ? 2 : 1];
    }
    case 'cat':
      return [parallel(layer.branches.map((branch) => sequence(list(branch, classifier, random)))), 1];
    case 'res':
    case 'respad': {
      const body = sequence(list(layer.branches[0] ?? [], classifier, random));
      return [residual(body, shortcut(layer, random)), 1];
    }
    default:
      return [withoutKernel(layer), 1];
  }
}

function withoutKernel({ spec, number }: PlacedLayer): Layer {
  if (isActivation(spec.kind)) return activation(spec.kind);
  switch (spec.kind) {
    case 'pool':
      return maxPooling(spec.size, spec.stride);
    case 'avgpool':
      return averagePooling(spec.size, spec.stride);
    case 'globalavgpool':
      return globalAveragePooling();
    case 'lrn':
      return localResponseNormalization();
    case 'flatten':
      return flattening();
    case 'dropout':
      return droppingOut(spec.rate, number);
    default:
      throw new Error(`layer ${number}, ${spec.kind}, has no interpreter`);
  }
}

function activationAfter(placed: readonly PlacedLayer[], i: number) {
  return placed.slice(i + 1).find(({ spec }) => isActivation(spec.kind))?.spec.kind;
}

function mapOf({ spec, input, output }: PlacedLayer): LinearMap {
  if (spec.kind === 'conv') return convolutionMap(spec.edge, channelsOf(input), spec.channels, spec.stride);
  return denseMap(sizeOfShape(input), sizeOfShape(output));
}

/** The shortcut of a residual; null for an identity shortcut. */
function shortcut(layer: PlacedLayer, random: RandomStream): Layer | null {
  const { input, output, name } = layer;
  const { kind, stride } = layer.shortcut ?? { kind: 'identity', stride: 1 };
  if (kind === 'identity') return null;
  const [inputs, outputs] = [channelsOf(input), channelsOf(output)];
  if (kind === 'padding') return paddingShortcut(inputs, outputs, stride);
  const map = input.length === 1 ? denseMap(inputs, outputs) : convolutionMap(1, inputs, outputs, stride);
  return new Block({ name, map, norm: false, bias: false, relu: false, gain: 1 }, random);
}

const channelsOf = (shape: Shape): number => shape.at(-1) ?? 0;
