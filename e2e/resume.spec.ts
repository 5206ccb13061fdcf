/**
 * An interrupted run resumes, and ends with exactly the numbers of an uninterrupted one. Each way of interrupting is
 * tried at random steps (seeded by the repetition): REPEAT=20 tries each twenty times.
 */
import {
  cutsOf,
  describeCuts,
  expectSame,
  expectUnderWay,
  queryOf,
  reference,
  REPEAT,
  trainTo,
  type Tried,
} from './kill-runs.ts';
import {
  crash,
  destroyDevice,
  endTrainer,
  exposeWorkers,
  fillStorage,
  kept,
  loseContext,
  takeUp,
  trainerOf,
} from './kills.ts';
import { expect, test } from './test.ts';

test.use({ serviceWorkers: 'allow' });

// One process trains the reference, once. With many repetitions every process soon has its own, on either backend.
if (REPEAT === 1) test.describe.configure({ mode: 'default' });

for (let repetition = 0; repetition < REPEAT; repetition++) {
  const [one, another]: [Tried, Tried] = repetition % 2 === 0 ? ['wasm', 'cpu'] : ['cpu', 'wasm'];
  const other = REPEAT === 1 ? one : another;
  const cuts = cutsOf(repetition, one);
  const title = (backend: Tried): string =>
    `${repetition + 1}, ${backend}, ${describeCuts(cutsOf(repetition, backend))}`;

  test(`a reload: ${title(one)}`, async ({ lab, page }) => {
    const run = await reference(lab, queryOf(one));
    await trainTo(lab, one, cuts);
    await page.reload();
    await takeUp(lab);
    if (cuts.second !== null) {
      await lab.past(cuts.second);
      await expectUnderWay(lab);
      await page.reload();
      await takeUp(lab);
    }
    await expectSame(lab, run);
  });

  test(`a crash of the page: ${title(other)}`, async ({ lab, page, context }) => {
    const { second } = cutsOf(repetition, other);
    const run = await reference(lab, queryOf(other));
    await trainTo(lab, other, cutsOf(repetition, other));
    let next = await crash(context, page);
    await takeUp(next);
    if (second !== null) {
      await next.past(second);
      await expectUnderWay(next);
      next = await crash(context, next.page);
      await takeUp(next);
    }
    await expectSame(next, run);
  });

  test(`a trainer that ends without a word: ${title(one)}`, async ({ lab, page }) => {
    const run = await reference(lab, queryOf(one));
    await exposeWorkers(page);
    await trainTo(lab, one, cuts);
    await endTrainer(page);
    const told = page.getByText('The trainer stopped: its thread ended');
    await expect(told).toHaveCount(1);
    if (cuts.second !== null) {
      // The next trainer, which has restored the run: until then the page shows the old step.
      await lab.reach('training');
      await lab.past(cuts.second);
      await expectUnderWay(lab);
      await endTrainer(page);
      await expect(told).toHaveCount(2);
    }
    await expectSame(lab, run);
  });

  test(`no network: ${title(other)}`, async ({ lab, page, context }) => {
    test.skip(REPEAT === 1, 'offline.spec.ts opens the page offline; REPEAT=2 runs it');
    const run = await reference(lab, queryOf(other));
    await lab.open(queryOf(other));
    await kept(page);
    await trainTo(lab, other, cutsOf(repetition, other));
    await context.setOffline(true);
    await page.reload();
    await takeUp(lab);
    await expectSame(lab, run);
  });

  test(`storage that is full: ${title(one)}`, async ({ lab, page, context }) => {
    const run = await reference(lab, queryOf(one));
    await trainTo(lab, one, cuts);
    await lab.pause();
    const makeRoom = await fillStorage(context, page);
    await lab.resume();
    await expectSame(lab, run);
    await expect(page.getByText(/storage is full/)).toHaveCount(1);
    // What came after the pause is not stored. Even if storage is full, the run is read and resumes from there.
    if (cuts.second !== null) await makeRoom();
    await page.reload();
    await takeUp(lab);
    await expectSame(lab, run);
  });

  for (const gpu of ['webgl', 'webgpu'] as const) {
    const { lost } = cutsOf(repetition, gpu);
    const tag = gpu === 'webgpu' ? ['@webgpu'] : [];
    test(`a lost GPU: ${repetition + 1}, ${gpu}, lost after ${lost} more commands`, { tag }, async ({ lab, page }) => {
      test.skip(gpu === 'webgl' && REPEAT === 1, 'a minute of compiling; REPEAT=2 runs it');
      const run = await reference(lab, queryOf(gpu), 'here');
      expect(run.environment.backend).toBe(gpu);
      if (page.url() === 'about:blank') await lab.open(queryOf(gpu));
      else await lab.reset();
      // Each single step ends in a checkpoint.
      for (let done = 1; done <= 1 + (repetition % 4); done++) {
        await lab.step();
        await expect.poll(() => lab.stepsDone(), { timeout: 60_000 }).toBe(done);
        await lab.reach('paused');
      }
      await trainerOf(page).evaluate(gpu === 'webgpu' ? destroyDevice : loseContext, lost);
      await lab.resume();
      await expect(page.getByText(/The GPU was lost at step/)).toHaveCount(1, { timeout: 60_000 });
      await expectSame(lab, run);
    });
  }
}
