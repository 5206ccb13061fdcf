/**
 * The work that every engine is given: networks as data, their initial weights, and the batches. Plain numbers, the same
 * for all from one seed; knows no engine. Images are [height, width, channels], kernels [height, width, in, out].
 */
import { randomStream } from '../src/shared/random.ts';

/** Two of a common size, then the lab's own with their default widths. */
export const WORK_NAMES = ['M1', 'M2', 'mlp', 'cnn', 'inception-small'] as const;
export type WorkName = (typeof WORK_NAMES)[number];

export type LayerSpec =
  | {
      readonly kind: 'dense';
      readonly inputs: number;
      readonly outputs: number;
      readonly relu: boolean;
      /** Of the images that it reads as vectors, pixel by pixel; 1 where its input is vectors. */
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
    }
  | { readonly kind: 'maxPool'; readonly size: number; readonly stride: number }
  | { readonly kind: 'globalAveragePool' }
  | { readonly kind: 'parallel'; readonly branches: readonly LayerSpec[] };

export interface Work {
  readonly name: WorkName;
  /** [height, width, channels] */
  readonly input: readonly [number, number, number];
  readonly layers: readonly LayerSpec[];
  readonly learningRate: number;
}

export interface HostBatch {
  /** [batch, height, width, channels] */
  readonly images: Float32Array;
  readonly labels: Int32Array;
}

export const CLASSES = 10;
const EDGE = 28;
/** Distinct batches; a longer run goes round them. */
export const BATCHES = 20;
/** Float32 rounding grows by itself in a network with BatchNorm on few examples: less so in small steps. */
const LEARNING_RATE = 0.01;
const SMALL_LEARNING_RATE = 0.001;
export const MOMENTUM = 0.9;
export const NORM_EPSILON = 1e-3;

const SEED = 6;
/** Share of noise in an image: much, so that no network is done with the batches within twenty steps. */
const NOISE = 0.5;

export function workNamed(name: WorkName): Work {
  const learningRate = name === 'inception-small' ? SMALL_LEARNING_RATE : LEARNING_RATE;
  return { name, learningRate, ...networkNamed(name) };
}

function networkNamed(name: WorkName): Pick<Work, 'input' | 'layers'> {
  switch (name) {
    case 'M1':
      return { input: [EDGE, EDGE, 1], layers: perceptron([EDGE * EDGE, 256, 256]) };
    case 'M2':
      return {
        input: [EDGE, EDGE, 1],
        layers: [
          convolution(3, 1, 16, 1, false),
          { kind: 'maxPool', size: 2, stride: 2 },
          convolution(3, 16, 32, 1, false),
          { kind: 'maxPool', size: 2, stride: 2 },
          classifier(7 * 7 * 32, 7 * 7),
        ],
      };
    case 'mlp':
      return { input: [EDGE, EDGE, 1], layers: perceptron([EDGE * EDGE, 512, 512]) };
    case 'cnn':
      return {
        input: [EDGE, EDGE, 1],
        layers: [
          convolution(3, 1, 16, 1, true),
          convolution(3, 16, 32, 2, true),
          convolution(3, 32, 64, 2, true),
          convolution(3, 64, 128, 2, true),
          { kind: 'globalAveragePool' },
          classifier(128),
        ],
      };
    case 'inception-small':
      return { input: [EDGE, EDGE, 3], layers: inceptionSmall() };
  }
}

function convolution(edge: number, inputs: number, outputs: number, stride: number, norm: boolean): LayerSpec {
  return { kind: 'convolution', edge, inputs, outputs, stride, norm };
}

function classifier(inputs: number, pixels = 1): LayerSpec {
  return { kind: 'dense', inputs, outputs: CLASSES, relu: false, pixels };
}

function perceptron(widths: readonly number[]): LayerSpec[] {
  const hidden = widths.slice(1).map((outputs, i): LayerSpec => {
    return { kind: 'dense', inputs: widths[i] ?? 0, outputs, relu: true, pixels: 1 };
  });
  return [...hidden, classifier(widths.at(-1) ?? 0)];
}

/** Small Inception of Zhang et al. 2017 (arXiv 1611.03530, appendix A). */
function inceptionSmall(): LayerSpec[] {
  let channels = 96;
  const inception = (narrow: number, wide: number): LayerSpec => {
    const branches = [convolution(1, channels, narrow, 1, true), convolution(3, channels, wide, 1, true)];
    channels = narrow + wide;
    return { kind: 'parallel', branches };
  };
  const downsample = (outputs: number): LayerSpec => {
    const branches: LayerSpec[] = [convolution(3, channels, outputs, 2, true), { kind: 'maxPool', size: 3, stride: 2 }];
    channels += outputs;
    return { kind: 'parallel', branches };
  };
  return [
    convolution(3, 3, 96, 1, true),
    ...[inception(32, 32), inception(32, 48), downsample(80)],
    ...[inception(112, 48), inception(96, 64), inception(80, 80), inception(48, 96), downsample(96)],
    ...[inception(176, 160), inception(176, 160)],
    { kind: 'globalAveragePool' },
    classifier(channels),
  ];
}

/** One trained tensor. */
export interface Weight {
  readonly shape: readonly number[];
  readonly values: Float32Array;
  /** Of the images whose pixels and channels a dense kernel's rows are; 1 for every other weight. */
  readonly pixels: number;
}

/** The initial weights in the order of layers: of each its kernel, then its bias or its scale and offset. */
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
        return [];
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

/** Each class a fixed pattern, each image its class's pattern under noise; values in [−1, 1]. */
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
