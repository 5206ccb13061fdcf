/** The NumPy archive: what the lab's reader of other people's archives finds in it, and what PyTorch computes from it alone. */
import '@tensorflow/tfjs-backend-cpu';
import { spawnSync } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setBackend } from '@tensorflow/tfjs-core';
import { strFromU8, unzipSync } from 'fflate';
import { beforeAll, describe, expect, it } from 'vitest';
import { npz } from '../src/export/formats/npz.ts';
import { namedByVariant } from '../src/export/named-by-variant.ts';
import { runFileOf } from '../src/export/run-file.ts';
import type { AnswerOf } from '../src/shared/inspections/index.ts';
import { observedLabels } from '../src/shared/run/observed-labels.ts';
import { randomStream } from '../src/shared/util/random.ts';
import { DEFAULT_PARAMS, resolveParams, type RunParams } from '../src/shared/run/run-params.ts';
import type { ScheduledEvent } from '../src/shared/run/schedule.ts';
import { RunStore } from '../src/state/run-store.ts';
import { BatchOrder } from '../workers/data/batches.ts';
import { loadData } from '../workers/data/origins/load.ts';
import { openNpz } from '../workers/data/own/npz.ts';
import { buildNetwork } from '../workers/models/networks.ts';
import type { CheckpointStore } from '../workers/storage/checkpoint-store.ts';
import { Driver, memoryCheckpoints } from '../workers/testing/driver.ts';

const PYTHON = '/usr/bin/python3';
const hasTorch = spawnSync(PYTHON, ['-c', 'import torch']).status === 0;
const SMALL: Partial<RunParams> = { data: 'synthetic', n: 60, size: 14, width: [8], batch: 25, steps: 20, seed: 3 };
const EVENTS: readonly ScheduledEvent[] = [
  { step: 7, key: 'shuffle', value: 1 },
  { step: 11, key: 'lr', value: 0.2 },
  { step: 13, key: 'shuffle', value: 0.5 },
  { step: 90, key: 'decay', value: 0.1 },
];

beforeAll(async () => {
  await setBackend('cpu');
});

/** The archive of a run at its end; `kept`: opened again from its checkpoint. */
async function archiveOf(changes: Partial<RunParams>, checkpoints?: CheckpointStore, kept = false): Promise<Blob> {
  const params = resolveParams({ ...DEFAULT_PARAMS, ...SMALL, ...changes });
  const store = new RunStore({ preset: null, params, events: EVENTS, start: false }, []);
  const driver = new Driver(checkpoints, (event) => {
    if ('run' in event && event.type !== 'notice') store.receive(event);
  });
  const resume = { until: params.steps, atMost: params.steps, paused: true };
  driver.handle({ type: 'start', run: 'r', params, events: EVENTS, once: false, ...(kept && { resume }) });
  await driver.reached('done');
  driver.handle({ type: 'inspect', ask: 1, of: 'inputs', question: {} });
  await driver.told('inspected');
  const { shared, variants } = driver.of('inspected')[0]?.answer as AnswerOf<'inputs'>;
  const file = runFileOf(store);
  if (!file) throw new Error('no run file');
  return npz.make({
    file,
    charts: () => Promise.resolve([]),
    weights: () => Promise.resolve([]),
    inputs: () => Promise.resolve([...shared, ...namedByVariant(variants)]),
  });
}

/** Name → shape and values. */
async function read(blob: Blob): Promise<Record<string, { shape: readonly number[]; values: readonly number[] }>> {
  const bytes = new Uint8Array(await blob.arrayBuffer());
  const names = Object.keys(unzipSync(bytes)).filter((name) => name.endsWith('.npy'));
  const arrays = await openNpz(new File([bytes], 'run.npz'));
  return Object.fromEntries(
    arrays.map((array, i) => {
      const { shape, values } = array.read();
      return [names[i]?.replace('.npy', '') ?? '', { shape, values: [...values] }];
    }),
  );
}

