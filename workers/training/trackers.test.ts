/** The tensor forms of path observables, against the exact values of their definitions, on the cpu backend. */
import '@tensorflow/tfjs-backend-cpu';
import { engine, setBackend, tensor, tidy } from '@tensorflow/tfjs-core';
import { afterEach, beforeAll, describe, expect, it } from 'vitest';
import type { WindowRow } from '../../src/shared/run/run-records.ts';
import { denseMap } from '../models/linear-map.ts';
import type { KernelLayer } from '../models/layer.ts';
import { Parameter } from '../models/parameter.ts';
import { sgdUpdate } from '../ops/testing/rates.ts';
import { scaledAccumulate } from '../ops/update.ts';
import { ReadbackQueue } from '../backends/common/readback-queue.ts';
import { SlidingPath } from './sliding-path.ts';
import { WindowPath } from './window-path.ts';

beforeAll(async () => {
  await setBackend('cpu');
});

/** A layer of [inputs, outputs] that the test moves. */
function layerAt(values: readonly number[], outputs = 1): KernelLayer {
  const map = denseMap(values.length / outputs, outputs);
  return {
    name: 'dense1',
    map,
    kernel: new Parameter('dense1/kernel', 'kernel', map.shape, Float32Array.from(values)),
    probe: () => {
      throw new Error('not asked for here');
    },
  };
}

function moveTo(layer: KernelLayer, values: readonly number[]): void {
  tidy(() => {
    layer.kernel.value.assign(tensor(Float32Array.from(values), layer.kernel.value.shape));
  });
}

const before = { tensors: 0 };
beforeAll(() => {
  before.tensors = engine().state.numTensors;
});
afterEach(() => {
  expect(engine().state.numTensors, 'no tensor is left over').toBe(before.tensors);
});

/** The window's row, after the kernel was at each of `points`, one per step. */
async function windowOver(points: readonly (readonly number[])[], outputs = 1): Promise<WindowRow> {
  const queue = new ReadbackQueue();
  const layer = layerAt(points[0] ?? [], outputs);
  const window = new WindowPath({ start: 0, stop: points.length - 1 }, 1, [layer], queue, () => undefined);
  points.forEach((point, step) => {
    moveTo(layer, point);
    window.observe(step);
  });
  await queue.flush();
  layer.kernel.dispose();
  window.dispose();
  const [row] = window.rows;
  if (!row) throw new Error('no row');
  return row;
}

const halfCircle = Array.from({ length: 7 }, (_, k) => [Math.cos((Math.PI * k) / 6), Math.sin((Math.PI * k) / 6)]);

describe('window path', () => {
  it.each([
    [
      'line',
      [
        [0, 0],
        [1, 1],
        [3, 3],
      ],
      1,
    ],
    [
      'closed square',
      [
        [0, 0],
        [1, 0],
        [1, 1],
        [0, 1],
        [0, 0],
      ],
      0,
    ],
    [
      'right angle',
      [
        [0, 0],
        [1, 0],
        [1, 1],
      ],
      0.70711,
    ],
    [
      'legs 3 and 4',
      [
        [0, 0],
        [3, 0],
        [3, 4],
      ],
      0.71429,
    ],
    ['zigzag of five', [[0], [1], [0], [1], [0], [1]], 0.2],
    ['half circle', halfCircle, 0.64395],
  ] as const)('%s', async (_, points, tpm) => {
    expect((await windowOver(points)).tpm).toBeCloseTo(tpm, 5);
  });

  it('is not defined where nothing moved', async () => {
    expect(
      await windowOver([
        [1, 2],
        [1, 2],
      ]),
    ).toMatchObject({ tpm: null, decayAlignment: null, segmentCosine: null });
  });

  it('separates the output channels: one straight, one closed', async () => {
    const row = await windowOver(
      [
        [0, 0],
        [1, 1],
        [2, 0],
      ],
      2,
    );
    expect(row.kernelTpm).toEqual([1, 0]);
  });

  it('relates TPM and segment cosine for equal segments: R² = (1 + (n − 1)c̄)/n', async () => {
    const { tpm, segmentCosine, segments } = await windowOver(halfCircle);
    expect((tpm ?? NaN) ** 2).toBeCloseTo((1 + (segments - 1) * (segmentCosine ?? NaN)) / segments, 5);
  });

  it('has decay alignment −1 for growth: w → 2w', async () => {
    const row = await windowOver([
      [3, 4],
      [6, 8],
    ]);
    expect(row.decayAlignment).toBeCloseTo(-1, 6);
    expect([row.weightNormStart, row.weightNormStop]).toEqual([5, 10]);
  });

  it('pure decay is straight and aligned, and shrinks as under heavy-ball momentum: .548993 after 6,000 steps', async () => {
    const queue = new ReadbackQueue();
    const layer = layerAt([3, 4]);
    const window = new WindowPath({ start: 0, stop: 6000 }, null, [layer], queue, () => undefined);
    const update = sgdUpdate(0.1, 0.9, 1e-4);
    for (let step = 0; step < 6000; step++) {
      window.observe(step);
      tidy(() => {
        layer.kernel.gradient = tensor([0, 0], [2, 1]);
        layer.kernel.update(update, []);
      });
    }
    window.observe(6000);
    await queue.flush();
    const [row] = window.rows;
    expect((row?.weightNormStop ?? NaN) / 5).toBeCloseTo(0.548993, 4);
    expect(row?.tpm).toBeCloseTo(1, 5);
    expect(row?.decayAlignment).toBeCloseTo(1, 5);
    layer.kernel.dispose();
  });

  it('weighs decay against the summed gradient', async () => {
    const queue = new ReadbackQueue();
    const layer = layerAt([3, 4]);
    const window = new WindowPath({ start: 0, stop: 2 }, 1, [layer], queue, () => undefined);
    for (let step = 0; step < 2; step++) {
      window.observe(step);
      tidy(() => {
        for (const sum of window.gradientSums) scaledAccumulate(sum, tensor([1, 0], [2, 1]));
      });
      window.addDecayForce(step, 0, 0.01 * 5);
    }
    window.observe(2);
    await queue.flush();
    // Σ λ‖w‖ / ‖Σ g‖ = 2 · .05 / 2
    expect(window.rows[0]?.decayShare).toBeCloseTo(0.05, 6);
    layer.kernel.dispose();
  });
});

describe('sliding path', () => {
  it('uses only the latest six segments', async () => {
    const queue = new ReadbackQueue();
    const layer = layerAt([0, 0]);
    const reported: [number, number][] = [];
    const path = new SlidingPath([layer], 2, queue, (step, [tpm = NaN]) => reported.push([step, tpm]));
    for (let step = 0; step <= 24; step++) {
      // Back and forth until step 12, then straight.
      moveTo(layer, step <= 12 ? [(step / 2) % 2, 0] : [step, step]);
      path.observe(step);
    }
    await queue.flush();
    path.dispose();
    layer.kernel.dispose();
    expect(reported.map(([step]) => step)).toEqual([12, 14, 16, 18, 20, 22, 24]);
    expect(reported[0]?.[1]).toBe(0);
    expect(reported.at(-1)?.[1]).toBeCloseTo(1, 5);
  });
});
