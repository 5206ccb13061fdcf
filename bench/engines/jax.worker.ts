/** jax-js used as its documentation shows: one jitted function from weights and batch to loss and new weights. */
import { gpuBytes, wasmBytes } from './meter.ts';
import { blockUntilReady, defaultDevice, init, jit, lax, nn, numpy as np, tree, valueAndGrad } from '@jax-js/jax';
import {
  batchesOf,
  CLASSES,
  initialWeights,
  MOMENTUM,
  NORM_EPSILON,
  type LayerSpec,
  type Weight,
  type Work,
} from '../work.ts';
import { adapterName } from './adapter.ts';
import type { BackendName } from '../protocol.ts';
import { serve, type Engine, type Trainer } from './engine.ts';

serve(async (backend): Promise<Engine> => {
  const adapter = await adapterName(backend);
  if (!(await init(backend)).includes(backend)) throw new Error(`jax-js's ${backend} did not start`);
  defaultDevice(backend);
  return {
    adapter,
    build: (work, batch) => build(work, batch, backend),
    memory: () => (backend === 'webgpu' ? gpuBytes() : wasmBytes()),
  };
});

type Arrays = np.Array[];
/** Its weights in the order of the layers, each with its own reference. */
type Next = () => np.Array;

function present(array: np.Array | undefined): np.Array {
  if (!array) throw new Error('too few weights');
  return array;
}

async function build(work: Work, batch: number, backend: BackendName): Promise<Trainer> {
  const [height, width, channels] = work.input;
  const update = jit((weights: Arrays, velocity: Arrays, images: np.Array, labels: np.Array) => {
    const lossOf = (parameters: Arrays, x: np.Array, y: np.Array): np.Array => {
      let at = 0;
      const logits = forward(work.layers, x, () => present(parameters[at++]));
      return np.mean(np.sum(nn.logSoftmax(logits).mul(y), 1)).neg();
    };
    const [loss, gradients] = valueAndGrad(lossOf)(tree.ref(weights), images, labels);
    const pushed = velocity.map((v, i) => v.mul(MOMENTUM).add(present(gradients[i])));
    const moved = weights.map((w, i) => w.sub(present(pushed[i]).ref.mul(work.learningRate)));
    return { loss, weights: moved, velocity: pushed };
  });
  let weights = channelsFirst(work).map(({ shape, values }) => np.array(values, { shape: [...shape] }));
  let velocity = weights.map((w) => np.zeros(w.shape));
  const batches = batchesOf(work, batch).map(({ images, labels }) => ({
    images: np.array(imagesChannelsFirst(images, batch, height * width, channels), {
      shape: [batch, channels, height, width],
    }),
    labels: np.array(oneHot(labels), { shape: [batch, CLASSES] }),
  }));
  await blockUntilReady([...weights, ...velocity]);
  let latest: np.Array | null = null;
  return {
    step(index) {
      const now = batches[index];
      if (!now) throw new Error('no such batch');
      latest?.dispose();
      const made = update(weights, velocity, now.images.ref, now.labels.ref);
      ({ weights, velocity } = made);
      latest = made.loss;
    },
    async loss() {
      await blockUntilReady(weights);
      const values = (await latest?.ref.data()) as ArrayLike<number> | undefined;
      return values?.[0] ?? NaN;
    },
    flush() {
      // jax-js defers a step until its result is requested; this dispatches and submits it.
      if (backend === 'webgpu') for (const array of [...weights, ...velocity]) array.ref.gpuBufferSync();
    },
  };
}

function oneHot(labels: Int32Array): Float32Array<ArrayBuffer> {
  const values = new Float32Array(labels.length * CLASSES);
  labels.forEach((label, example) => (values[example * CLASSES + label] = 1));
  return values;
}

/** `[outer, pixels, channels]` → `[outer, channels, pixels]` */
function imagesChannelsFirst(
  values: Float32Array,
  outer: number,
  pixels: number,
  channels: number,
): Float32Array<ArrayBuffer> {
  const turned = new Float32Array(values.length);
  for (let o = 0; o < outer; o++) {
    for (let p = 0; p < pixels; p++) {
      for (let c = 0; c < channels; c++) {
        turned[(o * channels + c) * pixels + p] = values[(o * pixels + p) * channels + c] ?? 0;
      }
    }
  }
  return turned;
}

interface OwnWeight extends Weight {
  readonly values: Float32Array<ArrayBuffer>;
}

