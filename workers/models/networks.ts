/** The networks, each as a reader of its paper would write it down. */
import { randomStream, type RandomStream } from '../../src/shared/random.ts';
import type { Norm, ResolvedParams } from '../../src/shared/run-params.ts';
import type { NetworkInfo } from '../../src/shared/run-records.ts';
import { Block } from './block.ts';
import type { Layer } from './layer.ts';
import { convolutionMap, denseMap } from './linear-map.ts';
import { globalAveragePooling, maxPooling, parallel, sequence } from './structure.ts';

/** What the data set decides of a network. */
export interface DataShape {
  /** Of an image. */
  readonly channels: number;
  readonly classes: number;
}

/** The network of these settings at its initial weights, which depend on the seed and the network alone. */
export function buildNetwork(params: ResolvedParams, shape: DataShape): Layer {
  const random = randomStream(params.seed, 'init');
  switch (params.model) {
    case 'mlp':
      return mlp(params, shape, random);
    case 'cnn':
      return cnn(params, shape, random);
    case 'inception-small':
      return inceptionSmall(params, shape, random);
  }
}

/** The last layer: logits of the classes, no normalization. */
function classifier(name: string, inputs: number, classes: number, random: RandomStream): Block {
  return new Block({ name, map: denseMap(inputs, classes), norm: 'none', relu: false }, random);
}

/** Multilayer perceptron: dense layers of `width` units, then the classifier. */
function mlp(params: ResolvedParams, { channels, classes }: DataShape, random: RandomStream): Layer {
  let inputs = params.size * params.size * channels;
  const layers = params.width.map((units, i) => {
    const map = denseMap(inputs, units);
    inputs = units;
    return new Block({ name: `dense${i + 1}`, map, norm: params.norm, relu: true }, random);
  });
  return sequence([...layers, classifier(`dense${layers.length + 1}`, inputs, classes, random)]);
}

/** 3×3 convolutions of `width` channels, stride 2 wherever the width changes; global average pooling; the classifier. */
function cnn(params: ResolvedParams, shape: DataShape, random: RandomStream): Layer {
  let inputs = shape.channels;
  const layers = params.width.map((channels, i) => {
    const stride = i > 0 && channels !== inputs ? 2 : 1;
    const map = convolutionMap(3, inputs, channels, stride);
    inputs = channels;
    return new Block({ name: `conv${i + 1}`, map, norm: params.norm, relu: true }, random);
  });
  return sequence([...layers, globalAveragePooling(), classifier('dense', inputs, shape.classes, random)]);
}

/** Small Inception of Zhang et al. 2017 (arXiv 1611.03530, appendix A): convolution → BatchNorm → ReLU throughout. */
function inceptionSmall(params: ResolvedParams, { channels, classes }: DataShape, random: RandomStream): Layer {
  const build = new InceptionBuilder(channels, params.norm, random);
  return sequence([
    build.convolution('conv1', 3, 96, 1),
    build.inception('module1', 32, 32),
    build.inception('module2', 32, 48),
    build.downsample('downsample1', 80),
    build.inception('module3', 112, 48),
    build.inception('module4', 96, 64),
    build.inception('module5', 80, 80),
    build.inception('module6', 48, 96),
    build.downsample('downsample2', 96),
    build.inception('module7', 176, 160),
    build.inception('module8', 176, 160),
    globalAveragePooling(),
    classifier('dense', build.channels, classes, random),
  ]);
}

/** Keeps the number of channels that the next layer reads. */
class InceptionBuilder {
  constructor(
    public channels: number,
    readonly norm: Norm,
    readonly random: RandomStream,
  ) {}

  convolution(name: string, edge: number, outputs: number, stride: number): Layer {
    const layer = this.#block(name, edge, outputs, stride);
    this.channels = outputs;
    return layer;
  }

  /** 1×1 and 3×3 convolutions side by side. */
  inception(name: string, narrow: number, wide: number): Layer {
    const branches = [
      this.#block(`${name}_inception_1x1`, 1, narrow, 1),
      this.#block(`${name}_inception_3x3`, 3, wide, 1),
    ];
    this.channels = narrow + wide;
    return parallel(branches);
  }

  /** A strided convolution beside a strided max-pooling: half the edge, `outputs` more channels. */
  downsample(name: string, outputs: number): Layer {
    const layer = parallel([this.#block(`${name}_3x3`, 3, outputs, 2), maxPooling(3, 2)]);
    this.channels += outputs;
    return layer;
  }

  #block(name: string, edge: number, outputs: number, stride: number): Block {
    const map = convolutionMap(edge, this.channels, outputs, stride);
    return new Block({ name, map, norm: this.norm, relu: true }, this.random);
  }
}

/** What page and run file say of a network. */
export function describeNetwork(network: Layer): NetworkInfo {
  const count = (scales: boolean): number =>
    network.parameters.filter(({ kind }) => scales || kind !== 'scale').reduce((sum, { size }) => sum + size, 0);
  return {
    layers: network.blocks.map(({ name, kernel }) => ({ name, shape: kernel.shape, parameters: kernel.size })),
    parameters: count(false),
    trainable: count(true),
  };
}
