/**
 * 100,000 steps of a small network: memory and storage must not grow, except for the rows that each step adds to the
 * run. It takes minutes: SOAK=1 runs it, and its figures are in `soak.json` of the test's output.
 */
import { writeFileSync } from 'node:fs';
import { countBuffers, heldAtRest, type Held } from './gpu-buffers.ts';
import { readRunFile } from './run-file.ts';
import { launch } from './launch.ts';
import type { Lab } from './lab.ts';
import { expect, test } from './test.ts';

const STEPS = 100_000;
/** Steps at which memory is measured, besides the end. */
const SAMPLED = [5000, 25_000, 50_000, 75_000];
const QUERY = `data=synthetic&n=200&size=14&width=8&batch=10&probe=50&windows=0-100&stride=10&steps=${STEPS}&backend=wasm`;
/** Most bytes for a step's rows: 8 for each number, in columns that grow by doubling, and once more in transit. */
const ROW_BYTES = 400;

interface Sample {
  readonly step: number;
  /** The trainer's count. */
  readonly tensors: number;
  /** Bytes of the trainer's thread and of the page, without garbage. */
  readonly trainer: number;
  readonly page: number;
  /** Bytes of all checkpoints. */
  readonly checkpoints: number;
}

test.skip(process.env.SOAK !== '1', 'minutes of training; SOAK=1 runs it');
// Measures memory on request, not at the browser's next garbage collection.
test.use({ launchOptions: launch(['--enable-blink-features=ForceEagerMeasureMemory', '--enable-unsafe-webgpu']) });

/** In the page: bytes by owner. */
async function memory(): Promise<{ trainer: number; page: number }> {
  interface Measured {
    readonly breakdown: readonly {
      readonly bytes: number;
      readonly attribution: readonly { readonly scope: string }[];
    }[];
  }
  const { breakdown } = await (
    performance as unknown as { measureUserAgentSpecificMemory(): Promise<Measured> }
  ).measureUserAgentSpecificMemory();
  const sum = (worker: boolean): number =>
    breakdown
      .filter(({ attribution }) => attribution.some(({ scope }) => scope === 'DedicatedWorkerGlobalScope') === worker)
      .reduce((total, { bytes }) => total + bytes, 0);
  return { trainer: sum(true), page: sum(false) };
}

/** In the page: bytes of all checkpoints. */
async function checkpointBytes(): Promise<number> {
  return new Promise((resolve, reject) => {
    const opened = indexedDB.open('shuffle-lab-checkpoints');
    opened.onerror = () => reject(opened.error ?? new Error('no reason'));
    opened.onsuccess = () => {
      const database = opened.result;
      const all = database.transaction('checkpoints').objectStore('checkpoints').getAll() as IDBRequest<
        { readonly bytes: Uint8Array }[]
      >;
      all.onsuccess = () => {
        database.close();
        resolve(all.result.reduce((sum, { bytes }) => sum + bytes.length, 0));
      };
    };
  });
}

async function sample(lab: Lab): Promise<Sample> {
  const { page } = lab;
  return {
    step: await lab.stepsDone(),
    tensors: await lab.tensors(),
    checkpoints: await page.evaluate(checkpointBytes),
    ...(await page.evaluate(memory)),
  };
}

const keep = (figures: object): void =>
  writeFileSync(test.info().outputPath('soak.json'), JSON.stringify(figures, null, 2));

test('100,000 steps hold no more than 5,000 do', async ({ lab }) => {
  test.setTimeout(1_200_000);
  await lab.open(QUERY);
  await lab.train();
  const samples: Sample[] = [];
  for (const step of SAMPLED) {
    await lab.past(step);
    await lab.pause();
    samples.push(await sample(lab));
    keep({ samples });
    await lab.resume();
  }
  await lab.reach('done', 600_000);
  samples.push(await sample(lab));

  const { seconds } = readRunFile(await lab.export('Run file')).steps;
  /**
   * Seconds per step: the median over the slices of 100 steps around `step`, because other load on the machine varies.
   */
  const pace = (step: number): number => {
    const slices = Array.from({ length: 10 }, (_, k) => {
      const from = step - 500 + 100 * k;
      return ((seconds[from + 100] ?? NaN) - (seconds[from] ?? NaN)) / 100;
    });
    return slices.sort((a, b) => a - b)[5] ?? NaN;
  };
  const paces = [1000, 10_000, 25_000, 50_000, 75_000, 99_000].map((step) => ({ step, seconds: pace(step) }));
  keep({ samples, paces });

  const first = samples.reduce((earliest) => earliest);
  const last = samples.reduce((_, latest) => latest);
  for (const { tensors } of samples) expect(tensors).toBe(first.tensors);
  // The older of the two checkpoints at the first measurement may be of the run's first steps. A header has the step in
  // digits.
  const settled = samples.slice(1).map(({ checkpoints }) => checkpoints);
  expect(Math.max(...settled) - Math.min(...settled)).toBeLessThan(200);
  expect(last.trainer).toBeLessThan(1.1 * first.trainer + 2_000_000);
  expect(last.page - first.page).toBeLessThan(ROW_BYTES * (last.step - first.step));
  expect(pace(50_000)).toBeLessThan(1.1 * pace(1000));
});

// A step of the smallest network on a software adapter takes 3 ms, fifty times a wasm one, and a leak shows as soon: in each
// span, which has all that there is in a run (updates, probes, evaluations, strides, checkpoints, pauses).
test('WebGPU: 30,000 steps hold no more buffers than 5,000 do', { tag: '@webgpu' }, async ({ lab, page }) => {
  test.setTimeout(1_200_000);
  await lab.open(
    'data=synthetic&n=200&size=14&width=8&batch=10&probe=50&windows=0-100&stride=10&steps=30000&backend=webgpu',
  );
  const held = await countBuffers(page);
  await lab.train();
  /** What is held at rest and, except at the end, just before it. */
  const samples: (Held & { step: number; tensors: number; training: Held | null })[] = [];
  for (let step = 5000; step <= 30_000; step += 5000) {
    let training: Held | null = null;
    if (step < 30_000) {
      await lab.past(step);
      training = await held();
      await lab.pause();
    } else await lab.reach('done', 600_000);
    const atRest = await heldAtRest(lab, held);
    samples.push({ step: await lab.stepsDone(), tensors: await lab.tensors(), ...atRest, training });
    keep({ samples });
    if (step < 30_000) await lab.resume();
  }
  const first = samples.reduce((earliest) => earliest);
  for (const { devices, tensors, buffers, bytes } of samples) {
    // Not two, nor one from before the count.
    expect(devices).toBe(1);
    expect({ tensors, buffers, bytes }).toEqual({
      tensors: first.tensors,
      buffers: first.buffers,
      bytes: first.bytes,
    });
  }
  // Needed within the last seconds: a hiccup of the machine, during which readbacks wait, may show in one of them.
  const [early = NaN, ...later] = samples.flatMap(({ training }) => training?.bytes ?? []);
  const middle = later.sort((a, b) => a - b)[Math.floor(later.length / 2)];
  expect(middle).toBeLessThanOrEqual(1.05 * early);
});
