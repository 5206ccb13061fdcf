/** Each network's explicit gradients, against tfjs's automatic differentiation of the same network. */
import * as tf from '@tensorflow/tfjs';
import { beforeAll, describe, expect, it } from 'vitest';
import { randomStream } from '../../src/shared/util/random.ts';
import { DEFAULT_PARAMS, resolveParams, type RunParams } from '../../src/shared/run/run-params.ts';
import { chunkCoherence, gramOf, mCoherenceOf, stiffness } from '../observables/coherence.ts';
import { readProbe } from '../observables/probe.ts';
import { cosine } from '../../src/shared/observables/derived.ts';
import { dot, norm } from '../observables/step.ts';
import { softmaxCrossEntropy } from '../ops/loss.ts';
import { sgdUpdate } from '../ops/testing/rates.ts';
import { withoutPause } from '../training/parts.ts';
import { trainStep } from '../training/train-step.ts';
import type { Layer } from './layer.ts';
import { buildNetwork, describeNetwork } from './networks.ts';

beforeAll(async () => {
  await tf.setBackend('cpu');
});

const EPSILON = 1e-3;

/** Mean and variance by block: existing entries are used as constants, missing ones are added. */
type Statistics = Map<string, { readonly mean: tf.Tensor; readonly variance: tf.Tensor }>;

/** convolution or product → BatchNorm or bias → ReLU, by tfjs's differentiable operations. */
function blockOf(
  network: Layer,
  name: string,
  x: tf.Tensor,
  stride: number,
  relu = true,
  frozen?: Statistics,
): tf.Tensor {
  const value = (part: string): tf.Tensor | undefined =>
    network.parameters.find((parameter) => parameter.name === `${name}/${part}`)?.value;
  const kernel = value('kernel');
  if (!kernel) throw new Error(`no kernel ${name}`);
  let y: tf.Tensor =
    kernel.rank === 2
      ? tf.matMul(tf.reshape(x, [x.shape[0], kernel.shape[0]]), kernel)
      : tf.conv2d(x as tf.Tensor4D, kernel as tf.Tensor4D, stride, 'same');
  const [bias, scale, offset] = [value('bias'), value('scale'), value('offset')];
  if (bias) y = tf.add(y, bias);
  if (scale && offset) {
    const axes = y.shape.map((_, axis) => axis).slice(0, -1);
    const known = frozen?.get(name);
    const mean = known?.mean ?? tf.mean(y, axes);
    const centred = tf.sub(y, mean);
    const variance = known?.variance ?? tf.mean(tf.square(centred), axes);
    frozen?.set(name, { mean, variance });
    const deviation = tf.sqrt(tf.add(variance, EPSILON));
    y = tf.add(tf.mul(tf.div(centred, deviation), scale), offset);
  }
  return relu ? tf.relu(y) : y;
}

const GREY = { channels: 1, classes: 10 };

type Reference = (network: Layer, x: tf.Tensor) => tf.Tensor;

const references: Readonly<Record<string, Reference>> = {
  mlp: (n, x) => blockOf(n, 'dense3', blockOf(n, 'dense2', blockOf(n, 'dense1', x, 1), 1), 1, false),
  cnn(n, x) {
    const features = blockOf(n, 'conv3', blockOf(n, 'conv2', blockOf(n, 'conv1', x, 1), 2), 1);
    return blockOf(n, 'dense', tf.mean(features, [1, 2]), 1, false);
  },
  'inception-small'(n, x) {
    const inception = (name: string, input: tf.Tensor): tf.Tensor =>
      tf.concat([blockOf(n, `${name}_inception_1x1`, input, 1), blockOf(n, `${name}_inception_3x3`, input, 1)], 3);
    const downsample = (name: string, input: tf.Tensor): tf.Tensor =>
      tf.concat([blockOf(n, `${name}_3x3`, input, 2), tf.maxPool(input as tf.Tensor4D, 3, 2, 'same')], 3);
    let y = blockOf(n, 'conv1', x, 1);
    for (const name of ['module1', 'module2']) y = inception(name, y);
    y = downsample('downsample1', y);
    for (const name of ['module3', 'module4', 'module5', 'module6']) y = inception(name, y);
    y = downsample('downsample2', y);
    for (const name of ['module7', 'module8']) y = inception(name, y);
    return blockOf(n, 'dense', tf.mean(y, [1, 2]), 1, false);
  },
};

function inputs(
  params: RunParams,
  batch: number,
  edge: number = params.size,
): { images: tf.Tensor; labels: tf.Tensor1D } {
  const random = randomStream(3, 'synthetic');
  const shape = [batch, edge, edge, params.data === 'cifar10' ? 3 : 1];
  const values = Float32Array.from({ length: tf.util.sizeFromShape(shape) }, () => random.normal());
  return {
    images: tf.tensor(values, shape),
    labels: tf.tensor1d(
      Array.from({ length: batch }, () => random.integer(10)),
      'int32',
    ),
  };
}

