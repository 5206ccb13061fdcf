/** A variant's tables and windows, against plain float64 arithmetic on its weights. */
import '@tensorflow/tfjs-backend-cpu';
import { engine, setBackend, tidy } from '@tensorflow/tfjs-core';
import { beforeAll, describe, expect, it } from 'vitest';
import { DEFAULT_PARAMS, resolveParams } from '../../src/shared/run/run-params.ts';
import type { WindowRow } from '../../src/shared/run/run-records.ts';
import { TABLE_COLUMNS, type TableFamily } from '../../src/shared/run/tables.ts';
import { UNIT_SCALING } from '../data/image-set.ts';
import { pathStraightnessOf } from '../observables/path.ts';
import { cosine } from '../../src/shared/observables/derived.ts';
import { dot, norm } from '../observables/step.ts';
import { Variant } from './variant.ts';
import { ReadbackQueue } from '../backends/common/readback-queue.ts';
import { allExamples } from './evaluated-examples.ts';
import { examplesOf } from './examples.ts';
import { withoutPause } from './parts.ts';

beforeAll(async () => {
  await setBackend('cpu');
});

const BATCH = 4;
const EDGE = 14;
const STEPS = 14;
const train = {
  pixels: Uint8Array.from({ length: 12 * EDGE * EDGE }, (_, i) => (i * 7919) % 251),
  labels: Uint8Array.from({ length: 12 }, (_, i) => (i * 3) % 10),
  count: 12,
  size: EDGE,
  channels: 1,
  scaling: UNIT_SCALING,
} as const;
const params = resolveParams({
  ...DEFAULT_PARAMS,
  size: 14,
  width: [8],
  batch: BATCH,
  momentum: 0,
  decay: 0.01,
  windows: [
    { start: 0, stop: 12 },
    { start: 5, stop: 6 },
  ],
  stride: 2,
});

/** Examples of a step's batch; three batches alternate. */
const batchAt = (step: number): Uint32Array => Uint32Array.from({ length: BATCH }, (_, k) => (step % 3) * BATCH + k);

interface Trained {
  /** Of dense1, after each number of steps. */
  readonly weights: readonly Float64Array[];
  readonly windows: readonly WindowRow[];
  /** Rows of a family as objects. */
  readonly rows: (family: TableFamily, layer: string | null) => Readonly<Record<string, number>>[];
}

async function trained(lr: number, of = batchAt): Promise<Trained> {
  const queue = new ReadbackQueue();
  const examples = examplesOf(train, BATCH);
  const variant = new Variant(params, [], train, 10, examples, queue, train.count);
  const kernel = variant.network.blocks[0]?.kernel.value;
  if (!kernel) throw new Error('no layer');
  const weights = [Float64Array.from(kernel.dataSync())];
  for (let step = 0; step < STEPS; step++) {
    variant.snapshot(step);
    tidy(() => {
      withoutPause(variant.trainOn(of(step), step, lr, false, 0));
    });
    weights.push(Float64Array.from(kernel.dataSync()));
  }
  await queue.flush();
  const chunks = variant.tables.take();
  const rows: Trained['rows'] = (family, layer) => {
    const chunk = chunks.find((candidate) => candidate.family === family && candidate.layer === layer);
    return Array.from({ length: chunk?.rows ?? 0 }, (_, row) =>
      Object.fromEntries(
        TABLE_COLUMNS[family].map((name, column) => [name, chunk?.values[column * chunk.rows + row] ?? NaN]),
      ),
    );
  };
  const windows = variant.windowRows.filter(({ layer }) => layer === 'dense1');
  variant.dispose();
  examples.dispose();
  return { weights, windows, rows };
}

const difference = (a: Float64Array, b: Float64Array): Float64Array => a.map((x, i) => x - (b[i] ?? NaN));
const at = <T>(list: readonly T[], index: number): T => {
  const item = list[index];
  if (item === undefined) throw new Error(`nothing at ${index}`);
  return item;
};
/** Tolerance: relative 1e-5, plus the rounding of a difference of two float32 weights. */
function expectNear(found: number | null | undefined, expected: number, digits = 1e-5): void {
  expect(Math.abs((found ?? NaN) / expected - 1), `${found} and ${expected}`).toBeLessThan(digits);
}

describe('a variant’s steps', () => {
  it('have the norms, ratios and cosines of their weights and gradients', async () => {
    const before = engine().state.numTensors;
    const lr = 0.05;
    const { weights, rows } = await trained(lr);
    expect(engine().state.numTensors).toBe(before);
    const steps = rows('layerSteps', 'dense1');
    expect(steps.map(({ step }) => step)).toEqual(Array.from({ length: STEPS }, (_, step) => step));
    // Without momentum a step is −α(g + λw), so the weights determine the gradient.
    const gradients = Array.from({ length: STEPS }, (_, step) =>
      at(weights, step).map((w, i) => (w - (at(weights, step + 1)[i] ?? NaN)) / lr - params.decay * w),
    );
    steps.forEach((row, step) => {
      const w = at(weights, step);
      const g = at(gradients, step);
      expectNear(row.weightNorm, norm(w));
      expectNear(row.gradientNorm, norm(g), 1e-4);
      expectNear(row.updateRatio, norm(difference(at(weights, step + 1), w)) / norm(w), 1e-4);
      if (step === 0) {
        expect(row.successiveCosine).toBeNaN();
        return;
      }
      const last = at(gradients, step - 1);
      expect(row.successiveCosine).toBeCloseTo(cosine(dot(g, last), norm(g), norm(last)), 4);
    });
  });

  it('on one batch at α = 0 have successive cosine 1', async () => {
    const { rows } = await trained(0, () => batchAt(0));
    const [, ...later] = rows('layerSteps', 'dense1');
    expect(later.length).toBe(STEPS - 1);
    for (const { successiveCosine, updateRatio } of later) {
      expect(successiveCosine).toBeCloseTo(1, 6);
      expect(updateRatio).toBe(0);
    }
  });
});

