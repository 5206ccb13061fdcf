/** One image's pass against the evaluation that predicted it. */
import '@tensorflow/tfjs-backend-cpu';
import { engine, setBackend } from '@tensorflow/tfjs-core';
import { beforeAll, expect, it } from 'vitest';
import { DEFAULT_PARAMS, resolveParams } from '../../src/shared/run/run-params.ts';
import type { AnswerOf } from '../../src/shared/inspections/index.ts';
import { ReadbackQueue } from '../backends/common/readback-queue.ts';
import { loadData } from '../data/origins/load.ts';
import { withoutPause } from '../training/parts.ts';
import { Run } from '../training/run.ts';
import { inspect } from './index.ts';

beforeAll(async () => {
  await setBackend('cpu');
});

it('predicts as the evaluation does, also of drawn pixels, and gives each layer’s maps and units', async () => {
  const model = 'conv3x4-bn-relu-pool2s2-dense6-relu';
  const params = resolveParams({ ...DEFAULT_PARAMS, data: 'synthetic', n: 20, size: 14, batch: 10, lr: 0.1, model });
  const data = await loadData(params, () => undefined);
  const queue = new ReadbackQueue();
  const run = new Run([{ params, events: [], opposite: false }], data, queue);
  for (let k = 0; k < 3; k++) withoutPause(run.train(0));
  withoutPause(run.observe(true));
  await queue.flush();
  const held = engine().state.numTensors;
  const passOf = async (image: unknown): Promise<AnswerOf<'imagePass'>> =>
    (await inspect(run, 'imagePass', { image })) as AnswerOf<'imagePass'>;
  const { train } = run.variants[0]?.history.columns ?? {};
  for (const index of [0, 7, 19]) {
    const { label, pixels, variants } = await passOf({ of: 'train', index });
    expect(label).toBe(data.train.labels[index]);
    const { probabilities, layers } = variants[0] ?? { probabilities: new Float32Array(), layers: [] };
    expect(-Math.log(probabilities[label ?? 0] ?? NaN)).toBeCloseTo(train?.losses[index] ?? NaN, 4);
    expect(probabilities.indexOf(Math.max(...probabilities))).toBe(train?.predicted[index]);
    expect(layers.map(({ name, edges, total, values }) => [name, ...edges, total, values.length])).toEqual([
      ['conv1', 14, 14, 4, 784],
      ['dense1', 1, 1, 6, 6],
      ['dense2', 1, 1, 10, 10],
    ]);
    expect(Math.min(...(layers[0]?.values ?? [NaN]))).toBe(0);
    const drawn = await passOf({ pixels });
    expect(drawn).toMatchObject({ label: null, variants: [{ probabilities }] });
  }
  await expect(passOf({ pixels: new Uint8Array(3) })).rejects.toThrow(/no image/);
  await expect(passOf({ of: 'test', index: 1e6 })).rejects.toThrow(/image 1000000/);
  expect(engine().state.numTensors).toBe(held);
  run.dispose();
});
