/** A live session and the replay of its own address give the same run file in all fields but times. */
import { beforeAll, describe, expect, it } from 'vitest';
import { runFileOf } from '../src/export/run-file.ts';
import { variantsOf, type RunFile } from '../src/shared/run/run-file.ts';
import { DEFAULT_PARAMS, type RunParams } from '../src/shared/run/run-params.ts';
import { formatAddress, parseAddress, type RunAddress } from '../src/shared/run/run-url.ts';
import { EVENT_KEYS, type EventKey } from '../src/shared/run/schedule.ts';
import { RunStore } from '../src/state/run-store.ts';
import { startWasm } from './backends/wasm-start.ts';
import { breathe } from './session/loop-timers.ts';
import type { CheckpointStore } from './storage/checkpoint-store.ts';
import { Driver, memoryCheckpoints } from './testing/driver.ts';

const SMALL: Partial<RunParams> = {
  data: 'synthetic',
  n: 120,
  size: 14,
  width: [8],
  batch: 20,
  steps: 24,
  probe: 5,
  labels: 'resample',
};
const VALUES: Readonly<Record<EventKey, number>> = { shuffle: 0.75, lr: 0.02, momentum: 0.5, decay: 0.01 };

// On compiled kernels: the session is the same on every engine, and this one is quick.
beforeAll(startWasm);

/** The page's side of a run: a store that takes the session's messages. */
class Page {
  readonly store: RunStore;
  readonly driver: Driver;

  constructor(address: RunAddress, checkpoints?: CheckpointStore) {
    this.store = new RunStore(address, []);
    this.driver = new Driver(checkpoints, (event) => {
      if ('run' in event && event.type !== 'notice') this.store.receive(event);
    });
  }

  start(once = false, resume?: { until: number; atMost: number; paused: boolean }): void {
    const { params, events } = this.store;
    this.driver.handle({ type: 'start', run: 'r', params, events, once, ...(resume && { resume }) });
  }

  /** Trains step by step to `step`, then stops. */
  async stepTo(step: number): Promise<void> {
    while (this.store.step < step) {
      this.driver.handle({ type: 'step' });
      await this.driver.reached('training');
      await this.driver.reached('paused');
    }
  }

  async end(): Promise<RunFile> {
    if (this.store.state === 'paused') {
      this.driver.handle({ type: 'resume' });
      await this.driver.reached('training');
    }
    await this.driver.reached('done');
    return this.file();
  }

  file(): RunFile {
    const file = runFileOf(this.store);
    if (!file) throw new Error('no run file');
    return file;
  }
}

/** The fields that must be equal; seconds come from the clock. */
function comparable(file: RunFile): unknown {
  return variantsOf(file).map((variant) => ({
    ...variant,
    environment: null,
    steps: { ...variant.steps, seconds: null },
  }));
}

const addressOf = (changes: Partial<RunParams>): RunAddress => ({
  preset: null,
  params: { ...DEFAULT_PARAMS, ...SMALL, ...changes },
  events: [],
  start: false,
});

/** Trains the address that the page has at its end. */
async function replayed({ store }: Page): Promise<RunFile> {
  const page = new Page(parseAddress(formatAddress(store.address)).address);
  page.start();
  await page.driver.reached('done');
  const file = page.file();
  page.driver.handle({ type: 'reset' });
  return file;
}

async function expectSame(page: Page, live: RunFile): Promise<void> {
  expect(comparable(await replayed(page))).toEqual(comparable(live));
  page.driver.handle({ type: 'reset' });
}

