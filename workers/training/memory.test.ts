/** The memory of a training step on wasm. The pinned runs test that its numbers are unchanged. */
import { engine } from '@tensorflow/tfjs-core';
import { beforeAll, expect, it } from 'vitest';
import { placeRun } from '../../src/shared/networks/of-run.ts';
import { DEFAULT_PARAMS, resolveParams } from '../../src/shared/run/run-params.ts';
import { ReadbackQueue } from '../backends/common/readback-queue.ts';
import { startWasm } from '../backends/wasm-start.ts';
import { loadData } from '../data/origins/load.ts';
import { withoutPause } from './parts.ts';
import { Run } from './run.ts';

const FLOAT = 4;

beforeAll(startWasm);

it.each([
  ['with a probe', 1],
  ['without a probe', 0],
])('a step %s needs less memory than the outputs of all layers take', async (_, probe) => {
  const params = resolveParams({
    ...DEFAULT_PARAMS,
    data: 'synthetic',
    model: 'inception-small',
    size: 14,
    n: 16,
    batch: 16,
    probe,
  });
  const placed = placeRun(params, { channels: 1, classes: 10 });
  if (!placed.ok) throw new Error(placed.reason);
  const data = await loadData(params, () => undefined);
  const queue = new ReadbackQueue();
  const run = new Run([{ params, events: [], opposite: false }], data, queue);
  // The second step also has the optimizer's state and the previous gradient.
  withoutPause(run.train(0));
  await queue.flush();
  const before = engine().state.numBytes;
  let peak = 0;
  for (const parts = run.train(0); parts.next().done !== true;) peak = Math.max(peak, engine().state.numBytes);
  await queue.flush();
  const outputs = placed.value.activations * params.batch * FLOAT;
  expect(peak - before).toBeLessThan(outputs);
  run.dispose();
});
