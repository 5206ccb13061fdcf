/** Faults during training: the run continues if possible, loses nothing, and the page reports the fault. */
import { expectUnderWay, expectWhole, measured, reference } from './kill-runs.ts';
import { crash, runsKept, takeUp, trainerOf } from './kills.ts';
import { Lab } from './lab.ts';
import { expect, test } from './test.ts';

const STEPS = 180;
const QUERY = `data=synthetic&n=300&size=14&width=16&batch=20&steps=${STEPS}&probe=60&backend=cpu`;

/** Flips a bit of the checkpoint of `step`, in the page; false while the checkpoint does not exist. */
async function damageCheckpoint(step: number): Promise<boolean> {
  const settled = <T>(request: IDBRequest<T>): Promise<T> =>
    new Promise((resolve, reject) => {
      request.onsuccess = () => resolve(request.result);
      request.onerror = () => reject(request.error ?? new Error('no reason'));
    });
  const database = await settled(indexedDB.open('shuffle-lab-checkpoints'));
  const store = database.transaction('checkpoints', 'readwrite').objectStore('checkpoints');
  const keys = (await settled(store.getAllKeys())) as [string, number][];
  const key = keys.find(([, at]) => at === step);
  if (key) {
    const row = (await settled(store.get(key))) as { bytes: Uint8Array };
    const last = row.bytes.subarray(-1);
    last.set(last.map((byte) => byte ^ 1));
    await settled(store.put(row, key));
  }
  database.close();
  return key !== undefined;
}

test('a trainer that hangs is started again', async ({ lab, page }) => {
  const run = await reference(lab, QUERY);
  await lab.open(QUERY);
  await page.clock.install();
  await lab.train();
  await lab.past(50);
  // Never answers, because the thread is blocked forever.
  const hang = (): void => {
    for (;;);
  };
  void trainerOf(page)
    .evaluate(hang)
    .catch(() => undefined);
  await expect
    .poll(
      async () => {
        await page.clock.runFor(5000);
        return page.getByText(/did not answer for a long time/).count();
      },
      // The page's clock, not the time of day, brings it nearer.
      { intervals: [20] },
    )
    .toBe(1);
  await page.clock.runFor(5000);
  await lab.reach('done');
  const resumed = await lab.runFile();
  expectWhole(resumed, STEPS);
  expect(measured(resumed)).toEqual(measured(run));
});

test('a trainer that ends before it hears of a resume: the run resumes', async ({ lab, page }) => {
  const run = await reference(lab, QUERY);
  await lab.open(QUERY);
  await lab.step();
  await lab.reach('paused');
  // Busy when the message is sent, and terminated before it could read it.
  const busy = (): void => {
    const end = Date.now() + 3000;
    while (Date.now() < end);
    self.close();
  };
  void trainerOf(page)
    .evaluate(busy)
    .catch(() => undefined);
  await lab.resume();
  await expect(page.getByText('The trainer stopped: its thread ended')).toHaveCount(1);
  await lab.reach('done');
  const resumed = await lab.runFile();
  expectWhole(resumed, STEPS);
  expect(measured(resumed)).toEqual(measured(run));
});

test('two tabs: one has the run, the other says so and gets it when the first is closed', async ({
  lab,
  page,
  context,
}) => {
  const run = await reference(lab, QUERY);
  await lab.open(QUERY);
  await lab.train();
  await lab.past(30);
  await lab.pause();
  const other = new Lab(await context.newPage());
  await other.open(QUERY);
  const offer = other.page.getByRole('region', { name: 'Unfinished run' });
  await expect(offer).toContainText('another tab');
  await expect(offer.getByRole('button')).toHaveCount(0);
  await page.close();
  await takeUp(other);
  await other.reach('done');
  expect(measured(await other.runFile())).toEqual(measured(run));
});

test('a tab with other settings is offered the run once the tab that had it has crashed', async ({
  lab,
  page,
  context,
}) => {
  await lab.open(QUERY);
  await lab.train();
  await lab.past(30);
  await lab.pause();
  const other = new Lab(await context.newPage());
  await other.open('data=synthetic&n=100');
  const offer = other.page.getByRole('region', { name: 'Unfinished run' });
  const awaited = (): Promise<number> =>
    other.page.evaluate(async () => {
      const { pending = [] } = await navigator.locks.query();
      return pending.filter(({ name }) => name?.startsWith('shuffle-lab-run-')).length;
    });
  await expect.poll(awaited).toBe(1);
  await expect(offer).toBeHidden();
  const session = await context.newCDPSession(page);
  void session.send('Page.crash').catch(() => undefined);
  await takeUp(other);
  await other.reach('done');
  expectWhole(await other.runFile(), STEPS);
});