/** Kernels in the layout of jax-js's convolution, [out, in, height, width]; a dense layer after images follows. */
function channelsFirst(work: Work): OwnWeight[] {
  return initialWeights(work).map(({ shape, values, pixels }) => {
    const [first = 0, second = 0, inputs = 0, outputs = 0] = shape;
    if (shape.length === 4) {
      // [pixels, in, out] → [in · out, pixels] → [out, in, pixels]
      const turned = imagesChannelsFirst(values, 1, first * second, inputs * outputs);
      return {
        shape: [outputs, inputs, first, second],
        pixels,
        values: swapped(turned, inputs, outputs, first * second),
      };
    }
    // From a dense kernel's rows by pixel, then channel, to rows by channel, then pixel.
    return { shape, pixels, values: swapped(values, pixels, (first / pixels) | 0, values.length / first) };
  });
}

/** [a, b, size] → [b, a, size] */
function swapped(values: Float32Array, a: number, b: number, size: number): Float32Array<ArrayBuffer> {
  const turned = new Float32Array(values.length);
  for (let i = 0; i < a; i++) {
    for (let j = 0; j < b; j++) {
      const from = (i * b + j) * size;
      turned.set(values.subarray(from, from + size), (j * a + i) * size);
    }
  }
  return turned;
}

function forward(layers: readonly LayerSpec[], x: np.Array, next: Next): np.Array {
  return layers.reduce((value, layer) => apply(layer, value, next), x);
}

function apply(layer: LayerSpec, x: np.Array, next: Next): np.Array {
  switch (layer.kind) {
    case 'dense': {
      const y = np.matmul(x.reshape([-1, layer.inputs]), next()).add(next());
      return layer.relu ? nn.relu(y) : y;
    }
    case 'convolution': {
      const y = lax.conv(x, next(), [layer.stride, layer.stride], 'SAME');
      const z = layer.norm ? batchNorm(y, next(), next()) : y.add(next().reshape([1, layer.outputs, 1, 1]));
      return layer.relu ? nn.relu(z) : z;
    }
    case 'maxPool':
      return maxPool(x, layer.size, layer.stride);
    case 'globalAveragePool':
      return np.mean(x, [2, 3]);
    case 'localResponse':
      return localResponse(x, layer);
    case 'residual': {
      const body = forward(layer.body, x.ref, next);
      return nn.relu(body.add(shortcut(x, layer.stride, layer.added)));
    }
    case 'parallel': {
      const outputs = layer.branches.map((branch) => apply(branch, x.ref, next));
      x.dispose();
      return np.concatenate(outputs, 1);
    }
  }
}

/** 'same' padding; its zeros never exceed the outputs of a ReLU. */
function maxPool(x: np.Array, size: number, stride: number): np.Array {
  const [, , height = 0, width = 0] = x.shape;
  const missing = (edge: number): number => Math.max((Math.ceil(edge / stride) - 1) * stride + size - edge, 0);
  const pair = (total: number): [number, number] => [Math.floor(total / 2), Math.ceil(total / 2)];
  const padding = [pair(missing(height)), pair(missing(width))] as const;
  const padded = missing(height) + missing(width) > 0 ? np.pad(x, [[0, 0], [0, 0], ...padding]) : x;
  return lax.reduceWindow(padded, (window) => np.max(window), [size, size], [stride, stride]);
}

function localResponse(x: np.Array, layer: LayerSpec & { readonly kind: 'localResponse' }): np.Array {
  const { radius, bias, alpha, beta } = layer;
  const none: [number, number] = [0, 0];
  const squares = np.pad(np.square(x.ref), [none, [radius, radius], none, none]);
  const sums = lax.reduceWindow(squares, (window) => np.sum(window), [2 * radius + 1, 1, 1], [1, 1, 1]);
  return x.mul(np.power(sums.mul(alpha).add(bias), -beta));
}

function shortcut(x: np.Array, stride: number, added: number): np.Array {
  const taken = stride === 1 ? x : lax.reduceWindow(x, (window) => np.sum(window), [1, 1], [stride, stride]);
  const none: [number, number] = [0, 0];
  return added > 0 ? np.pad(taken, [none, [0, added], none, none]) : taken;
}

/** Uses the batch's own statistics; keeps no running ones. */
function batchNorm(x: np.Array, scale: np.Array, offset: np.Array): np.Array {
  const vector = [1, scale.shape[0] ?? 0, 1, 1];
  const centred = x.ref.sub(np.mean(x, [0, 2, 3], { keepdims: true }));
  const variance = np.mean(np.square(centred.ref), [0, 2, 3], { keepdims: true });
  const factor = scale.reshape(vector).div(np.sqrt(variance.add(NORM_EPSILON)));
  return centred.mul(factor).add(offset.reshape(vector));
}
