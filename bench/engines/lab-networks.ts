/** The bench's work as the lab's own networks, and its batches as tensors. */
import { keep, reshape, tensor, tensor1d, type Tensor, type Tensor1D } from '@tensorflow/tfjs-core';
import { randomStream } from '../../src/shared/random.ts';
import { DEFAULT_PARAMS, resolveParams, type ResolvedParams } from '../../src/shared/run-params.ts';
import { Block } from '../../workers/models/block.ts';
import type { Layer } from '../../workers/models/layer.ts';
import { convolutionMap, denseMap } from '../../workers/models/linear-map.ts';
import { buildNetwork } from '../../workers/models/networks.ts';
import { maxPooling, sequence } from '../../workers/models/structure.ts';
import { canGather } from '../../workers/ops/gather.ts';
import { assignValues } from '../../workers/ops/values.ts';
import { DeviceExamples, type Examples } from '../../workers/training/examples.ts';
import { batchesOf, CLASSES, initialWeights, type HostBatch, type Work } from '../work.ts';

/** The settings of a run of this work; null where the page has no such network. */
export function paramsOf(work: Work, batch: number): ResolvedParams | null {
  switch (work.name) {
    case 'M1':
      return resolveParams({ ...DEFAULT_PARAMS, batch, model: 'mlp', width: [256, 256] });
    case 'M2':
      return null;
    case 'mlp':
    case 'cnn':
      return resolveParams({ ...DEFAULT_PARAMS, batch, model: work.name });
    case 'inception-small':
      return resolveParams({ ...DEFAULT_PARAMS, batch, model: 'inception-small', data: 'cifar10' });
  }
}

/** With the bench's initial weights. */
export function networkOf(work: Work, batch: number): Layer {
  const params = paramsOf(work, batch);
  const network = params ? buildNetwork(params, { channels: work.input[2], classes: CLASSES }) : pooledConvolutions();
  takeWeights(network, work);
  return network;
}

/** M2: the lab's layers, put together as no network of the page is. */
function pooledConvolutions(): Layer {
  const random = randomStream(0, 'init');
  const convolution = (name: string, inputs: number, outputs: number): Block =>
    new Block({ name, map: convolutionMap(3, inputs, outputs, 1), norm: 'none', relu: true }, random);
  const dense = new Block({ name: 'dense', map: denseMap(7 * 7 * 32, 10), norm: 'none', relu: false }, random);
  const first = [convolution('conv1', 1, 16), maxPooling(2, 2)];
  const second = [convolution('conv2', 16, 32), maxPooling(2, 2)];
  return sequence([...first, ...second, flattening(), dense]);
}

/** Images as vectors. */
function flattening(): Layer {
  let shape: number[] = [];
  const flat = (x: Tensor): Tensor => reshape(x, [-1, 7 * 7 * 32]);
  return {
    parameters: [],
    blocks: [],
    forward(x) {
      shape = x.shape;
      return flat(x);
    },
    infer: flat,
    backward: (dy) => reshape(dy, shape),
    dispose: () => undefined,
  };
}

/** Throws where the network is not the one that the work describes. */
export function takeWeights(network: Layer, work: Work): void {
  const weights = initialWeights(work);
  if (weights.length !== network.parameters.length) throw new Error('the lab’s network is not the one of the bench');
  network.parameters.forEach(({ value }, i) => {
    assignValues(value, weights[i]?.values ?? new Float32Array());
  });
}

/** The bench's batches as examples of the lab, laid end to end. */
export interface BenchExamples {
  readonly examples: Examples;
  /** Of all examples. */
  readonly labels: Uint8Array;
  /** Those of batch `index`. */
  readonly indices: (index: number) => Uint32Array;
}

/** On the device before the first step, as every engine's are. */
export function benchExamples(work: Work, batch: number): BenchExamples {
  const batches = batchesOf(work, batch);
  const chosen = batches.map((_, index) => Uint32Array.from({ length: batch }, (_, k) => index * batch + k));
  return {
    examples: canGather() ? gatheredExamples(work, batches) : madeExamples(work, batch, batches),
    labels: Uint8Array.from(batches.flatMap(({ labels }) => [...labels])),
    indices(index) {
      const indices = chosen[index];
      if (!indices) throw new Error('no such batch');
      return indices;
    },
  };
}

function gatheredExamples({ input }: Work, batches: readonly HostBatch[]): DeviceExamples {
  const length = batches[0]?.images.length ?? 0;
  const pixels = new Float32Array(batches.length * length);
  batches.forEach(({ images }, index) => {
    pixels.set(images, index * length);
  });
  const [size, , channels] = input;
  const nothing = (): Tensor1D => keep(tensor1d([0]));
  return new DeviceExamples({
    pixels: keep(tensor1d(pixels)),
    factors: nothing(),
    offsets: nothing(),
    size,
    channels,
  });
}

function madeExamples({ input }: Work, batch: number, batches: readonly HostBatch[]): Examples {
  const made = batches.map(({ images, labels }) => ({
    images: keep<Tensor>(tensor(images, [batch, ...input])),
    labels: keep(tensor1d(labels, 'int32')),
  }));
  return {
    batch([first = 0]) {
      const found = made[first / batch];
      if (!found) throw new Error('no such batch');
      return found;
    },
    dispose: () => undefined,
  };
}
