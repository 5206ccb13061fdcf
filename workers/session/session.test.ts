import { engine } from '@tensorflow/tfjs-core';
import { afterEach, beforeAll, describe, expect, it } from 'vitest';
import { DEFAULT_PARAMS, resolveParams, type RunParams } from '../../src/shared/run/run-params.ts';
import { startWasm } from '../backends/wasm-start.ts';
import { loadData } from '../data/origins/load.ts';
import { breathe } from './loop-timers.ts';
import { Driver } from '../testing/driver.ts';
import { Session } from './session.ts';

const SMALL: Partial<RunParams> = { data: 'synthetic', n: 200, size: 14, width: [16], batch: 20, steps: 40, probe: 5 };

// On compiled kernels: the session is the same on every engine, and this one is quick.
beforeAll(startWasm);

const drivers: Driver[] = [];
function drive(): Driver {
  const driver = new Driver();
  drivers.push(driver);
  return driver;
}
afterEach(() => {
  for (const driver of drivers.splice(0)) driver.session.handle({ type: 'reset' });
});

describe('session', () => {
  it('lets a run wait for files that are being stored', async () => {
    const driver = drive();
    let store: (summary: string) => void = () => undefined;
    const storeData = () => new Promise<string>((resolve) => (store = resolve));
    const session = new Session({ ...driver.session.deps, storeData });
    session.handle({ type: 'store-data', into: 'cifar10', files: [] });
    const params = resolveParams({ ...DEFAULT_PARAMS, ...SMALL, steps: 2 });
    session.handle({ type: 'start', run: 'r', params, events: [], once: false });
    for (let turn = 0; turn < 20; turn++) await breathe();
    store('Stored.');
    await driver.reached('done');
    const order = driver.events.map(({ type }) => type).filter((type) => type === 'data-stored' || type === 'ready');
    expect(order).toEqual(['data-stored', 'ready']);
    session.handle({ type: 'reset' });
  });

  it('trains to the end and measures each step once', async () => {
    const driver = drive();
    driver.start(SMALL);
    await driver.reached('done');
    const losses = driver.column(0, 'steps', 'loss');
    expect(driver.column(0, 'steps', 'step')).toEqual(Array.from({ length: 40 }, (_, k) => k));
    const lastLoss = losses.slice(-5).reduce((sum, loss) => sum + loss / 5, 0);
    expect(lastLoss).toBeLessThan((losses[0] ?? 0) - 0.1);
    expect(driver.column(0, 'layerSteps', 'step', 'dense1')).toHaveLength(40);
    expect(driver.column(0, 'probes', 'm', 'dense2').every((m) => m === 20)).toBe(true);
    expect(driver.column(0, 'evaluations', 'step')).toContain(40);
    const windows = driver.of('windows').at(-1)?.rows ?? [];
    expect(windows).toHaveLength(5 * 2);
    expect(windows.every(({ tpm }) => tpm !== null && tpm > 0 && tpm <= 1)).toBe(true);
    expect(driver.column(0, 'paths', 'tpm', 'dense1').every((tpm) => tpm > 0 && tpm <= 1)).toBe(true);
  });

  it('gives the same numbers bit for bit, with or without pauses, probes and a twin', async () => {
    const plain = drive();
    plain.start({ ...SMALL, shuffle: 0.5 });
    await plain.reached('done');
    const other = drive();
    other.start({ ...SMALL, shuffle: 0.5, probe: 0, twin: true }, true);
    await other.reached('paused');
    other.session.handle({ type: 'step' });
    await other.reached('training');
    await other.reached('paused');
    other.session.handle({ type: 'resume' });
    await other.reached('done');
    expect(other.column(0, 'steps', 'loss')).toEqual(plain.column(0, 'steps', 'loss'));
    expect(other.column(0, 'layerSteps', 'weightNorm', 'dense1')).toEqual(
      plain.column(0, 'layerSteps', 'weightNorm', 'dense1'),
    );
  });

  it('shows the labels with which a paused run will resume', async () => {
    const driver = drive();
    driver.start(SMALL, true);
    await driver.reached('paused');
    const told = driver.of('predictions').length;
    driver.session.handle({ type: 'change', key: 'shuffle', value: 1 });
    const { trueLabels } = driver.of('examples').at(-1) ?? {};
    expect(driver.of('predictions').length).toBe(told + 1);
    const { observed } = driver.of('predictions').at(-1) ?? {};
    expect(observed?.filter((label, i) => label !== trueLabels?.[i]).length).toBeGreaterThan(30);
    driver.session.handle({ type: 'change', key: 'shuffle', value: 0 });
    expect(driver.of('predictions').at(-1)?.observed).toEqual(trueLabels);
  });

  it('changes labels between two steps, reports the step, and replays the change from the schedule', async () => {
    const live = drive();
    live.start({ ...SMALL, steps: 200 });
    await live.reached('training');
    live.session.handle({ type: 'change', key: 'shuffle', value: 1 });
    await live.told('changed');
    const changed = live.of('changed')[0];
    await live.reached('done');
    expect(live.of('labels').at(-1)?.corruption[0]).toBeGreaterThan(0.5);
    const again = drive();
    again.session.handle({
      type: 'start',
      run: 'r',
      params: resolveParams({ ...DEFAULT_PARAMS, ...SMALL, steps: 200 }),
      events: changed ? [{ step: changed.step, key: 'shuffle', value: 1 }] : [],
      once: false,
    });
    await again.reached('done');
    expect(again.column(0, 'steps', 'loss')).toEqual(live.column(0, 'steps', 'loss'));
  });

  it('leaks no tensor over a reset or over many steps', async () => {
    const before = engine().state.numTensors;
    const driver = drive();
    driver.start({ ...SMALL, steps: 150 });
    await driver.reached('done');
    const held = engine().state.numTensors;
    driver.session.handle({ type: 'resume' });
    await driver.reached('training');
    await driver.reached('done');
    expect(engine().state.numTensors).toBe(held);
    driver.session.handle({ type: 'reset' });
    expect(engine().state.numTensors).toBe(before);
  });

  it('keeps the next run’s clock when the previous run ends late', async () => {
    const driver = drive();
    const params = { ...SMALL, steps: 100, probe: 0 };
    const data = await loadData(resolveParams({ ...DEFAULT_PARAMS, ...params }), () => undefined);
    Object.assign(driver.session.deps, { loadData: () => Promise.resolve(data) });
    driver.start(params);
    await driver.reached('training');
    // Sent like a message that the loop lets in: the next run trains before this run's loop notices its end.
    await breathe();
    expect(driver.of('state').at(-1)?.state).toBe('training');
    driver.session.handle({ type: 'reset' });
    const before = driver.events.length;
    driver.start(params);
    await driver.reached('done');
    driver.events.splice(0, before);
    const seconds = driver.column(0, 'steps', 'seconds');
    expect(seconds).toHaveLength(100);
    expect(new Set(seconds).size).toBeGreaterThan(90);
  });

  it('trains past its steps when asked to', async () => {
    const driver = drive();
    driver.start({ ...SMALL, steps: 10 });
    await driver.reached('done');
    driver.session.handle({ type: 'resume' });
    await driver.reached('training');
    await driver.reached('done');
    expect(driver.column(0, 'steps', 'step')).toHaveLength(20);
  });

  it('stops at the first number that is not finite, names the step and keeps the earlier steps', async () => {
    const driver = drive();
    driver.start({ ...SMALL, lr: 1e9 });
    await driver.reached('failed');
    const failure = driver.of('failed')[0]?.failure;
    expect(failure?.kind).toBe('not-finite');
    expect(driver.column(0, 'steps', 'step')).toHaveLength(failure?.step ?? -1);
  });

  it('starts both variants from equal weights, which stay equal while the labels are equal', async () => {
    const driver = drive();
    driver.start({ ...SMALL, twin: true, shuffle: 0.5, steps: 20 });
    await driver.reached('done');
    // 1 − 0.5 is 0.5: both variants have the same labels.
    expect(driver.column(1, 'steps', 'loss')).toEqual(driver.column(0, 'steps', 'loss'));
  });
});
