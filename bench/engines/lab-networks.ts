/** The bench's work as the lab's networks, and its batches as tensors. */
import { keep, tensor, tensor1d, type Tensor, type Tensor1D } from '@tensorflow/tfjs-core';
import { DEFAULT_PARAMS, resolveParams, type ResolvedParams } from '../../src/shared/run/run-params.ts';
import type { Layer } from '../../workers/models/layer.ts';
import { buildNetwork } from '../../workers/models/networks.ts';
import { canGather } from '../../workers/ops/gather.ts';
import { assignValues } from '../../workers/ops/values.ts';
import { DeviceExamples, type Examples } from '../../workers/training/examples.ts';
import { batchesOf, CLASSES, initialWeights, type HostBatch, type Work } from '../work.ts';

/** The settings of a run of this work. */
export function paramsOf({ params, input }: Work, batch: number): ResolvedParams {
  const data = input[2] === 3 ? 'cifar10' : 'mnist';
  return resolveParams({ ...DEFAULT_PARAMS, ...params, data, batch });
}

/** With the bench's initial weights. */
export function networkOf(work: Work, batch: number): Layer {
  const network = buildNetwork(paramsOf(work, batch), { channels: work.input[2], classes: CLASSES });
  takeWeights(network, work);
  return network;
}

/** Throws if the network is not the one that the work describes. */
export function takeWeights(network: Layer, work: Work): void {
  const weights = initialWeights(work);
  if (weights.length !== network.parameters.length) throw new Error('the lab’s network is not the one of the bench');
  network.parameters.forEach(({ value }, i) => {
    assignValues(value, weights[i]?.values ?? new Float32Array());
  });
}

/** The bench's batches as examples of the lab, concatenated. */
export interface BenchExamples {
  readonly examples: Examples;
  /** For all examples. */
  readonly labels: Uint8Array;
  /** For batch `index`. */
  readonly indices: (index: number) => Uint32Array;
}

/** On the device before the first step, as for every engine. */
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
