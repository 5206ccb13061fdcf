/** A run whose steps are recorded and replayed, against the same run without replay, both on WebGPU. */
import { engine } from '@tensorflow/tfjs-core';
import { beforeAll, describe, expect, inject, it, vi } from 'vitest';
import { DEFAULT_PARAMS, resolveParams, type ResolvedParams } from '../../src/shared/run/run-params.ts';
import type { ScheduledEvent } from '../../src/shared/run/schedule.ts';
import { findEngine } from '../backends/engines.ts';
import { registerStepGraph, stepGraph, type StepGraph } from '../backends/common/step-graph.ts';
import { takeImages, type ImageSet } from '../data/image-set.ts';
import { loadData, type RunData } from '../data/origins/load.ts';
import { buildNetwork } from '../models/networks.ts';
import { sgdUpdate } from '../ops/testing/rates.ts';
import { ReadbackQueue } from '../backends/common/readback-queue.ts';
import { examplesOf } from './examples.ts';
import { withoutPause } from './parts.ts';
import { Run } from './run.ts';
import { StepExecutor } from './step-executor.ts';
import { EVERY_LAYER } from './testing/every-layer.ts';

/** After the last event and the last window. */
const STEPS = 64;
const EVENTS: readonly ScheduledEvent[] = [
  { step: 12, key: 'lr', value: 0.02 },
  { step: 30, key: 'shuffle', value: 0.5 },
  { step: 41, key: 'decay', value: 3e-3 },
  { step: 55, key: 'momentum', value: 0.5 },
];
const BASE = {
  ...DEFAULT_PARAMS,
  data: 'synthetic',
  n: 90,
  size: 14,
  steps: STEPS,
  decay: 1e-3,
  lrdecay: 0.9,
} as const;
const NETWORKS: Readonly<Record<string, ResolvedParams>> = {
  mlp: resolveParams({ ...BASE, model: 'mlp', width: [16, 12], batch: 20, probe: 9 }),
  'mlp with Adam': resolveParams({
    ...BASE,
    model: 'mlp',
    width: [16, 12],
    optimizer: 'adam',
    batch: 20,
    probe: 9,
  }),
  'augmented mlp': resolveParams({
    ...BASE,
    model: 'mlp',
    width: [16, 12],
    batch: 20,
    probe: 9,
    augment: 'crop-flip',
  }),
  'mlp with BatchNorm': resolveParams({ ...BASE, model: 'mlp', width: [16], norm: 'batch', batch: 20, probe: 0 }),
  cnn: resolveParams({
    ...BASE,
    model: 'cnn',
    width: [3, 4],
    batch: 16,
    probe: 25,
    windows: [
      { start: 5, stop: 40 },
      { start: 20, stop: 60 },
    ],
    stride: 7,
  }),
  'every kind of layer': { ...EVERY_LAYER, steps: STEPS },
};

let data: RunData;
let augmented: RunData;
let recorder: StepGraph;
beforeAll(async () => {
  await (await findEngine('webgpu')).start();
  const found = stepGraph();
  if (!found) throw new Error('no recorder');
  recorder = found;
  data = await load(NETWORKS.mlp);
  augmented = await load(NETWORKS['augmented mlp']);
});

/** Few test images, because evaluations are not tested here. */
async function load(params: ResolvedParams | undefined): Promise<RunData> {
  if (!params) throw new Error('no parameters');
  const whole = await loadData(params, () => undefined);
  return { ...whole, test: firstOf(whole.test, 30) };
}

function firstOf(images: ImageSet, count: number): ImageSet {
  const few = takeImages(
    images,
    Uint32Array.from({ length: count }, (_, k) => k),
  );
  return { ...images, ...few };
}

/** Trains to `until`. At each of `pauses` it waits until all is read, as a pause does. */
async function train(run: Run, until: number, pauses: readonly number[]): Promise<void> {
  while (run.step < until) {
    withoutPause(run.observe(false));
    withoutPause(run.train(0));
    if (pauses.includes(run.step)) await run.queue.flush();
    if (run.queue.full) await run.queue.room();
  }
  await run.queue.flush();
  run.queue.check();
}

const measured = (run: Run): unknown => run.variants.map((variant) => [variant.tables.take(), variant.windowRows]);
const begin = (params: ResolvedParams): Run =>
  new Run(
    [{ params, events: EVENTS, opposite: false }],
    params.augment === 'none' ? data : augmented,
    new ReadbackQueue(),
  );

interface Count {
  recorded: number;
  refused: number;
  replayed: number;
}