test('numbers that are not finite: the run can go back and train at a lower rate', async ({ lab, page }) => {
  await lab.open(`${QUERY}&lr=0.05&events=50:lr=1e9`);
  await lab.step();
  await lab.reach('paused');
  await lab.resume();
  await lab.reach('failed');
  await expect(page.getByRole('alert')).toContainText('stopped being finite');
  const offer = page.getByRole('region', { name: 'Unfinished run' });
  await expect(offer).toContainText('half the learning rate');
  await offer.getByRole('button', { name: 'Go back' }).click();
  await expect(offer).toBeHidden();
  await lab.reach('done');
  expect(lab.address().get('events')).toMatch(/^\d+:lr=0\.025$/);
  expectWhole(await lab.runFile(), STEPS);
});

test('a network that died says so, and starts over at the usual rate', async ({ lab, page }) => {
  await lab.run('n=200&width=16&batch=50&steps=40&lr=10&probe=0&backend=wasm');
  const said = /All gradients are 0 since step \d+: .*The learning rate 10 is 200 times the usual 0\.05\./;
  await expect(page.getByRole('region', { name: 'Notices' })).toHaveText(said);
  expect((await lab.runFile()).notices).toEqual([expect.stringMatching(said)]);
  await page.getByRole('button', { name: 'Start over with 0.05' }).click();
  await lab.reach('done');
  expect(lab.address().has('lr')).toBe(false);
  await expect(page.getByRole('region', { name: 'Notices' })).toBeHidden();
  expect((await lab.runFile()).params.lr).toBe(0.05);
});

test('a reset run is not offered again, a discarded one is gone', async ({ lab, page }) => {
  // Long enough that a busy machine interrupts it before it ends.
  await lab.open(QUERY.replace(`steps=${STEPS}`, 'steps=4000'));
  await lab.train();
  await lab.past(30);
  await lab.reset();
  await page.reload();
  const offer = page.getByRole('region', { name: 'Unfinished run' });
  await lab.train();
  await lab.past(30);
  await expect(offer).toBeHidden();
  await lab.pause();
  await expect.poll(() => page.evaluate(runsKept)).toBe(2);
  await page.reload();
  await offer.getByRole('button', { name: 'Discard' }).click();
  await expect(offer).toBeHidden();
  await page.reload();
  const before = await page.evaluate(runsKept);
  await lab.train();
  await lab.past(30);
  await expect(offer).toBeHidden();
  await expect.poll(() => page.evaluate(runsKept)).toBeGreaterThan(before);
  await expectUnderWay(lab);
  const next = await crash(page.context(), page);
  await takeUp(next);
  await next.reach('training');
});

test('full storage: the run continues, and the page says so once', async ({ lab, page, context }) => {
  await lab.open(QUERY);
  const session = await context.newCDPSession(page);
  const { origin } = new URL(page.url());
  // One byte: Chromium ignores an override of 0. It applies to storage that was not used before.
  await session.send('Storage.overrideQuotaForOrigin', { origin, quotaSize: 1 });
  await lab.train();
  await expect(page.getByText(/storage is full/)).toHaveCount(1, { timeout: 30_000 });
  await lab.reach('done');
  await expect(page.getByText(/storage is full/)).toHaveCount(1);
  const full = await lab.runFile();
  expectWhole(full, STEPS);
  expect(measured(full)).toEqual(measured(await reference(lab, QUERY)));
});

test('a damaged newest checkpoint: the previous one is used, and the page says so', async ({ lab, page }) => {
  await lab.open(QUERY);
  await lab.train();
  await lab.past(40);
  await lab.pause();
  // Each single step ends in a checkpoint.
  for (let saved = 0; saved < 2; saved++) {
    const before = await lab.stepsDone();
    await lab.step();
    await expect.poll(() => lab.stepsDone()).toBe(before + 1);
    await lab.reach('paused');
  }
  const newest = await lab.stepsDone();
  await expect.poll(() => page.evaluate(damageCheckpoint, newest)).toBe(true);
  await page.reload();
  await takeUp(lab);
  await expect(page.getByText(/The checkpoint is damaged.*The one before it is tried/)).toBeVisible();
  await lab.reach('done');
  const resumed = await lab.runFile();
  expectWhole(resumed, STEPS);
  expect(measured(resumed)).toEqual(measured(await reference(lab, QUERY)));
});
