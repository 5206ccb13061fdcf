/**
 * A network of every kind of layer: 50 steps on cpu and wasm agree, and a run that resumes from a checkpoint is the
 * same.
 */
import '@tensorflow/tfjs-backend-cpu';
import { setBackend } from '@tensorflow/tfjs-core';
import { beforeAll, describe, expect, it } from 'vitest';
import { TABLE_COLUMNS, type TableChunk } from '../../src/shared/run/tables.ts';
import { startWasm } from '../backends/wasm-start.ts';
import { loadData, type RunData } from '../data/origins/load.ts';
import { decodeCheckpoint, encodeCheckpoint } from './checkpoint-format.ts';
import { withoutPause } from './parts.ts';
import { ReadbackQueue } from '../backends/common/readback-queue.ts';
import { Run } from './run.ts';
import { EVERY_LAYER } from './testing/every-layer.ts';

let data: RunData;
beforeAll(async () => {
  await setBackend('cpu');
  data = await loadData(EVERY_LAYER, () => undefined);
});

const begin = (): Run => new Run([{ params: EVERY_LAYER, events: [], opposite: false }], data, new ReadbackQueue());

/** Trains to `until` without evaluations. */
async function train(run: Run, until: number): Promise<void> {
  while (run.step < until) {
    for (const variant of run.variants) variant.snapshot(run.step);
    withoutPause(run.train(0));
  }
  await run.queue.flush();
}

const measured = (run: Run): readonly TableChunk[] => run.variants.flatMap((variant) => variant.tables.take());

function losses(chunks: readonly TableChunk[]): number[] {
  const { rows, values } = chunks.find(({ family }) => family === 'steps') ?? { rows: 0, values: [] };
  const column = TABLE_COLUMNS.steps.indexOf('loss');
  return [...values.slice(column * rows, (column + 1) * rows)];
}

describe('a network of every kind of layer', () => {
  it('trains 50 steps alike on cpu and wasm', { timeout: 120_000 }, async () => {
    const found: number[][] = [];
    for (const start of [() => setBackend('cpu'), startWasm]) {
      await start();
      const run = begin();
      await train(run, 50);
      found.push(losses(measured(run)));
      run.dispose();
    }
    const [onCpu = [], onWasm = []] = found;
    expect(onCpu.length).toBe(50);
    const apart = onCpu.map((loss, i) => Math.abs(loss - (onWasm[i] ?? NaN)) / loss);
    expect(Math.max(...apart)).toBeLessThan(1e-4);
    expect(onCpu.slice(-6).reduce((a, b) => a + b)).toBeLessThan(onCpu.slice(0, 6).reduce((a, b) => a + b));
  });

  it('resumes from a checkpoint bit for bit', { timeout: 120_000 }, async () => {
    await startWasm();
    const whole = begin();
    await train(whole, 11);
    const saved = decodeCheckpoint(encodeCheckpoint(await whole.save()));
    measured(whole);
    await train(whole, 24);
    const resumed = begin();
    resumed.restore(saved);
    await train(resumed, 24);
    expect(measured(resumed)).toEqual(measured(whole));
    whole.dispose();
    resumed.dispose();
  });
});
