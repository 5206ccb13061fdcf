/**
 * The work of every engine: networks as data, their initial weights, and the batches. Plain numbers from one seed, the
 * same for all engines. Images are [height, width, channels], kernels [height, width, in, out].
 */
import type { Rates } from '../src/shared/optimizers/optimizer.ts';
import { networkDefaults, placeRun, type NetworkParams } from '../src/shared/networks/of-run.ts';
import { LOCAL_RESPONSE } from '../src/shared/network/constants.ts';
import type { PlacedLayer } from '../src/shared/network/layout.ts';
import { isImage, sizeOfShape } from '../src/shared/network/spec.ts';
import { randomStream } from '../src/shared/util/random.ts';

/** Two networks of a common size, then the lab's own with their default widths. */
export const WORK_NAMES = ['M1', 'M2', 'mlp', 'cnn', 'inception-small', 'alexnet-small', 'resnet'] as const;
export type WorkName = (typeof WORK_NAMES)[number];

export type LayerSpec =
  | {
      readonly kind: 'dense';
      readonly inputs: number;
      readonly outputs: number;
      readonly relu: boolean;
      /** Pixels of the images that it reads as vectors; 1 if its input is vectors. */
      readonly pixels: number;
    }
  | {
      readonly kind: 'convolution';
      readonly edge: number;
      readonly inputs: number;
      readonly outputs: number;
      readonly stride: number;
      /** BatchNorm (scale and offset) instead of a bias. */
      readonly norm: boolean;
      readonly relu: boolean;
    }
  | { readonly kind: 'maxPool'; readonly size: number; readonly stride: number }
  | { readonly kind: 'globalAveragePool' }
  /** y = x · (bias + alpha · Σ x²)^(−beta), summed over channels at most `radius` away. */
  | ({ readonly kind: 'localResponse' } & typeof LOCAL_RESPONSE)
  /**
   * ReLU of the sum of the body's output and the input's every `stride`-th pixel, from the first, with `added` channels
   * of zeros after its own.
   */
  | {
      readonly kind: 'residual';
      readonly body: readonly LayerSpec[];
      readonly stride: number;
      readonly added: number;
    }
  | { readonly kind: 'parallel'; readonly branches: readonly LayerSpec[] };

export interface Work {
  readonly name: WorkName;
  /** The settings with which the lab builds the same network. */
  readonly params: NetworkParams;
  /** [height, width, channels] */
  readonly input: readonly [number, number, number];
  readonly layers: readonly LayerSpec[];
  /** Multiply-adds of a step for one example, as written, without a faster algorithm. */
  readonly multiplyAdds: number;
  readonly learningRate: number;
}

export interface HostBatch {
  /** [batch, height, width, channels] */
  readonly images: Float32Array;
  readonly labels: Int32Array;
}

export const CLASSES = 10;
const EDGE = 28;
/** Distinct batches; a longer run repeats them. */
export const BATCHES = 20;
/** With BatchNorm on few examples, float32 rounding errors grow by themselves; small steps reduce that. */
const LEARNING_RATE = 0.01;
const SMALL_LEARNING_RATE = 0.001;
export const MOMENTUM = 0.9;
/** For SGD with momentum, with which all engines train. */
export const ratesOf = (lr: number): Rates => ({ lr, momentum: MOMENTUM, decay: 0, beta2: 0.999, eps: 1e-8 });
export const NORM_EPSILON = 1e-3;

const SEED = 6;
/** Fraction of noise in an image: enough that no network fits the batches within twenty steps. */
const NOISE = 0.5;

/** The lab's settings for this network; for images with this many channels. */
const NETWORKS: Readonly<Record<WorkName, { readonly network: Partial<NetworkParams>; readonly channels: number }>> = {
  M1: { network: { model: 'mlp', width: [256, 256] }, channels: 1 },
  M2: { network: { model: 'conv3x16-relu-pool2s2-conv3x32-relu-pool2s2' }, channels: 1 },
  mlp: { network: { model: 'mlp' }, channels: 1 },
  cnn: { network: { model: 'cnn' }, channels: 1 },
  'inception-small': { network: { model: 'inception-small' }, channels: 3 },
  'alexnet-small': { network: { model: 'alexnet-small' }, channels: 3 },
  resnet: { network: { model: 'resnet' }, channels: 3 },
};
/** Trained with the smaller learning rate, and the bench's default batch is smaller. */
const LARGE: readonly WorkName[] = ['inception-small', 'alexnet-small', 'resnet'];
export const isLarge = (name: WorkName): boolean => LARGE.includes(name);

export function workNamed(name: WorkName): Work {
  const { network, channels } = NETWORKS[name];
  const params = { ...networkDefaults(network.model ?? name), model: name, ...network };
  const placed = placeRun({ ...params, size: EDGE }, { channels, classes: CLASSES });
  if (!placed.ok) throw new Error(`${name} ${placed.reason}`);
  return {
    name,
    params,
    learningRate: isLarge(name) ? SMALL_LEARNING_RATE : LEARNING_RATE,
    input: [EDGE, EDGE, channels],
    layers: fusedLayers(placed.value.layers),
    multiplyAdds: multiplyAddsOf(placed.value.layers),
  };
}