describe('the NumPy archive', () => {
  it('holds what the run was computed from, also when it is read from the run’s checkpoint', async () => {
    const checkpoints = memoryCheckpoints();
    const arrays = await read(await archiveOf({ lrdecay: 0.5 }, checkpoints));
    const params = resolveParams({ ...DEFAULT_PARAMS, ...SMALL });
    const { train } = await loadData(params, () => undefined);
    const truth = [...train.labels];
    const shuffled = [1, 0.5].flatMap((p) => [...observedLabels(train.labels, 10, 'permute', p, 3)]);
    const order = BatchOrder.begin(60, 25, 3);
    const network = buildNetwork(params, { channels: 1, classes: 10 });
    const initial = Object.fromEntries(
      network.parameters.map(({ name, shape, value }) => [
        `initial/${name}`,
        { shape, values: [...value.dataSync<'float32'>()] },
      ]),
    );
    network.dispose();
    const vector = (values: readonly number[]) => ({ shape: [values.length], values });
    const steps = Array.from({ length: 20 }, (_, step) => step);
    expect(arrays).toEqual({
      drawn: vector([...randomStream(3, 'draw').permutation(60)]),
      labels: vector(truth),
      images: { shape: [60, 14, 14, 1], values: [...train.pixels] },
      scale: vector([1 / 255]),
      offset: vector([0]),
      batches: { shape: [20, 25], values: steps.flatMap(() => [...order.next()]) },
      lr: vector(steps.map((step) => (step < 11 ? 0.05 : 0.2) * 0.5 ** Math.floor((step * 25) / 60))),
      momentum: vector(steps.map(() => 0.9)),
      decay: vector(steps.map(() => 0)),
      observed: { shape: [3, 60], values: [...truth, ...shuffled] },
      observed_from: vector([0, 7, 13]),
      ...initial,
    });
    expect(await read(await archiveOf({ lrdecay: 0.5 }, checkpoints, true))).toEqual(arrays);
  });

  it('has the whole images and the squares of each step where images are augmented', async () => {
    const { images, crops } = await read(await archiveOf({ augment: 'crop-flip' }));
    expect([images?.shape[0], crops?.shape]).toEqual([60, [20, 25, 3]]);
    const mirrored = crops?.values.filter((_, i) => i % 3 === 2) ?? [];
    expect(new Set(mirrored)).toEqual(new Set([0, 1]));
  });

  it.skipIf(!hasTorch)('has all that PyTorch needs to compute the losses of a paired run', async () => {
    const page = readFileSync(new URL('../docs/method.md', import.meta.url), 'utf8');
    const code = [...page.matchAll(/```python\n(.*?)```/gs)].at(-1)?.[1] ?? '';
    const blob = await archiveOf({ twin: true, decay: 0.001, lrdecay: 0.9 });
    const folder = mkdtempSync(join(tmpdir(), 'npz-'));
    try {
      writeFileSync(join(folder, 'run.npz'), new Uint8Array(await blob.arrayBuffer()));
      for (const [i, prefix] of ['true/', 'shuffled/'].entries()) {
        const script = code
          .replace('prefix = ""', `prefix = "${prefix}"`)
          .replace('json.loads(archive["run.json"])', `json.loads(archive["run.json"])["arms"][${i}]`);
        const { stdout, stderr } = spawnSync(PYTHON, ['-'], { input: script, cwd: folder, encoding: 'utf8' });
        expect(stderr).toBe('');
        expect(Number(stdout)).toBeLessThan(1e-5);
      }
      const texts = unzipSync(readFileSync(join(folder, 'run.npz')), { filter: ({ name }) => name === 'run.json' });
      expect(JSON.parse(strFromU8(texts['run.json'] ?? new Uint8Array()))).toHaveProperty('arms');
    } finally {
      rmSync(folder, { recursive: true });
    }
  });
});