/** Counts what the recorder does. Where it `refuses`, recorded steps are not replayed. */
function watched(count: Count, refuses: boolean): StepGraph {
  return {
    get full() {
      return recorder.full;
    },
    mostBytes: recorder.mostBytes,
    trim: (what) => {
      recorder.trim(what);
    },
    room: () => recorder.room(),
    rows: (rows, length) => recorder.rows(rows, length),
    record(inputs, rows, step) {
      const made = recorder.record(inputs, rows, step);
      count[made ? 'recorded' : 'refused']++;
      if (refuses) made?.dispose();
      if (refuses || !made) return null;
      const dispose = (): void => {
        made.dispose();
      };
      return {
        replay(...given) {
          count.replayed++;
          made.replay(...given);
        },
        dispose,
      };
    },
  };
}

function beginWith(params: ResolvedParams, refuses: boolean): { readonly run: Run; readonly count: Count } {
  const count = { recorded: 0, refused: 0, replayed: 0 };
  registerStepGraph('webgpu', watched(count, refuses));
  const run = begin(params);
  registerStepGraph('webgpu', recorder);
  return { run, count };
}

/** Other networks above save and hold what these do. */
const ALIKE = ['augmented mlp', 'mlp with BatchNorm'];

describe.each(Object.entries(NETWORKS))('%s', (name, params) => {
  const unlessAlike = it.skipIf(ALIKE.includes(name) && !inject('full'));

  it('gives the same numbers as without replay, bit for bit, with events and pauses in between', async () => {
    const recorded = beginWith(params, false);
    await train(recorded.run, STEPS, [3, 17, 18, 60]);
    expect(recorded.count.refused).toBe(0);
    expect(recorded.count.recorded).toBeGreaterThan(0);
    expect(recorded.count.replayed).toBeGreaterThan(40);

    const plain = beginWith(params, true);
    await train(plain.run, STEPS, []);
    expect(plain.count.replayed).toBe(0);
    expect(measured(recorded.run)).toEqual(measured(plain.run));
    recorded.run.dispose();
    plain.run.dispose();
  });

  unlessAlike('resumes from a saved state bit for bit', async () => {
    const whole = begin(params);
    await train(whole, 30, []);
    const saved = structuredClone(await whole.save());
    measured(whole);
    await train(whole, 50, []);
    const resumed = begin(params);
    await train(resumed, 8, []);
    resumed.restore(saved);
    measured(resumed);
    await train(resumed, 50, []);
    expect(measured(resumed)).toEqual(measured(whole));
    whole.dispose();
    resumed.dispose();
  });

  unlessAlike('leaks no tensor', async () => {
    const before = engine().state.numTensors;
    const run = begin(params);
    await train(run, 61, []);
    const held = engine().state.numTensors;
    const { numDataBuffers } = engine().state;
    await train(run, STEPS, []);
    expect(engine().state.numTensors).toBe(held);
    expect(engine().state.numDataBuffers).toBe(numDataBuffers);
    run.dispose();
    expect(engine().state.numTensors).toBe(before);
  });
});

/** The steps whose commands are counted: those that are replayed, without the first ones. */
const COUNTED = inject('full') ? { after: 30, until: 40 } : { after: 4, until: 6 };

/** Counts the commands of each replayed step: dispatches, and copies between buffers. */
async function commandsOf(params: ResolvedParams): Promise<{ dispatches: number[]; copies: number[] }> {
  const dispatches: number[] = [];
  const copies: number[] = [];
  const [pass, encoder] = [GPUComputePassEncoder.prototype, GPUCommandEncoder.prototype];
  const dispatch = vi.spyOn(pass, 'dispatchWorkgroups');
  const copy = vi.spyOn(encoder, 'copyBufferToBuffer');
  // What the first step's evaluation takes is not counted, so it has few images.
  const of = { ...data, train: firstOf(data.train, params.n), test: firstOf(data.test, params.n) };
  const run = new Run([{ params, events: [], opposite: false }], of, new ReadbackQueue());
  while (run.step < COUNTED.until) {
    withoutPause(run.observe(false));
    const before = [dispatch.mock.calls.length, copy.mock.calls.length] as const;
    withoutPause(run.train(0));
    if (run.step > COUNTED.after) {
      dispatches.push(dispatch.mock.calls.length - before[0]);
      copies.push(copy.mock.calls.length - before[1]);
    }
    if (run.queue.full) await run.queue.room();
  }
  await run.queue.flush();
  run.dispose();
  vi.restoreAllMocks();
  return { dispatches, copies };
}

it('replays a step of Adam with as many dispatches as one of SGD, and one copy more', async () => {
  const base = resolveParams({ ...BASE, model: 'mlp', width: [16, 12], n: 20, batch: 20, probe: 0, lrdecay: 1 });
  const [sgd, adam] = [await commandsOf(base), await commandsOf({ ...base, optimizer: 'adam' })];
  expect(new Set(sgd.dispatches).size).toBe(1);
  expect(adam.dispatches).toEqual(sgd.dispatches);
  expect(Math.max(...adam.copies)).toBeLessThanOrEqual(Math.max(...sgd.copies) + 1);
});

