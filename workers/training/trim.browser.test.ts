/** A burst on WebGPU needs far more memory than the run does later. The memory is freed while the run trains. */
import { add, backend, tensor1d } from '@tensorflow/tfjs-core';
import { beforeAll, expect, it } from 'vitest';
import { DEFAULT_PARAMS, resolveParams } from '../../src/shared/run/run-params.ts';
import { findEngine } from '../backends/engines.ts';
import { stepGraph } from '../backends/common/step-graph.ts';
import { hasCommands, type Commands } from '../backends/webgpu/commands.ts';
import { takeImages } from '../data/image-set.ts';
import { loadData, type RunData } from '../data/origins/load.ts';
import { ReadbackQueue } from '../backends/common/readback-queue.ts';
import { withoutPause } from './parts.ts';
import { Run } from './run.ts';

const params = resolveParams({
  ...DEFAULT_PARAMS,
  data: 'synthetic',
  n: 90,
  size: 14,
  model: 'mlp',
  width: [16, 12],
  batch: 16,
  probe: 10,
  stride: 5,
  steps: 80,
  decay: 1e-3,
});
const RUSH = { tensors: 40, length: 50_000 };
const RUSH_BYTES = 2 * 4 * RUSH.tensors * RUSH.length;

let data: RunData;
let commands: Commands;
beforeAll(async () => {
  await (await findEngine('webgpu')).start();
  const started = backend();
  if (!hasCommands(started)) throw new Error('no WebGPU');
  commands = started;
  const whole = await loadData(params, () => undefined);
  // Few test images, because evaluations are not tested here.
  const few = takeImages(
    whole.test,
    Uint32Array.from({ length: 30 }, (_, k) => k),
  );
  data = { ...whole, test: { ...few, scaling: whole.test.scaling } };
});

const begin = (): Run => new Run([{ params, events: [], opposite: false }], data, new ReadbackQueue());
const measured = (run: Run): unknown => run.variants.map((variant) => [variant.tables.take(), variant.windowRows]);
const allocated = (): number => commands.bufferManager.numBytesAllocated;

function advance(run: Run, until: number): void {
  while (run.step < until) {
    withoutPause(run.observe(false));
    withoutPause(run.train(0));
  }
}

async function train(run: Run, until: number): Promise<void> {
  advance(run, until);
  await run.queue.flush();
  run.queue.check();
}

/** Simulates readbacks that pile up while the machine is busy. */
async function rush(): Promise<void> {
  const { tensors, length } = RUSH;
  const values = Array.from({ length: tensors }, (_, k) => tensor1d(new Float32Array(length).fill(k)));
  const sums = values.map((each) => add(each, 1));
  await sums.at(-1)?.data();
  for (const tensor of [...values, ...sums]) tensor.dispose();
}

it('frees the memory of a burst, and the run gives the same numbers bit for bit', async () => {
  const recorder = stepGraph();
  if (!recorder) throw new Error('no recorder');
  const plain = begin();
  await train(plain, params.steps);
  const expected = measured(plain);
  plain.dispose();

  const issues: string[] = [];
  commands.device.addEventListener('uncapturederror', ({ error }) => issues.push(error.message));
  const run = begin();
  // Twice, so that the buffers used between two trims are those of that many steps.
  for (const until of [20, 40]) {
    await train(run, until);
    recorder.trim('idle');
  }
  const quiet = allocated();
  for (const until of [60, 80]) {
    await train(run, until - 11);
    await rush();
    // Steps that wait for their submission do not prevent it.
    advance(run, until - 10);
    recorder.trim('idle');
    expect(allocated()).toBeGreaterThan(RUSH_BYTES);
    await train(run, until);
    recorder.trim('idle');
    expect(allocated()).toBeLessThanOrEqual(1.05 * quiet);
  }
  expect(measured(run)).toEqual(expected);

  recorder.trim('all');
  expect(allocated()).toBe(commands.bufferManager.numBytesUsed);
  await train(run, params.steps + 5);
  run.dispose();
  await commands.device.queue.onSubmittedWorkDone();
  expect(issues).toEqual([]);
});
