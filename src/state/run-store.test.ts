import { beforeEach, describe, expect, it } from 'vitest';
import type { RunEvent, RunState } from '../shared/protocol/protocol.ts';
import type { WindowRow } from '../shared/run/run-records.ts';
import { formatAddress, parseAddress } from '../shared/run/run-url.ts';
import { RunStore } from './run-store.ts';

const run = 'r1';
const layers = [
  { name: 'dense1', shape: [784, 8], parameters: 6272 },
  { name: 'output', shape: [8, 10], parameters: 80 },
];
const ready = (corruption: readonly number[]): RunEvent => ({
  type: 'ready',
  run,
  environment: { backend: 'cpu', adapter: 'one thread', software: false, reasons: [] },
  network: { layers, parameters: 6370, trainable: 6370 },
  data: {
    classNames: ['0', '1'],
    trainExamples: 100,
    testExamples: 50,
    corruption,
    labelEntropy: corruption.map(() => Math.log(10)),
  },
});
const state = (state: Exclude<RunState, 'idle'>, step: number, until = 300): RunEvent => ({
  type: 'state',
  run,
  state,
  step,
  until,
});
const row: WindowRow = {
  start: 0,
  stop: 60,
  segments: 6,
  layer: 'dense1',
  tpm: 0.5,
  kernelTpm: [0.4, null],
  segmentCosine: 0.1,
  decayAlignment: null,
  decayShare: null,
  weightNormStart: 1,
  weightNormStop: 2,
};

let store: RunStore;
let changes: number;

beforeEach(() => {
  const { address, issues } = parseAddress('steps=300&lr=0.1&events=200:shuffle=1&colour=red');
  store = new RunStore(address, issues);
  changes = 0;
  store.addEventListener('change', () => changes++);
});

describe('before training', () => {
  it('is idle with the address’s settings and faults', () => {
    expect(store).toMatchObject({ state: 'idle', step: 0, until: 300, begun: false, loading: null, variants: [] });
    expect(store.params).toMatchObject({ lr: 0.1, width: [512, 512] });
    expect(store.issues.map(({ subject }) => subject)).toEqual(['“colour”']);
    expect(formatAddress(store.address)).toBe('lr=0.1&steps=300&events=200:shuffle=1');
  });

  it('updates the address after a control and notifies', () => {
    store.setAddress({ ...store.address, params: { ...store.address.params, lr: 0.2, steps: 500 } });
    expect(formatAddress(store.address)).toBe('lr=0.2&steps=500&events=200:shuffle=1');
    expect(store.until).toBe(500);
    expect(changes).toBe(1);
  });
});

