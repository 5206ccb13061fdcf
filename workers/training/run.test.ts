import '@tensorflow/tfjs-backend-cpu';
import { engine, setBackend } from '@tensorflow/tfjs-core';
import { beforeAll, describe, expect, it } from 'vitest';
import { DEFAULT_PARAMS, resolveParams, type RunParams } from '../../src/shared/run/run-params.ts';
import { takeImages } from '../data/image-set.ts';
import { loadData, type RunData } from '../data/origins/load.ts';
import { ReadbackQueue } from '../backends/common/readback-queue.ts';
import { withoutPause } from './parts.ts';
import { Run } from './run.ts';

const params = resolveParams({
  ...DEFAULT_PARAMS,
  data: 'synthetic',
  n: 60,
  size: 14,
  model: 'cnn',
  width: [3, 4],
  batch: 12,
  steps: 24,
  decay: 1e-3,
  probe: 4,
  windows: [
    { start: 2, stop: 16 },
    { start: 8, stop: 23 },
  ],
  stride: 3,
} satisfies RunParams);
const events = [{ step: 15, key: 'shuffle', value: 0.5 } as const];

let data: RunData;
beforeAll(async () => {
  await setBackend('cpu');
  const whole = await loadData(params, () => undefined);
  // A few test images: the cpu backend is slow.
  const { scaling } = whole.test;
  data = {
    ...whole,
    test: {
      ...takeImages(
        whole.test,
        Uint32Array.from({ length: 20 }, (_, k) => k),
      ),
      scaling,
    },
  };
});

async function train(run: Run, queue: ReadbackQueue, until: number): Promise<void> {
  while (run.step < until) {
    withoutPause(run.observe(false));
    withoutPause(run.train(0));
  }
  withoutPause(run.observe(run.step === params.steps));
  await queue.flush();
}

function begin(): { run: Run; queue: ReadbackQueue } {
  const queue = new ReadbackQueue();
  return { run: new Run([{ params, events, opposite: false }], data, queue), queue };
}

const measured = (run: Run): unknown => run.variants.map((variant) => [variant.tables.take(), variant.windowRows]);

describe('run', () => {
  it('resumes from a saved state bit for bit, with its open windows and path', { timeout: 120_000 }, async () => {
    const whole = begin();
    await train(whole.run, whole.queue, 13);
    measured(whole.run);
    const saved = structuredClone(await whole.run.save());
    await train(whole.run, whole.queue, params.steps);

    const resumed = begin();
    resumed.run.restore(saved);
    expect(resumed.run.step).toBe(13);
    await train(resumed.run, resumed.queue, params.steps);
    expect(measured(resumed.run)).toEqual(measured(whole.run));
    whole.run.dispose();
    resumed.run.dispose();
  });

  it('trains the same with and without probes', async () => {
    const trained = async (probe: number): Promise<unknown> => {
      const queue = new ReadbackQueue();
      const run = new Run([{ params: { ...params, probe }, events, opposite: false }], data, queue);
      await train(run, queue, 18);
      const chunks = run.variants.flatMap((variant) => variant.tables.take());
      const families = new Set(chunks.map(({ family }) => family));
      expect(families.has('probes') && families.has('stiffness')).toBe(probe > 0);
      const rows = chunks.filter(({ family }) => family === 'steps' || family === 'layerSteps' || family === 'paths');
      const { arms, order } = await run.save();
      run.dispose();
      return [rows, arms, order];
    };
    expect(await trained(1)).toEqual(await trained(0));
  });

  it('reports the most and least aligned examples of a probed batch, once per probe', async () => {
    const { run, queue } = begin();
    await train(run, queue, 5);
    const ranking = run.variants[0]?.shown.takeRanking();
    expect(ranking).toMatchObject({ step: 4, compared: params.batch, layers: ['dense'] });
    expect(ranking?.most.alignments[0]).toBeGreaterThan(ranking?.least.alignments[0] ?? NaN);
    ranking?.most.indices.forEach((index, i) => {
      expect(ranking.most.trueLabels[i]).toBe(data.train.labels[index]);
    });
    expect(run.variants[0]?.shown.takeRanking()).toBeNull();
    run.dispose();
  });

  it('saves and restores without leaking', async () => {
    const before = engine().state.numTensors;
    const { run, queue } = begin();
    await train(run, queue, 10);
    const held = engine().state.numTensors;
    run.restore(await run.save());
    expect(engine().state.numTensors).toBe(held);
    run.dispose();
    expect(engine().state.numTensors).toBe(before);
  });

  it('refuses a state of another network', async () => {
    const { run } = begin();
    const other = new Run([{ params: { ...params, width: [3] }, events, opposite: false }], data, new ReadbackQueue());
    const saved = await run.save();
    expect(() => {
      other.restore(saved);
    }).toThrow(/another network/);
    run.dispose();
    other.dispose();
  });
});
