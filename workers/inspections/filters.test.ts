import '@tensorflow/tfjs-backend-cpu';
import { setBackend } from '@tensorflow/tfjs-core';
import { beforeAll, expect, it } from 'vitest';
import { DEFAULT_PARAMS, resolveParams, type RunParams } from '../../src/shared/run/run-params.ts';
import type { AnswerOf } from '../../src/shared/inspections/index.ts';
import { loadData } from '../data/origins/load.ts';
import { assignValues } from '../ops/values.ts';
import { ReadbackQueue } from '../backends/common/readback-queue.ts';
import { Run } from '../training/run.ts';
import { inspect } from './index.ts';

beforeAll(async () => {
  await setBackend('cpu');
});

async function filtersOf(changes: Partial<RunParams>): Promise<AnswerOf<'filters'>> {
  const params = resolveParams({ ...DEFAULT_PARAMS, data: 'synthetic', n: 20, size: 14, batch: 10, ...changes });
  const data = await loadData(params, () => undefined);
  const run = new Run([{ params, events: [], opposite: false }], data, new ReadbackQueue());
  const kernel = run.variants[0]?.network.blocks[0]?.kernel;
  // Input i of unit u has the weight (u + 1) · i: the last unit has the largest norm.
  const units = kernel?.shape.at(-1) ?? 1;
  if (kernel)
    assignValues(
      kernel.value,
      Float32Array.from({ length: kernel.size }, (_, k) => ((k % units) + 1) * Math.floor(k / units)),
    );
  const answer = (await inspect(run, 'filters', {})) as AnswerOf<'filters'>;
  run.dispose();
  return answer;
}

it('reads the largest first-layer units as images', async () => {
  const { layer, edge, channels, total, units, variants } = await filtersOf({ width: [30] });
  expect([layer, edge, channels, total]).toEqual(['dense1', 14, 1, 30]);
  expect([...units]).toEqual(Array.from({ length: 24 }, (_, k) => 29 - k));
  const { weights, norms } = variants[0] ?? { weights: [], norms: [] };
  expect([...weights.slice(0, 196)]).toEqual(Array.from({ length: 196 }, (_, i) => 30 * i));
  expect(norms[0]).toBeCloseTo(30 * Math.sqrt((195 * 196 * 391) / 6), -1);
});

it('reads the kernels of a convolution', async () => {
  const { edge, total, units, variants } = await filtersOf({ model: 'cnn', width: [3, 4] });
  expect([total, [...units]]).toEqual([3, [2, 1, 0]]);
  expect([...(variants[0]?.weights.slice(0, edge * edge) ?? [])]).toEqual(
    Array.from({ length: edge * edge }, (_, i) => 3 * i),
  );
});