describe('while it trains', () => {
  it('goes from loading to ready with one history per variant', () => {
    store.receive(state('loading', 0));
    store.receive({ type: 'loading', run, what: 'MNIST', fraction: 0.5 });
    expect(store).toMatchObject({ state: 'loading', begun: true, loading: { what: 'MNIST', fraction: 0.5 } });
    store.receive(ready([0, 0.9]));
    store.receive(state('training', 0));
    expect(store).toMatchObject({ state: 'training', loading: null, corruption: [0, 0.9] });
    expect(store.variants.map(({ layerNames }) => layerNames)).toEqual([
      ['dense1', 'output'],
      ['dense1', 'output'],
    ]);
    expect(store.environment?.backend).toBe('cpu');
    expect(changes).toBe(4);
  });

  it('notes once that a convolutional run resumes on another version of the wasm kernels', () => {
    const on = (shape: readonly number[], kernels?: number): RunEvent => {
      const event = ready([0]);
      if (event.type !== 'ready') throw new Error('not ready');
      const environment = { ...event.environment, backend: 'wasm' as const, ...(kernels && { kernels }) };
      return { ...event, environment, network: { ...event.network, layers: [{ name: 'a', shape, parameters: 1 }] } };
    };
    const dense = [784, 8];
    for (const event of [on(dense), on(dense, 2), on([3, 3, 1, 1], 2)]) store.receive(event);
    expect(store.notices).toEqual([]);
    store.clear();
    for (const kernels of [undefined, 2, 2]) store.receive(on([3, 3, 1, 1], kernels));
    expect(store.notices).toEqual([expect.stringContaining('began with version 1 of the wasm kernels')]);
  });

  it('appends rows and windows to their variant, and the step never falls', () => {
    store.receive(ready([0, 0.9]));
    const chunk = { family: 'steps', layer: null, rows: 1, values: Float64Array.of(7, 2.25, 0.125, 1) } as const;
    store.receive({ type: 'rows', run, variant: 1, step: 7, chunks: [chunk] });
    store.receive({ type: 'rows', run, variant: 0, step: 6, chunks: [] });
    store.receive({ type: 'windows', run, variant: 1, rows: [row] });
    expect(store.step).toBe(7);
    expect(store.variants.map((variant) => variant.steps.length)).toEqual([0, 1]);
    expect(store.variants.map((variant) => variant.windows)).toEqual([[], [row]]);
  });

  it('adds a change to the schedule and the address at the step where it took effect', () => {
    store.receive(ready([0]));
    store.receive(state('training', 120, 420));
    expect(store).toMatchObject({ step: 120, until: 420 });
    store.receive({ type: 'changed', run, step: 123, key: 'shuffle', value: 1 });
    store.receive({ type: 'changed', run, step: 123, key: 'lr', value: 0.5 });
    store.receive({ type: 'labels', run, step: 123, corruption: [0.9], labelEntropy: [2.2] });
    expect(store.data?.labelEntropy).toEqual([2.2]);
    expect(store.corruption).toEqual([0.9]);
    expect(formatAddress(store.address)).toBe('lr=0.1&steps=300&events=123:shuffle=1,123:lr=0.5,200:shuffle=1');
    store.receive(state('training', 123));
    expect(store.settings).toEqual({ shuffle: 1, lr: 0.5, momentum: 0.9, decay: 0 });
    expect(parseAddress(formatAddress(store.address)).address.events).toEqual(store.events);
    // The fraction at step 200 is already the same.
    expect(store.variants.map(({ relabelled }) => relabelled)).toEqual([[123]]);
  });

  it('shows a requested change at once, until the trainer confirms it', () => {
    store.receive(ready([0]));
    store.receive(state('training', 50));
    store.ask('lr', 0.3);
    store.ask('lr', 0.4);
    expect(store.settings.lr).toBe(0.4);
    expect(formatAddress(store.address)).toBe('lr=0.1&steps=300&events=200:shuffle=1');
    store.receive({ type: 'changed', run, step: 60, key: 'lr', value: 0.3 });
    expect(store.settings.lr).toBe(0.4);
    store.receive({ type: 'changed', run, step: 61, key: 'lr', value: 0.4 });
    store.receive({ type: 'changed', run, step: 70, key: 'lr', value: 0.5 });
    expect(store.settings.lr).toBe(0.5);
    // The change after the next update is visible in the controls but isn't a step of the run.
    expect(store.step).toBe(50);
  });

  it('ignores a repeated change', () => {
    store.receive(ready([0]));
    store.receive({ type: 'changed', run, step: 200, key: 'shuffle', value: 1 });
    expect(formatAddress(store.address)).toBe('lr=0.1&steps=300&events=200:shuffle=1');
  });

  it('keeps the measurements when the run fails', () => {
    store.receive(ready([0]));
    const chunk = { family: 'paths', layer: 'output', rows: 1, values: Float64Array.of(10, 0.75) } as const;
    store.receive({ type: 'rows', run, variant: 0, step: 10, chunks: [chunk] });
    store.receive({ type: 'failed', run, failure: { kind: 'not-finite', message: 'NaN.', step: 11, layer: 'output' } });
    expect(store).toMatchObject({ state: 'failed', step: 10, failure: { kind: 'not-finite', layer: 'output' } });
    expect(store.variants[0]?.layer('output', 'paths').last('tpm')).toBe(0.75);
    // The trainer's device was ahead. A reload finds as many steps as there are valid ones.
    store.receive(state('failed', 26, 300));
    expect(store.step).toBe(11);
  });
});

describe('after reset', () => {
  it('clears the run and keeps settings and schedule', () => {
    store.receive(ready([0]));
    store.receive(state('training', 50, 600));
    store.receive({ type: 'changed', run, step: 50, key: 'decay', value: 0.01 });
    store.clear();
    expect(store).toMatchObject({
      state: 'idle',
      step: 0,
      until: 300,
      variants: [],
      data: null,
      failure: null,
    });
    expect(formatAddress(store.address)).toBe('lr=0.1&steps=300&events=50:decay=0.01,200:shuffle=1');
    expect(store.settings.decay).toBe(0);
  });
});
