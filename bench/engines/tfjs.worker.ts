/** Stock TensorFlow.js used as its documentation shows: the forward pass in tf operations, `minimize` for the rest. */
import { gpuBytes, wasmBytes } from './meter.ts';
import * as tf from '@tensorflow/tfjs';
import { setWasmPaths } from '@tensorflow/tfjs-backend-wasm';
import simdUrl from '@tensorflow/tfjs-backend-wasm/wasm-out/tfjs-backend-wasm-simd.wasm?url';
import threadedUrl from '@tensorflow/tfjs-backend-wasm/wasm-out/tfjs-backend-wasm-threaded-simd.wasm?url';
import plainUrl from '@tensorflow/tfjs-backend-wasm/wasm-out/tfjs-backend-wasm.wasm?url';
import '@tensorflow/tfjs-backend-webgpu';
import type { BackendName } from '../protocol.ts';
import { batchesOf, CLASSES, initialWeights, MOMENTUM, NORM_EPSILON, type LayerSpec, type Work } from '../work.ts';
import { adapterName } from './adapter.ts';
import { serve, type Engine, type Trainer } from './engine.ts';
import { submitRecorded } from './submit.ts';

serve(async (backend): Promise<Engine> => {
  setWasmPaths({
    'tfjs-backend-wasm.wasm': plainUrl,
    'tfjs-backend-wasm-simd.wasm': simdUrl,
    'tfjs-backend-wasm-threaded-simd.wasm': threadedUrl,
  });
  const adapter = await adapterName(backend);
  if (!(await tf.setBackend(backend))) throw new Error(`tfjs's ${backend} did not start`);
  await tf.ready();
  return { adapter, build: (work, batch) => Promise.resolve(build(work, batch)), memory: () => memory(backend) };
});

function memory(backend: BackendName): number {
  if (backend === 'wasm') return wasmBytes();
  if (backend === 'webgpu') return gpuBytes();
  // The typings lack what the WebGL backend adds.
  const { numBytes, numBytesInGPUAllocated } = tf.memory() as tf.MemoryInfo & { numBytesInGPUAllocated?: number };
  return numBytesInGPUAllocated ?? numBytes;
}

function build(work: Work, batch: number): Trainer {
  const weights = initialWeights(work).map(({ shape, values }) => tf.variable(tf.tensor(values, [...shape])));
  const running = runningStatistics(work.layers);
  const batches = batchesOf(work, batch).map(({ images, labels }) => ({
    images: tf.tensor4d(images, [batch, ...work.input]),
    labels: tf.tidy(() => tf.oneHot(tf.tensor1d(labels, 'int32'), CLASSES).toFloat()),
  }));
  const optimizer = tf.train.momentum(work.learningRate, MOMENTUM);
  let latest: tf.Scalar | null = null;
  return {
    step(index) {
      const now = batches[index];
      if (!now) throw new Error('no such batch');
      const loss = optimizer.minimize(
        () => {
          const logits = forward(work.layers, now.images, iterate(weights), iterate(running));
          return tf.losses.softmaxCrossEntropy(now.labels, logits).asScalar();
        },
        true,
        weights,
      );
      latest?.dispose();
      latest = loss;
    },
    loss: async () => (await latest?.data())?.[0] ?? NaN,
    flush: submitRecorded,
  };
}

type Next<T> = () => T;

function iterate<T>(items: readonly T[]): Next<T> {
  let at = 0;
  return () => {
    const item = items[at++];
    if (item === undefined) throw new Error('too few weights');
    return item;
  };
}

interface Running {
  readonly mean: tf.Variable;
  readonly variance: tf.Variable;
}

/** For every layer with BatchNorm, in order. */
function runningStatistics(layers: readonly LayerSpec[]): Running[] {
  return layers.flatMap((layer) => {
    if (layer.kind === 'parallel') return runningStatistics(layer.branches);
    if (layer.kind === 'residual') return runningStatistics(layer.body);
    if (layer.kind !== 'convolution' || !layer.norm) return [];
    const { outputs } = layer;
    return [{ mean: tf.variable(tf.zeros([outputs]), false), variance: tf.variable(tf.ones([outputs]), false) }];
  });
}

function forward(
  layers: readonly LayerSpec[],
  x: tf.Tensor,
  next: Next<tf.Variable>,
  statistics: Next<Running>,
): tf.Tensor {
  return layers.reduce<tf.Tensor>((value, layer) => apply(layer, value, next, statistics), x);
}

function apply(layer: LayerSpec, x: tf.Tensor, next: Next<tf.Variable>, statistics: Next<Running>): tf.Tensor {
  switch (layer.kind) {
    case 'dense': {
      const y = tf.add(tf.matMul(tf.reshape(x, [-1, layer.inputs]), next() as tf.Tensor2D), next());
      return layer.relu ? tf.relu(y) : y;
    }
    case 'convolution': {
      const y = tf.conv2d(x as tf.Tensor4D, next() as tf.Variable<tf.Rank.R4>, layer.stride, 'same');
      const z = layer.norm ? batchNorm(y, next(), next(), statistics()) : tf.add(y, next());
      return layer.relu ? tf.relu(z) : z;
    }
    case 'maxPool':
      return tf.maxPool(x as tf.Tensor4D, layer.size, layer.stride, 'same');
    case 'globalAveragePool':
      return tf.mean(x, [1, 2]);
    case 'localResponse': {
      const { radius, bias, alpha, beta } = layer;
      return tf.localResponseNormalization(x as tf.Tensor4D, radius, bias, alpha, beta);
    }
    case 'residual': {
      const body = forward(layer.body, x, next, statistics);
      return tf.relu(tf.add(body, shortcut(x as tf.Tensor4D, layer.stride, layer.added)));
    }
    case 'parallel':
      return tf.concat(
        layer.branches.map((branch) => apply(branch, x, next, statistics)),
        -1,
      );
  }
}

function shortcut(x: tf.Tensor4D, stride: number, added: number): tf.Tensor4D {
  // Unlike stridedSlice, pooling of one pixel has a gradient.
  const taken = stride === 1 ? x : tf.avgPool(x, 1, stride, 'same');
  if (added === 0) return taken;
  return tf.pad(taken, [
    [0, 0],
    [0, 0],
    [0, 0],
    [0, added],
  ]);
}

function batchNorm(x: tf.Tensor, scale: tf.Tensor, offset: tf.Tensor, running: Running): tf.Tensor {
  const { mean, variance } = tf.moments(x, [0, 1, 2]);
  for (const [kept, now] of [
    [running.mean, mean],
    [running.variance, variance],
  ] as const) {
    kept.assign(tf.add(tf.mul(kept, 0.9), tf.mul(now, 0.1)));
  }
  const asVector = (tensor: tf.Tensor): tf.Tensor1D => tensor as tf.Tensor1D;
  return tf.batchNorm(x, asVector(mean), asVector(variance), asVector(offset), asVector(scale), NORM_EPSILON);
}