/** Each kernel in the forward pass and in two gradients; the images need none. */
function multiplyAddsOf(layers: readonly PlacedLayer[]): number {
  const kernels = (list: readonly PlacedLayer[]): number[] =>
    list.flatMap(({ spec, input, output, branches }) => {
      if (spec.kind === 'dense') return [sizeOfShape(input) * sizeOfShape(output)];
      if (spec.kind === 'conv') return [spec.edge ** 2 * (input.at(-1) ?? 0) * sizeOfShape(output)];
      return branches.flatMap(kernels);
    });
  const [first = 0, ...others] = kernels(layers);
  return 2 * first + 3 * others.reduce((sum, one) => sum + one, 0);
}

/** Kernel, norm and activation as one layer; throws for layers that the other engines don't implement. */
function fusedLayers(layers: readonly PlacedLayer[]): LayerSpec[] {
  const kindAt = (i: number) => layers[i]?.spec.kind;
  return layers.flatMap((layer, i): LayerSpec | [] => {
    const { spec, input, output } = layer;
    switch (spec.kind) {
      case 'conv': {
        const [norm, inputs] = [kindAt(i + 1) === 'bn', input.at(-1) ?? 0];
        const relu = kindAt(norm ? i + 2 : i + 1) === 'relu';
        return {
          kind: 'convolution',
          edge: spec.edge,
          inputs,
          outputs: spec.channels,
          stride: spec.stride,
          norm,
          relu,
        };
      }
      case 'dense': {
        const pixels = isImage(input) && i > 0 ? input[0] * input[1] : 1;
        const relu = kindAt(i + 1) === 'relu';
        return { kind: 'dense', inputs: sizeOfShape(input), outputs: sizeOfShape(output), relu, pixels };
      }
      case 'bn':
      case 'relu':
        return [];
      case 'pool':
        return { kind: 'maxPool', size: spec.size, stride: spec.stride };
      case 'globalavgpool':
        return { kind: 'globalAveragePool' };
      case 'cat':
        return { kind: 'parallel', branches: layer.branches.flatMap(fusedLayers) };
      case 'lrn':
        return { kind: 'localResponse', ...LOCAL_RESPONSE };
      case 'respad': {
        const added = (output.at(-1) ?? 0) - (input.at(-1) ?? 0);
        const body = fusedLayers(layer.branches[0] ?? []);
        return { kind: 'residual', body, stride: layer.shortcut?.stride ?? 1, added };
      }
      default:
        throw new Error(`the bench has no ${spec.kind}`);
    }
  });
}

/** One trained tensor. */
export interface Weight {
  readonly shape: readonly number[];
  readonly values: Float32Array;
  /** Pixels of the images in a dense kernel's rows; 1 for every other weight. */
  readonly pixels: number;
}

/** The initial weights in the order of the layers: each layer's kernel, then its bias or its scale and offset. */
export function initialWeights({ layers }: Work): Weight[] {
  const random = randomStream(SEED, 'init');
  const filled = (shape: readonly number[], value: () => number, pixels = 1): Weight => ({
    shape,
    pixels,
    values: Float32Array.from({ length: shape.reduce((size, edge) => size * edge, 1) }, value),
  });
  const of = (layer: LayerSpec): Weight[] => {
    switch (layer.kind) {
      case 'maxPool':
      case 'globalAveragePool':
      case 'localResponse':
        return [];
      case 'residual':
        return layer.body.flatMap(of);
      case 'parallel':
        return layer.branches.flatMap(of);
      case 'dense':
      case 'convolution': {
        const { inputs, outputs } = layer;
        const window = layer.kind === 'dense' ? [] : [layer.edge, layer.edge];
        const fanIn = window.reduce((size, edge) => size * edge, inputs);
        const deviation = Math.sqrt(2 / fanIn);
        const pixels = layer.kind === 'dense' ? layer.pixels : 1;
        const kernel = filled([...window, inputs, outputs], () => deviation * random.normal(), pixels);
        const zeros = filled([outputs], () => 0);
        return layer.kind === 'convolution' && layer.norm
          ? [kernel, filled([outputs], () => 1), zeros]
          : [kernel, zeros];
      }
    }
  };
  return layers.flatMap(of);
}

/** Each class has a fixed pattern, each image its class's pattern plus noise; values in [−1, 1]. */
export function batchesOf({ input }: Work, batch: number): HostBatch[] {
  const random = randomStream(SEED, 'synthetic');
  const size = input[0] * input[1] * input[2];
  const patterns = Array.from({ length: CLASSES }, () => Float32Array.from({ length: size }, () => random.uniform()));
  return Array.from({ length: BATCHES }, () => {
    const labels = Int32Array.from({ length: batch }, () => random.integer(CLASSES));
    const images = new Float32Array(batch * size);
    labels.forEach((label, example) => {
      const pattern = patterns[label] ?? new Float32Array(size);
      for (let i = 0; i < size; i++) {
        images[example * size + i] = 2 * ((1 - NOISE) * (pattern[i] ?? 0) + NOISE * random.uniform()) - 1;
      }
    });
    return { images, labels };
  });
}
