/** Short training runs whose results are in `pinned.json`, to detect any change of a single bit. */
import { tensor, tensor1d, tidy, type Tensor1D } from '@tensorflow/tfjs-core';
import { randomStream } from '../../../src/shared/util/random.ts';
import { DEFAULT_PARAMS, resolveParams, type RunParams } from '../../../src/shared/run/run-params.ts';
import { sgdUpdate } from '../../ops/testing/rates.ts';
import { withoutPause } from '../../training/parts.ts';
import { trainStep } from '../../training/train-step.ts';
import { buildNetwork } from '../networks.ts';

interface PinnedRun {
  readonly params: Partial<RunParams>;
  readonly channels: number;
  readonly batch: number;
  readonly steps: number;
  /** Image size; a convolutional network takes any. */
  readonly edge?: number;
}

export const PINNED_RUNS: Readonly<Record<string, PinnedRun>> = {
  mlp: { params: { model: 'mlp', width: [24, 13] }, channels: 1, batch: 6, steps: 12 },
  'mlp, default width': { params: { model: 'mlp' }, channels: 1, batch: 8, steps: 3 },
  'mlp, BatchNorm': { params: { model: 'mlp', width: [17, 9, 5], norm: 'batch' }, channels: 3, batch: 7, steps: 12 },
  cnn: { params: { model: 'cnn', width: [6, 6, 10] }, channels: 3, batch: 6, steps: 10 },
  'cnn, default width': { params: { model: 'cnn' }, channels: 1, batch: 4, steps: 4 },
  'cnn without normalization': {
    params: { model: 'cnn', width: [4, 7, 5], norm: 'none' },
    channels: 1,
    batch: 5,
    steps: 10,
  },
  'inception-small': { params: { model: 'inception-small' }, channels: 3, batch: 3, steps: 3, edge: 6 },
  'inception-small without normalization': {
    params: { model: 'inception-small', norm: 'none' },
    channels: 3,
    batch: 2,
    steps: 3,
    edge: 6,
  },
};

export interface PinnedNumbers {
  readonly names: readonly string[];
  readonly losses: readonly number[];
  /** FNV-1a over the bits of every parameter and running statistic after the last step. */
  readonly weights: string;
}

/** Uses the current backend. */
export function pinnedNumbers({ params, channels, batch, steps, edge = 14 }: PinnedRun): PinnedNumbers {
  const resolved = resolveParams({ ...DEFAULT_PARAMS, size: 14, seed: 5, ...params });
  const network = buildNetwork(resolved, { channels, classes: 10 });
  const random = randomStream(11, 'synthetic');
  const update = sgdUpdate(0.02, 0.9, 0.001);
  const losses: number[] = [];
  for (let step = 0; step < steps; step++) {
    const loss = tidy(() => {
      const shape = [batch, edge, edge, channels];
      const pixels = Float32Array.from({ length: batch * edge * edge * channels }, () => random.uniform());
      const labels: Tensor1D = tensor1d(
        Int32Array.from({ length: batch }, () => random.integer(10)),
        'int32',
      );
      const request = { update, probe: step === 1, gradientSums: [] };
      const made = { images: tensor(pixels, shape), labels };
      return withoutPause(trainStep(network, () => made, request)).row.dataSync<'float32'>()[0] ?? NaN;
    });
    losses.push(loss);
  }
  let hash = 0x811c9dc5;
  const values = network.parameters.map(({ value }) => value.dataSync<'float32'>());
  for (const { runningMean, runningVariance } of network.normalizations) {
    values.push(runningMean.dataSync<'float32'>(), runningVariance.dataSync<'float32'>());
  }
  for (const numbers of values) {
    for (const bits of new Uint32Array(numbers.slice().buffer)) hash = Math.imul(hash ^ bits, 0x01000193) >>> 0;
  }
  const names = network.parameters.map(({ name }) => name);
  network.dispose();
  return { names, losses, weights: hash.toString(16).padStart(8, '0') };
}
