/** The exported weights give the trainer's logits elsewhere: here in plain loops over float64 numbers. */
import { setBackend, tensor } from '@tensorflow/tfjs-core';
import '@tensorflow/tfjs-backend-cpu';
import { beforeAll, describe, expect, it } from 'vitest';
import { randomStream } from '../../src/shared/util/random.ts';
import { DEFAULT_PARAMS, resolveParams, type RunParams } from '../../src/shared/run/run-params.ts';
import type { NamedTensor } from '../../src/shared/run/run-records.ts';
import { loadData } from '../data/origins/load.ts';
import { convolution, product } from '../ops/testing/reference.ts';
import { ReadbackQueue } from '../backends/common/readback-queue.ts';
import { withoutPause } from './parts.ts';
import { Run } from './run.ts';

const EPSILON = 1e-3;
const SMALL: Partial<RunParams> = { data: 'synthetic', n: 60, size: 14, batch: 10, steps: 12, lr: 0.1, probe: 0 };
type Shape = readonly [number, number, number, number];
type Read = (name: string) => NamedTensor | undefined;

/** Product or convolution → BatchNorm by running statistics, or bias → ReLU. */
function layer(read: Read, name: string, x: readonly number[], from: Shape, stride: number, relu: boolean): number[] {
  const kernel = read(`${name}/kernel`);
  if (!kernel) throw new Error(`no kernel ${name}`);
  const [batch] = from;
  const outputs = kernel.shape.at(-1) ?? 0;
  const linear =
    kernel.shape.length === 2
      ? product(x, kernel.values, batch, kernel.shape[0] ?? 0, outputs)
      : convolution(x, kernel.values, [...from], kernel.shape as [number, number, number, number], stride);
  const value = (part: string, at: number): number => read(`${name}/${part}`)?.values[at] ?? NaN;
  return linear.map((sum, i) => {
    const c = i % outputs;
    const spread = Math.sqrt(value('runningVariance', c) + EPSILON);
    const y = read(`${name}/bias`)
      ? sum + value('bias', c)
      : ((sum - value('runningMean', c)) / spread) * value('scale', c) + value('offset', c);
    return relu ? Math.max(0, y) : y;
  });
}

function logits(read: Read, images: readonly number[], batch: number, model: string): number[] {
  const image: Shape = [batch, 14, 14, 1];
  if (model === 'mlp') {
    const hidden = layer(read, 'dense1', images, image, 1, true);
    return layer(read, 'dense2', hidden, [batch, 1, 1, 9], 1, false);
  }
  const first = layer(read, 'conv1', images, image, 1, true);
  const second = layer(read, 'conv2', first, [batch, 14, 14, 3], 2, true);
  const pooled = Array.from({ length: batch * 5 }, (_, k) => {
    const [n, c] = [Math.floor(k / 5), k % 5];
    let sum = 0;
    for (let place = 0; place < 49; place++) sum += second[(n * 49 + place) * 5 + c] ?? NaN;
    return sum / 49;
  });
  return layer(read, 'dense', pooled, [batch, 1, 1, 5], 1, false);
}

beforeAll(async () => {
  await setBackend('cpu');
});

describe('weights', () => {
  it.each<[string, Partial<RunParams>]>([
    ['mlp with biases', { model: 'mlp', width: [9] }],
    ['mlp with BatchNorm', { model: 'mlp', width: [9], norm: 'batch' }],
    ['cnn with BatchNorm', { model: 'cnn', width: [3, 5] }],
  ])('of a trained %s give the network’s logits', async (_, changes) => {
    const params = resolveParams({ ...DEFAULT_PARAMS, ...SMALL, ...changes });
    const data = await loadData(params, () => undefined, new AbortController().signal);
    const run = new Run([{ params, events: [], opposite: false }], data, new ReadbackQueue());
    for (let step = 0; step < params.steps; step++) withoutPause(run.train(step));
    const [weights = []] = (await run.weights()) ?? [];
    const names = weights.map(({ name }) => name);
    expect(new Set(names).size).toBe(names.length);
    expect(weights.every(({ shape, values }) => shape.reduce((a, b) => a * b, 1) === values.length)).toBe(true);

    const random = randomStream(5, 'synthetic');
    const images = Array.from({ length: 4 * 14 * 14 }, () => Math.fround(random.normal()));
    const network = run.variants[0]?.network;
    const expected = network?.infer(tensor(images, [4, 14, 14, 1])).dataSync() ?? [];
    const got = logits((name) => weights.find((found) => found.name === name), images, 4, params.model);
    expect(got).toHaveLength(40);
    expect(Math.max(...got.map((value, i) => Math.abs(value - (expected[i] ?? NaN))))).toBeLessThan(1e-5);
    run.dispose();
  });
});
