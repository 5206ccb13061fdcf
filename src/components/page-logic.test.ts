/** The page's arithmetic and texts: sliders, speed, status, windows, keys. */
import { describe, expect, it } from 'vitest';
import { DEFAULT_PARAMS, resolveParams } from '../shared/run/run-params.ts';
import type { WindowRow } from '../shared/run/run-records.ts';
import { Table } from '../state/series.ts';
import { stepRate } from './step-rate.ts';
import { PARAM_GROUPS } from './controls/param-groups.ts';
import { fractionScale, logScale } from './ui/scale.ts';
import { statusText, tabTitle } from './status-text.ts';
import { phaseText, windowEntries, windowPhase } from './windows/window-rows.ts';

describe('logScale', () => {
  const rates = logScale(-4, 0, false);
  const decays = logScale(-6, -1, true);

  it('includes its ends and round values between them', () => {
    expect([rates.toValue(0), rates.toValue(rates.positions)]).toEqual([1e-4, 1]);
    expect(rates.toValue(rates.toPosition(0.05))).toBe(0.05);
    expect([decays.toValue(0), decays.toValue(1), decays.toValue(decays.positions)]).toEqual([0, 1e-6, 0.1]);
    expect(decays.toValue(decays.toPosition(1e-4))).toBe(1e-4);
  });

  it('maps every position back to itself', () => {
    for (let position = 0; position <= decays.positions; position++) {
      expect(decays.toPosition(decays.toValue(position))).toBe(position);
    }
  });

  it('clips values beyond its ends, and has a separate position for 0', () => {
    expect([rates.toPosition(5), rates.toPosition(1e-9), decays.toPosition(1e-9), decays.toPosition(0)]).toEqual([
      rates.positions,
      0,
      1,
      0,
    ]);
  });
});

it('a fraction moves in whole percents', () => {
  const scale = fractionScale(100);
  expect(scale.toValue(40)).toBe(0.4);
  expect(scale.toPosition(0.404)).toBe(40);
});

describe('stepRate', () => {
  const steps = (seconds: readonly number[]): Table<'steps'> => {
    const table = new Table('steps');
    const zeros = seconds.map(() => 0);
    table.append(seconds.length, Float64Array.from([...seconds.map((_, i) => i), ...zeros, ...zeros, ...seconds]));
    return table;
  };

  it('averages over the latest five seconds', () => {
    // Ten steps a second, then two for more than five seconds.
    const slow = Array.from({ length: 15 }, (_, i) => 10 + i / 2);
    const fast = Array.from({ length: 100 }, (_, i) => i / 10);
    expect(stepRate(steps([...fast, ...slow]))).toBe(2);
  });

  it('is unknown before two rows, and uses the last two if steps are slower', () => {
    expect(stepRate(steps([1]))).toBeUndefined();
    expect(stepRate(steps([0, 10, 20]))).toBe(0.1);
  });
});

describe('tabTitle', () => {
  it('says how far the run is, and its end', () => {
    const title = (state: Parameters<typeof tabTitle>[0]['state'], step = 0): string =>
      tabTitle({ state, step, until: 2000 });
    expect(title('idle')).toBe('Shuffle Lab');
    expect([title('loading'), title('training', 1999), title('paused', 500), title('done', 2000)]).toEqual([
      'Loading · Shuffle Lab',
      '99% · Shuffle Lab',
      '25% paused · Shuffle Lab',
      'Done · Shuffle Lab',
    ]);
  });
});

describe('statusText', () => {
  const idle = {
    state: 'idle',
    step: 0,
    until: 2000,
    rate: undefined,
    loading: null,
    evaluating: null,
    environment: null,
  } as const;
  const environment = { backend: 'webgpu', adapter: 'SwiftShader', software: true, reasons: [] } as const;

  it('says state, step, speed, time left and adapter', () => {
    expect(statusText({ ...idle, state: 'training', step: 1240, rate: 310, environment })).toBe(
      'Training · step 1,240 of 2,000 · 310 steps/s · 2 s left · WebGPU (SwiftShader, a software adapter)',
    );
  });

  it('says what is loading and how far', () => {
    expect(statusText({ ...idle, state: 'loading', loading: { what: 'Loading MNIST images', fraction: 0.452 } })).toBe(
      'Loading · MNIST images, 45%',
    );
    expect(statusText({ ...idle, state: 'loading', loading: { what: 'Loading MNIST', fraction: null } })).toBe(
      'Loading · MNIST',
    );
    expect(statusText({ ...idle, state: 'loading', loading: { what: 'Building it', fraction: null } })).toBe(
      'Loading · building it',
    );
    expect(statusText(idle)).toBe('Ready · press Train to begin');
  });
});

describe('windowEntries', () => {
  const params = resolveParams({
    ...DEFAULT_PARAMS,
    windows: [
      { start: 10, stop: 20 },
      { start: 30, stop: 50 },
    ],
  });
  const row: WindowRow = {
    start: 10,
    stop: 20,
    segments: 6,
    layer: 'dense2',
    tpm: 0.5,
    kernelTpm: [],
    segmentCosine: null,
    decayAlignment: null,
    decayShare: null,
    weightNormStart: 1,
    weightNormStop: 2,
  };

  it('lists every window and layer, measured or not, with its n', () => {
    const entries = windowEntries(params, ['dense1', 'dense2'], [[row]], { step: 25, state: 'training' });
    expect(entries.map(({ window, layer, phase, n }) => [window.start, layer, phase, n])).toEqual([
      [10, 'dense1', 'complete', 6],
      [10, 'dense2', 'complete', 6],
      [30, 'dense1', 'ahead', 6],
      [30, 'dense2', 'ahead', 6],
    ]);
    expect(entries[1]?.variants[0]).toBe(row);
    expect(entries[0]?.variants[0]).toBeUndefined();
  });

  it('is under way from its start to its stop', () => {
    const phases = [9, 10, 19, 20].map((step) => windowPhase({ start: 10, stop: 20 }, { step, state: 'training' }));
    expect(phases).toEqual(['ahead', 'under way', 'under way', 'complete']);
  });

  it('is missed or cut short once the run has ended, and paused with it', () => {
    const told = (state: 'paused' | 'done' | 'failed', step: number): string =>
      phaseText(windowPhase({ start: 1000, stop: 2000 }, { step, state }), { step });
    expect([0, 1200, 2000].map((step) => told('failed', step))).toEqual(['not reached', 'ended at step 1,200', '']);
    expect(told('done', 1200)).toBe('ended at step 1,200');
    expect([0, 1200].map((step) => told('paused', step))).toEqual(['not reached yet', 'paused at step 1,200']);
  });
});

it('every setting has a place: slider, or one disclosure', () => {
  const keys = PARAM_GROUPS.flatMap(({ specs }) => specs.map(({ key }) => key));
  expect([...keys, 'lr', 'decay', 'shuffle'].sort()).toEqual(Object.keys(DEFAULT_PARAMS).sort());
  expect(new Set(keys).size).toBe(keys.length);
});