describe('a variant’s windows', () => {
  it('agree with values computed from the snapshots and from the steps', async () => {
    const { weights, windows, rows } = await trained(0.05);
    const steps = rows('layerSteps', 'dense1');
    const window = at(windows, 0);
    const snapshots = [0, 2, 4, 6, 8, 10, 12].map((step) => at(weights, step));
    expect(window.segments).toBe(6);
    expect(window.segmentLengths?.length).toBe(6);
    window.segmentLengths?.forEach((length, k) => {
      expectNear(length, norm(difference(at(snapshots, k + 1), at(snapshots, k))));
    });
    expectNear(window.displacement, norm(difference(at(snapshots, 6), at(snapshots, 0))));
    const length = window.segmentLengths?.reduce((sum, segment) => sum + segment, 0) ?? NaN;
    expect(window.tpm).toBeCloseTo((window.displacement ?? NaN) / length, 12);
    expectNear(window.tpm, pathStraightnessOf(snapshots));
    expectNear(window.weightNormStart, at(steps, 0).weightNorm ?? NaN, 1e-6);
    expectNear(window.weightNormStop, at(steps, 12).weightNorm ?? NaN, 1e-6);
    const [start, stop] = [at(snapshots, 0), at(snapshots, 6)];
    const moved = difference(stop, start);
    expect(window.decayAlignment).toBeCloseTo(cosine(-dot(start, moved), norm(start), norm(moved)), 5);
    // The live TPM over as many segments of the same stride, at the window's end, equals the window's TPM.
    expect(rows('paths', 'dense1').find(({ step }) => step === 12)?.tpm).toBeCloseTo(window.tpm ?? NaN, 6);
    // The length of the gradients' sum is at most the sum of their lengths.
    const [force, pushed] = [
      steps.slice(0, 12).reduce((sum, row) => sum + params.decay * (row.weightNorm ?? NaN), 0),
      steps.slice(0, 12).reduce((sum, row) => sum + (row.gradientNorm ?? NaN), 0),
    ];
    expect(window.decayShare).toBeGreaterThan(force / pushed);
  });

  it('of a single step: straight, and decay against its one gradient', async () => {
    const { windows, rows } = await trained(0.05);
    const step = at(rows('layerSteps', 'dense1'), 5);
    const window = at(windows, 1);
    expect([window.segments, window.tpm, window.segmentCosine]).toEqual([1, 1, null]);
    expect(new Set(window.kernelTpm.filter((tpm) => tpm !== null))).toEqual(new Set([1]));
    expectNear(window.decayShare, (params.decay * (step.weightNorm ?? NaN)) / (step.gradientNorm ?? NaN));
  });
});

it('a variant’s probe of examples with one label has stiffness within classes alone', async () => {
  const queue = new ReadbackQueue();
  const examples = examplesOf(train, BATCH);
  const variant = new Variant(params, [], train, 10, examples, queue, train.count);
  // Examples 0 and 10 are of class 0.
  withoutPause(variant.trainOn(Uint32Array.of(0, 10, 0, 10), 0, 0.05, true, 0));
  await queue.flush();
  const rows = variant.tables.take().filter(({ family }) => family === 'stiffness');
  expect(rows.map(({ layer }) => layer)).toEqual(['dense1', 'dense2']);
  for (const { values } of rows) {
    expect(values[1]).toBeGreaterThan(0);
    expect(values[2]).toBeNaN();
  }
  variant.dispose();
  examples.dispose();
});

it('a variant whose numbers stop being finite reports nothing after that', async () => {
  const queue = new ReadbackQueue();
  const examples = examplesOf(train, BATCH);
  const windows = [
    { start: 0, stop: 12 },
    { start: 20, stop: 24 },
  ];
  const variant = new Variant({ ...params, windows }, [], train, 10, examples, queue, train.count);
  for (let step = 0; step <= 26; step++) {
    variant.snapshot(step);
    tidy(() => {
      withoutPause(variant.trainOn(batchAt(step), step, step < 15 ? 0.05 : 1e30, step % 2 === 0, 0));
    });
    const all = allExamples(train.count, train.count);
    if (step % 10 === 0) withoutPause(variant.evaluate(step, train, all, BATCH, () => undefined));
  }
  await queue.flush();
  const issue = variant.notFinite?.step ?? NaN;
  expect(issue).toBeGreaterThanOrEqual(15);
  expect(issue).toBeLessThan(20);
  const chunks = variant.tables.take();
  const latest = (family: TableFamily): number =>
    Math.max(
      ...chunks.filter((chunk) => chunk.family === family).flatMap(({ values, rows }) => [...values.subarray(0, rows)]),
    );
  expect(latest('steps')).toBe(issue - 1);
  expect(latest('layerSteps')).toBe(issue - 1);
  expect(latest('probes')).toBe(14);
  // A stride has as many steps as the sliding path.
  expect(latest('paths')).toBeLessThanOrEqual(issue);
  expect(latest('evaluations')).toBe(10);
  expect(variant.windowRows.filter(({ start }) => start === 0).every(({ tpm }) => tpm !== null)).toBe(true);
  expect(
    variant.windowRows.filter(({ start }) => start === 20).every(({ weightNormStart }) => weightNormStart === null),
  ).toBe(true);
  variant.dispose();
  examples.dispose();
});