// 25 and 50 dispatches on SwiftShader; a step without replay would have more.
it.each([
  ['an MLP', { model: 'mlp', width: [16, 12], n: 20, batch: 20 }, 30],
  ...(inject('full') ? ([['Small AlexNet', { model: 'alexnet-small', n: 8, batch: 4 }, 60]] as const) : []),
] as const)(
  'replays a step of %s with dropout: a dispatch for each mask and its gradient, and one copy more',
  async (_, sizes, most) => {
    const base = resolveParams({ ...BASE, ...sizes, probe: 0, lr: 0.01, lrdecay: 1 });
    const [plain, dropped] = [await commandsOf(base), await commandsOf({ ...base, dropout: 0.5 })];
    expect(new Set(plain.dispatches).size).toBe(1);
    expect(dropped.dispatches).toEqual(plain.dispatches.map((count) => count + 4));
    expect(Math.max(...plain.dispatches)).toBeLessThan(most);
    expect(Math.max(...dropped.copies)).toBeLessThanOrEqual(Math.max(...plain.copies) + 1);
  },
);

it('trains every kind of layer as wasm does, within the noise of float32', async () => {
  const steps = inject('full') ? 50 : 20;
  const losses = async (): Promise<number[]> => {
    const run = new Run([{ params: EVERY_LAYER, events: [], opposite: false }], data, new ReadbackQueue());
    while (run.step < steps) {
      withoutPause(run.train(0));
      if (run.queue.full) await run.queue.room();
    }
    await run.queue.flush();
    const chunk = run.variants[0]?.tables.take().find(({ family }) => family === 'steps');
    run.dispose();
    return [...(chunk?.values.slice(chunk.rows, 2 * chunk.rows) ?? [])];
  };
  const onWebgpu = await losses();
  await (await findEngine('wasm')).start();
  const onWasm = await losses();
  await (await findEngine('webgpu')).start();
  expect(onWebgpu.length).toBe(steps);
  const apart = onWebgpu.map((loss, i) => Math.abs(loss - (onWasm[i] ?? NaN)) / loss);
  expect(Math.max(...apart)).toBeLessThan(1e-4);
});

it('keeps the variants of a paired run apart', async () => {
  const params = NETWORKS.mlp;
  if (!params) throw new Error('no parameters');
  const twin = new Run(
    [
      { params, events: EVENTS, opposite: false },
      { params: { ...params, shuffle: 1 }, events: [], opposite: true },
    ],
    data,
    new ReadbackQueue(),
  );
  await train(twin, 40, [11]);
  const alone = begin(params);
  await train(alone, 40, []);
  expect(twin.variants[0]?.tables.take()).toEqual(alone.variants[0]?.tables.take());
  const other = new Run([{ params: { ...params, shuffle: 1 }, events: [], opposite: true }], data, new ReadbackQueue());
  await train(other, 40, []);
  expect(twin.variants[1]?.tables.take()).toEqual(other.variants[0]?.tables.take());
  for (const run of [twin, alone, other]) run.dispose();
});

// "every kind of layer" has branches and running statistics as well.
it.runIf(inject('full'))('records inception-small too', { timeout: 300_000 }, async () => {
  const params = resolveParams({ ...BASE, model: 'inception-small', batch: 2 });
  const order = Array.from({ length: 4 }, (_, step) => Uint32Array.from({ length: 2 }, (_, k) => 7 * step + k));
  const measure = async (refuses: boolean): Promise<{ count: Count; numbers: number[][] }> => {
    const count = { recorded: 0, refused: 0, replayed: 0 };
    const network = buildNetwork(params, { channels: data.train.channels, classes: data.classNames.length });
    const examples = examplesOf(data.train, params.batch);
    const queue = new ReadbackQueue();
    registerStepGraph('webgpu', watched(count, refuses));
    const stepping = new StepExecutor(network, examples, queue);
    registerStepGraph('webgpu', recorder);
    const numbers: number[][] = [];
    for (const indices of order) {
      const request = { update: sgdUpdate(0.01, 0.9, 1e-3), probe: false, gradientSums: [] };
      withoutPause(
        stepping.step(
          indices,
          data.train.labels,
          request,
          (row) => numbers.push([...row]),
          () => undefined,
        ),
      );
    }
    await queue.flush();
    queue.check();
    for (const normalization of network.normalizations) {
      const { mean, variance } = await normalization.saveRunning();
      numbers.push([...mean], [...variance]);
    }
    stepping.dispose();
    network.dispose();
    examples.dispose();
    return { count, numbers };
  };
  const recorded = await measure(false);
  expect(recorded.count).toEqual({ recorded: 1, refused: 0, replayed: 2 });
  const direct = await measure(true);
  expect(direct.count.replayed).toBe(0);
  expect(recorded.numbers).toEqual(direct.numbers);
  expect(recorded.numbers.flat().every(Number.isFinite)).toBe(true);
});