describe.each([false, true])('a live session, paired %s, and its replay', (twin) => {
  it.each(EVENT_KEYS)('after a change of %s between two steps', async (key) => {
    const page = new Page(addressOf({ twin, shuffle: 0.1 }));
    page.start(true);
    await page.driver.reached('paused');
    await page.stepTo(7);
    page.driver.handle({ type: 'change', key, value: VALUES[key] });
    await page.stepTo(9);
    page.driver.handle({ type: 'change', key, value: VALUES[key] / 2 });
    const live = await page.end();
    expect(page.store.events.map(({ step }) => step)).toEqual([7, 9]);
    await expectSame(page, live);
  });

  it.each(EVENT_KEYS)('after a change of %s while it trains', async (key) => {
    const page = new Page(addressOf({ twin, steps: 60 }));
    page.start();
    await page.driver.reached('training');
    page.driver.handle({ type: 'change', key, value: VALUES[key] });
    const live = await page.end();
    expect(page.store.events).toMatchObject([{ key }]);
    await expectSame(page, live);
  });

  it('after changes under a schedule, with Adam, dropout and augmentation', async () => {
    const rates = { optimizer: 'adam', schedule: 'cosine', warmup: 5, smoothing: 0.1, lr: 0.01 } as const;
    const page = new Page(addressOf({ twin, ...rates, dropout: 0.3, augment: 'crop-flip' }));
    page.start(true);
    await page.driver.reached('paused');
    await page.stepTo(3);
    page.driver.handle({ type: 'change', key: 'lr', value: 0.02 });
    await page.stepTo(8);
    page.driver.handle({ type: 'change', key: 'momentum', value: 0.5 });
    await expectSame(page, await page.end());
  });

  it('after pauses within evaluations and steps', async () => {
    const page = new Page(addressOf({ twin }));
    page.start();
    await page.driver.reached('training');
    page.driver.handle({ type: 'pause' });
    await page.driver.reached('paused');
    expect([page.store.step, page.store.variants[0]?.evaluations.length]).toEqual([0, 0]);
    for (let pause = 0; pause < 8 && page.store.state === 'paused'; pause++) {
      page.driver.handle({ type: 'resume' });
      await page.driver.reached('training');
      await breathe();
      page.driver.handle({ type: 'pause' });
      await Promise.race([page.driver.reached('paused'), page.driver.reached('done')]);
    }
    await expectSame(page, await page.end());
  });

  it('after labels were changed where they had been evaluated', async () => {
    const page = new Page(addressOf({ twin }));
    page.start();
    await page.driver.reached('done');
    page.driver.handle({ type: 'change', key: 'shuffle', value: 1 });
    page.driver.handle({ type: 'change', key: 'lr', value: 0.01 });
    // Row 24 has the earlier labels: the new ones apply from the update after the next.
    expect(page.store.events).toEqual([
      { step: 24, key: 'lr', value: 0.01 },
      { step: 25, key: 'shuffle', value: 1 },
    ]);
    expect(page.store.settings.shuffle).toBe(1);
    page.driver.handle({ type: 'step' });
    await page.driver.reached('training');
    await page.driver.reached('done');
    page.driver.handle({ type: 'reset' });
  });

  it('after a resume from a checkpoint', async () => {
    const checkpoints = memoryCheckpoints();
    const page = new Page(addressOf({ twin }), checkpoints);
    page.start(true);
    await page.driver.reached('paused');
    await page.stepTo(7);
    page.driver.handle({ type: 'change', key: 'shuffle', value: 1 });
    await page.stepTo(11);
    await page.driver.told('saved');
    await new Promise((resolve) => setTimeout(resolve, 20));
    // Another worker takes over, as after a reload.
    const { store } = page;
    const next = new Page(store.address, checkpoints);
    next.driver.handle({
      type: 'start',
      run: 'r',
      params: store.params,
      events: store.events,
      once: false,
      resume: { until: store.until, atMost: store.step, paused: false },
    });
    await next.driver.reached('done');
    const restored = next.driver.of('restored')[0]?.step ?? NaN;
    expect(restored).toBeGreaterThan(7);
    const labels = variantsOf(next.file()).map((variant) => variant.data);
    expect(labels).toEqual(variantsOf(await replayed(page)).map((variant) => variant.data));
    for (const each of [page, next]) each.driver.handle({ type: 'reset' });
  });
});

it('reports what a scheduled change made of the labels, in each variant', async () => {
  const page = new Page({ ...addressOf({ twin: true }), events: [{ step: 9, key: 'shuffle', value: 1 }] });
  page.start();
  await page.driver.reached('done');
  const [first, second] = variantsOf(page.file()).map((variant) => variant.data);
  expect(first?.corruption).toBeGreaterThan(0.8);
  expect(second?.corruption).toBe(0);
  expect(first?.labelEntropy).not.toBe(second?.labelEntropy);
  page.driver.handle({ type: 'reset' });
});
