/** The bench's work as the lab's own networks, and its batches as tensors. */
import { keep, reshape, tensor, tensor1d, type Tensor } from '@tensorflow/tfjs-core';
import { randomStream } from '../../src/shared/random.ts';
import { DEFAULT_PARAMS, resolveParams, type ResolvedParams } from '../../src/shared/run-params.ts';
import { Block } from '../../workers/models/block.ts';
import type { Layer } from '../../workers/models/layer.ts';
import { convolutionMap, denseMap } from '../../workers/models/linear-map.ts';
import { buildNetwork } from '../../workers/models/networks.ts';
import { maxPooling, sequence } from '../../workers/models/structure.ts';
import { assignValues } from '../../workers/ops/values.ts';
import type { DrawnBatch } from '../../workers/training/arm.ts';
import { batchesOf, initialWeights, type Work } from '../work.ts';

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
  const network = params ? buildNetwork(params) : pooledConvolutions();
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

export function tensorBatches(work: Work, batch: number): DrawnBatch[] {
  return batchesOf(work, batch).map(({ images, labels }) => ({
    images: keep<Tensor>(tensor(images, [batch, ...work.input])),
    labels: keep(tensor1d(labels, 'int32')),
    examples: Uint32Array.from(labels),
  }));
}
