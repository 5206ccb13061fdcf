/** The memory of a training step on wasm. The pinned runs test that its numbers are unchanged. */
import { engine } from '@tensorflow/tfjs-core';
import { beforeAll, expect, it } from 'vitest';
import { placeRun } from '../../src/shared/networks/of-run.ts';
import { DEFAULT_PARAMS, resolveParams, type ResolvedParams, type RunParams } from '../../src/shared/run/run-params.ts';
import { ReadbackQueue } from '../backends/common/readback-queue.ts';
import { startWasm } from '../backends/wasm-start.ts';
import { loadData } from '../data/origins/load.ts';
import { withoutPause } from './parts.ts';
import { Run } from './run.ts';

const FLOAT = 4;

beforeAll(startWasm);

/** The bytes of tensors at the start of the second step and the most within it. */
async function stepBytes(params: ResolvedParams, variants: number): Promise<{ before: number; peak: number }> {
  const data = await loadData(params, () => undefined);
  const queue = new ReadbackQueue();
  const settings = [false, true].slice(0, variants).map((opposite) => ({ params, events: [], opposite }));
  const run = new Run(settings, data, queue);
  // The second step also has the optimizer's state and the previous gradient.
  withoutPause(run.train(0));
  await queue.flush();
  const before = engine().state.numBytes;
  let peak = 0;
  for (const parts = run.train(0); parts.next().done !== true;) peak = Math.max(peak, engine().state.numBytes);
  await queue.flush();
  run.dispose();
  return { before, peak };
}

const inception = (changes: Partial<RunParams>): ResolvedParams =>
  resolveParams({ ...DEFAULT_PARAMS, data: 'synthetic', model: 'inception-small', ...changes });

it.each([
  ['with a probe', 1],
  ['without a probe', 0],
])('a step %s needs less memory than the outputs of all layers take', async (_, probe) => {
  const params = inception({ size: 14, n: 16, batch: 16, probe });
  const placed = placeRun(params, { channels: 1, classes: 10 });
  if (!placed.ok) throw new Error(placed.reason);
  const { before, peak } = await stepBytes(params, 1);
  expect(peak - before).toBeLessThan(placed.value.activations * params.batch * FLOAT);
});

/** The largest batch of Small Inception that `sizeIssue` allows: its tensors then need 2.64 GB, the heap 4.04 of 4.29. */
const LARGEST_BATCH = 571;

it.runIf(process.env.FULL === '1')(
  'Small Inception trains with the largest batch that is allowed',
  async () => {
    const { peak } = await stepBytes(inception({ n: LARGEST_BATCH, batch: LARGEST_BATCH, probe: 1 }), 2);
    expect(peak).toBeLessThan(2.8e9);
  },
  600_000,
);

// wasm has 4 GB.
it.runIf(process.env.FULL === '1')(
  'a paired run of Small Inception at batch 128 needs less than 0.8 GB',
  async () => {
    expect((await stepBytes(inception({ n: 128, batch: 128, probe: 1 }), 2)).peak).toBeLessThan(0.8e9);
  },
  120_000,
);