const cases: readonly (readonly [string, Partial<RunParams>, number])[] = [
  ['mlp without normalization', { model: 'mlp', width: [12, 7] }, 6],
  ['mlp with BatchNorm', { model: 'mlp', width: [12, 7], norm: 'batch' }, 6],
  ['cnn without normalization', { model: 'cnn', width: [3, 5, 5], norm: 'none' }, 4],
  ['cnn with BatchNorm', { model: 'cnn', width: [3, 5, 5] }, 4],
  ['inception-small', { model: 'inception-small', data: 'cifar10', n: 10 }, 2],
];

describe('networks', () => {
  it.each(cases)('%s: every gradient agrees with automatic differentiation', (_, changes, batch) => {
    const params = resolveParams({ ...DEFAULT_PARAMS, size: 14, ...changes });
    const network = buildNetwork(params, { ...GREY, channels: params.data === 'cifar10' ? 3 : 1 });
    // A convolutional network takes any image size; a small one limits the cpu backend's time.
    const { images, labels } = inputs(params, batch, params.model === 'inception-small' ? 3 : params.size);
    const reference = references[params.model];
    if (!reference) throw new Error('no reference');
    const targets = tf.cast(tf.oneHot(labels, 10), 'float32');
    for (const parameter of network.parameters) parameter.value.trainable = true;
    const { value, grads } = tf.variableGrads(
      () => tf.neg(tf.mean(tf.sum(tf.mul(targets, tf.logSoftmax(reference(network, images))), 1))).asScalar(),
      network.parameters.map((parameter) => parameter.value),
    );
    const { loss, dLogits } = softmaxCrossEntropy(network.forward(images) as tf.Tensor2D, labels);
    network.backward(dLogits, false, false);

    expect(loss.dataSync()[0]).toBeCloseTo(value.dataSync()[0] ?? NaN, 4);
    for (const { name, value: variable, gradient } of network.parameters) {
      const expected = grads[variable.name];
      if (!expected || !gradient) throw new Error(`no gradient of ${name}`);
      const scale = Math.max(1e-6, tf.norm(expected).dataSync()[0] ?? 0);
      expect(tf.norm(tf.sub(expected, gradient)).dataSync()[0], name).toBeLessThan(2e-4 * scale);
    }
  });

  it('inception-small has the paper’s 1,649,402 parameters, and its kernels the note’s names', () => {
    const network = buildNetwork(
      resolveParams({ ...DEFAULT_PARAMS, model: 'inception-small', data: 'cifar10', norm: 'batch' }),
      { channels: 3, classes: 10 },
    );
    const { layers, parameters, trainable } = describeNetwork(network);
    expect(parameters).toBe(1_649_402);
    const filters = layers.reduce((sum, { shape }) => sum + (shape.at(-1) ?? 0), 0) - 10;
    expect(trainable).toBe(1_649_402 + filters);
    expect(layers.map(({ name }) => name)).toEqual([
      'conv1',
      'module1_inception_1x1',
      'module1_inception_3x3',
      'module2_inception_1x1',
      'module2_inception_3x3',
      'downsample1_3x3',
      ...[3, 4, 5, 6].flatMap((k) => [`module${k}_inception_1x1`, `module${k}_inception_3x3`]),
      'downsample2_3x3',
      ...[7, 8].flatMap((k) => [`module${k}_inception_1x1`, `module${k}_inception_3x3`]),
      'dense',
    ]);
  });

  it.each(['mlp', 'cnn', 'inception-small'] as const)('%s uses the data’s channels and classes', (model) => {
    const params = resolveParams({
      ...DEFAULT_PARAMS,
      size: 14,
      width: model === 'inception-small' ? null : [4],
      model,
    });
    const network = buildNetwork(params, { channels: 3, classes: 4 });
    const { layers } = describeNetwork(network);
    expect(layers[0]?.shape.at(-2)).toBe(model === 'mlp' ? 14 * 14 * 3 : 3);
    expect(layers.at(-1)?.shape.at(-1)).toBe(4);
    const edge = model === 'mlp' ? 14 : 8;
    expect(network.infer(tf.zeros([2, edge, edge, 3])).shape).toEqual([2, 4]);
  });

  it('draws He weights that depend on the seed alone', () => {
    const build = (seed: number): Float32Array =>
      buildNetwork(resolveParams({ ...DEFAULT_PARAMS, seed }), GREY).blocks[1]?.kernel.value.dataSync<'float32'>() ??
      new Float32Array();
    const weights = build(1);
    const variance = weights.reduce((sum, w) => sum + w * w, 0) / weights.length;
    expect(variance).toBeCloseTo(2 / 512, 4);
    expect(build(1)).toEqual(weights);
    expect(build(2)).not.toEqual(weights);
  });

  it('measures the parts of a batch gradient, exactly for dense layers', () => {
    const params = resolveParams({ ...DEFAULT_PARAMS, size: 14, width: [9], batch: 5 });
    const network = buildNetwork(params, GREY);
    const { images, labels } = inputs(params, 5);
    const request = { update: sgdUpdate(0, 0, 0), probe: true, gradientSums: [] };
    const { probe } = withoutPause(trainStep(network, () => ({ images, labels }), request));
    const labelled = labels.dataSync();
    const layers = network.blocks.map(({ map }) => ({ exact: map.exact, parts: map.parts(5) }));
    const { layers: measured, alignments } = readProbe(layers, labelled, Float32Array.from(probe?.dataSync() ?? []));
    const gradients = Array.from({ length: 5 }, (_, i) => {
      const { loss, dLogits } = softmaxCrossEntropy(
        network.forward(tf.slice(images, i, 1)) as tf.Tensor2D,
        tf.slice(labels, [i], [1]),
      );
      loss.dispose();
      network.backward(dLogits, false, false);
      return network.blocks.map(({ kernel }) => Float64Array.from(kernel.gradient?.dataSync() ?? []));
    });
    network.blocks.forEach((_, layer) => {
      const own = gradients.map((each) => each[layer] ?? new Float64Array());
      const found = measured[layer];
      expect(found?.coherence).toBeCloseTo(mCoherenceOf(own), 5);
      const expected = stiffness(gramOf(own), labelled);
      for (const kind of ['all', 'within', 'between'] as const) {
        expect(found?.stiffness?.[kind], kind).toBeCloseTo(expected[kind], 5);
      }
    });
    const whole = gradients.map((each) => Float64Array.from(each.flatMap((gradient) => [...gradient])));
    const sum = Float64Array.from(whole[0] ?? [], (_, i) => whole.reduce((total, each) => total + (each[i] ?? NaN), 0));
    whole.forEach((gradient, i) => {
      expect(alignments[i]).toBeCloseTo(cosine(dot(gradient, sum), norm(gradient), norm(sum)), 5);
    });
  });

  it('with BatchNorm gives each part its own gradient, with frozen batch statistics', () => {
    const batch = 8;
    const params = resolveParams({ ...DEFAULT_PARAMS, size: 14, model: 'cnn', width: [3, 4], batch });
    const network = buildNetwork(params, GREY);
    const { images, labels } = inputs(params, batch);
    const statistics: Statistics = new Map();
    const logitsOf = (x: tf.Tensor): tf.Tensor => {
      const features = blockOf(
        network,
        'conv2',
        blockOf(network, 'conv1', x, 1, true, statistics),
        2,
        true,
        statistics,
      );
      return blockOf(network, 'dense', tf.mean(features, [1, 2]), 1, false);
    };
    logitsOf(images);
    const kernels = network.blocks.map(({ kernel }) => kernel.value);
    for (const kernel of kernels) kernel.trainable = true;
    const sums = kernels.map(() => 0);
    const totals = kernels.map((kernel): tf.Tensor => tf.zerosLike(kernel));
    for (let i = 0; i < batch; i++) {
      const target = tf.cast(tf.oneHot(tf.slice(labels, i, 1), 10), 'float32');
      const { grads } = tf.variableGrads(
        () => tf.neg(tf.mean(tf.sum(tf.mul(target, tf.logSoftmax(logitsOf(tf.slice(images, i, 1)))), 1))).asScalar(),
        kernels,
      );
      kernels.forEach((kernel, layer) => {
        const share = tf.div(grads[kernel.name] ?? tf.scalar(NaN), batch);
        sums[layer] = (sums[layer] ?? NaN) + (tf.sum(tf.square(share)).dataSync()[0] ?? NaN);
        totals[layer] = tf.add(totals[layer] ?? share, share);
      });
    }
    const request = { update: sgdUpdate(0, 0, 0), probe: true, gradientSums: [] };
    const { probe } = withoutPause(trainStep(network, () => ({ images, labels }), request));
    const layers = network.blocks.map(({ map }) => ({ exact: map.exact, parts: map.parts(batch) }));
    const measured = readProbe(layers, labels.dataSync(), Float32Array.from(probe?.dataSync() ?? [])).layers;
    kernels.forEach((_, layer) => {
      const total = tf.sum(tf.square(totals[layer] ?? tf.scalar(NaN))).dataSync()[0] ?? NaN;
      const { coherence, signal, noise } = chunkCoherence(batch, 1, total, batch * (sums[layer] ?? NaN));
      // Eight chunks of one example each: for convolutions, too, the chunks are examples.
      expect((measured[layer]?.coherence ?? NaN) / coherence).toBeCloseTo(1, 4);
      expect((measured[layer]?.signal ?? NaN) / signal).toBeCloseTo(1, 3);
      expect((measured[layer]?.noise ?? NaN) / noise).toBeCloseTo(1, 4);
    });
  });
});
