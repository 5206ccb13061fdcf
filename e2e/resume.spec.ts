/**
 * A run that is cut short goes on, and ends with the very numbers it would have had. Each way of cutting it short is tried
 * at random steps (seeded by the repetition): REPEAT=20 tries each twenty times.
 */
import type { Page } from '@playwright/test';
import { crash, expectWhole, exposeWorkers, measured, REPEAT, takeUp } from './kills.ts';
import type { Lab } from './lab.ts';
import type { RunFile } from './run-file.ts';
import { expect, test } from './test.ts';

const COMMON = 'data=synthetic&probe=10&decay=0.001&shuffle=0.2&events=90:shuffle=1,210:shuffle=0';
/** Of about four seconds each, so that there is time to cut them short. */
const RUNS = {
  wasm: { steps: 1200, query: 'n=600&width=128-64&batch=64&windows=20-620,350-1190' },
  cpu: { steps: 400, query: 'n=300&size=14&width=16&batch=20&windows=20-220,150-390' },
} as const;
type Tried = keyof typeof RUNS;
const queryOf = (backend: Tried): string =>
  `${COMMON}&${RUNS[backend].query}&steps=${RUNS[backend].steps}&backend=${backend}`;

/** Of the uninterrupted run, by backend. */
const references = new Map<string, Promise<RunFile>>();

function reference(lab: Lab, backend: Tried): Promise<RunFile> {
  const known = references.get(backend);
  if (known) return known;
  const run = lab.run(queryOf(backend));
  references.set(backend, run);
  return run;
}

/** Two steps at which to pause (which saves a checkpoint) and to cut the run short. */
function steps(repetition: number, all: number): { pauseAt: number; cutAt: number } {
  // A generator of Lehmer's: the tests need no good one.
  const draw = (most: number): number => (seed = (seed * 48_271) % 2_147_483_647) % most;
  let seed = 7919 * (repetition + 1);
  const pauseAt = 20 + draw(all / 4);
  return { pauseAt, cutAt: pauseAt + 5 + draw(all / 4) };
}

/** Trains to where the run is to be cut short: still training, past a checkpoint. */
async function trainTo(lab: Lab, backend: Tried, { pauseAt, cutAt }: ReturnType<typeof steps>): Promise<void> {
  await lab.open(queryOf(backend));
  await lab.train();
  await lab.past(pauseAt);
  await lab.pause();
  await lab.resume();
  await lab.past(cutAt);
}

async function expectSame(lab: Lab, run: RunFile, all: number): Promise<void> {
  await lab.reach('done');
  const resumed = await lab.runFile();
  expectWhole(resumed, all);
  expect(measured(resumed)).toEqual(measured(run));
}

const endTrainer = (page: Page): Promise<void> =>
  page.evaluate(() => {
    (window as unknown as { endTrainer: () => void }).endTrainer();
  });

for (let repetition = 0; repetition < REPEAT; repetition++) {
  const backend = repetition % 2 === 0 ? 'wasm' : 'cpu';
  const { steps: all } = RUNS[backend];
  const at = steps(repetition, all);
  const where = `${backend}, saved at about ${at.pauseAt}, cut at about ${at.cutAt}`;

  test(`a reload: ${where}`, async ({ lab }) => {
    const run = await reference(lab, backend);
    await trainTo(lab, backend, at);
    await lab.page.reload();
    await takeUp(lab);
    await expectSame(lab, run, all);
  });

  test(`a crash of the page: ${where}`, async ({ lab, page, context }) => {
    const run = await reference(lab, backend);
    await trainTo(lab, backend, at);
    const next = await crash(context, page);
    await takeUp(next);
    await expectSame(next, run, all);
  });

  test(`a trainer that ends without a word: ${where}`, async ({ lab, page }) => {
    const run = await reference(lab, backend);
    await exposeWorkers(page);
    await trainTo(lab, backend, at);
    await endTrainer(page);
    await expect(page.getByText('The trainer stopped: its thread ended')).toBeVisible();
    await expectSame(lab, run, all);
  });
}
