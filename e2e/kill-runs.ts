/** The runs that resume.spec.ts interrupts, where it interrupts them, and what must be the same in the end. */
import { expect, type Page } from '@playwright/test';
import { runsKept } from './kills.ts';
import { Lab } from './lab.ts';
import type { RunFile } from './run-file.ts';

/** How often each way is tried: once in the suite, more with REPEAT=20. */
export const REPEAT = Number(process.env.REPEAT ?? '1');

const COMMON = 'data=synthetic&probe=10&decay=0.001&shuffle=0.2&events=90:shuffle=1,210:shuffle=0';
/** Long enough that they have not ended when a waiting test gets to interrupt them. */
const RUNS = {
  wasm: { steps: 1200, query: `${COMMON}&n=600&width=128-64&batch=64&windows=20-620,350-1190` },
  cpu: { steps: 600, query: `${COMMON}&n=300&size=14&width=16&batch=20&windows=20-220,150-390` },
  webgl: { steps: 60, query: 'data=synthetic&n=100&size=14&width=8&batch=10&probe=7' },
  webgpu: { steps: 30, query: 'data=synthetic&n=100&size=14&width=8&batch=10&probe=0' },
} as const;
export type Tried = keyof typeof RUNS;

export const queryOf = (tried: Tried): string => `${RUNS[tried].query}&steps=${RUNS[tried].steps}&backend=${tried}`;

/** Results of uninterrupted runs, by address. */
const references = new Map<string, Promise<RunFile>>();

/**
 * The uninterrupted run, trained once per test process: in a separate browser context, so that the page under test
 * stores nothing of it, or `here`, if starting an engine takes long.
 */
export function reference(lab: Lab, query: string, where: 'apart' | 'here' = 'apart'): Promise<RunFile> {
  const known = references.get(query);
  if (known) return known;
  const run = where === 'here' ? lab.run(query) : trainApart(lab.page, query);
  references.set(query, run);
  return run;
}

async function trainApart(page: Page, query: string): Promise<RunFile> {
  const context = await page.context().browser()?.newContext();
  if (!context) throw new Error('no browser');
  const run = await new Lab(await context.newPage()).run(query);
  await context.close();
  return run;
}

export interface Cuts {
  /** Where to pause, which saves a checkpoint; null to interrupt before any is saved. */
  readonly saved: number | null;
  readonly first: number;
  /** Where the resumed run is interrupted again. */
  readonly second: number | null;
  /** The number of further draws (WebGL) or command buffers (WebGPU) after which the GPU is lost. */
  readonly lost: number;
}

/** Seeded by the repetition. */
export function cutsOf(repetition: number, tried: Tried): Cuts {
  // A Lehmer generator; the tests need no better one.
  const draw = (most: number): number => (seed = (seed * 48_271) % 2_147_483_647) % Math.floor(most);
  let seed = 7919 * (repetition + 1);
  const all = RUNS[tried].steps;
  const saved = 20 + draw(all / 5);
  const first = saved + 5 + draw(all / 5);
  const second = first + draw(all / 5);
  const lost = draw(tried === 'webgpu' ? 10 : 400);
  return { saved: repetition % 3 === 2 ? null : saved, first, second: repetition % 2 === 0 ? null : second, lost };
}

export function describeCuts({ saved, first, second }: Cuts): string {
  const begun = saved === null ? 'never saved' : `saved at about ${saved}`;
  return `${begun}, cut at about ${first}${second === null ? '' : ` and ${second}`}`;
}

/** Trains until the first interruption: still training, and stored. */
export async function trainTo(lab: Lab, tried: Tried, { saved, first }: Cuts): Promise<void> {
  await lab.open(queryOf(tried));
  await lab.train();
  let rested = 0;
  if (saved !== null) {
    await lab.past(saved);
    await lab.pause();
    rested = await lab.stepsDone();
    await lab.resume();
  }
  // The pause may come later than requested.
  await lab.past(Math.max(first, rested + 1));
  await expect.poll(() => lab.page.evaluate(runsKept), { intervals: [20] }).toBe(1);
  await expectUnderWay(lab);
}

/** Call it before a run is interrupted: the page does not offer to resume a run that has ended. */
export async function expectUnderWay(lab: Lab): Promise<void> {
  expect(await lab.state()).toMatch(/^(loading|training)$/);
}

/** Waits for the end of the run, which must equal the `whole` one bit for bit. */
export async function expectSame(lab: Lab, whole: RunFile): Promise<void> {
  await lab.reach('done');
  const resumed = await lab.runFile();
  expectWhole(resumed, whole.steps.step.length);
  expect(measured(resumed)).toEqual(measured(whole));
}

/** Row k of the steps is step k, with none missing or duplicated. */
export function expectWhole(run: RunFile, steps: number): void {
  expect(run.steps.step).toEqual(Array.from({ length: steps }, (_, step) => step));
}

/** All measurements of a run except the clock. */
export function measured(run: RunFile): unknown {
  const { steps, layerSteps, probes, evaluations, windows, paths } = run;
  return {
    step: steps.step,
    loss: steps.loss,
    accuracy: steps.accuracy,
    layerSteps,
    probes,
    evaluations,
    windows,
    paths,
  };
}
