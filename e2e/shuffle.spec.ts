/** Labels shuffled during a run: the batch loss, the marks of the flip, and the replay from its link. */
import type { Browser } from '@playwright/test';
import { expect, test } from './test.ts';
import { CHARTS, Lab } from './lab.ts';
import { losses, mean, type RunFile } from './run-file.ts';

test.use({ permissions: ['clipboard-read', 'clipboard-write'] });

/** Runs the address like a first-time visitor. */
async function replay(browser: Browser, address: string): Promise<RunFile> {
  const context = await browser.newContext({ acceptDownloads: true });
  try {
    return await new Lab(await context.newPage()).run(address);
  } finally {
    await context.close();
  }
}

test('a flip at about step 300 raises the very next batch losses and is noted alike everywhere', async ({
  lab,
  browser,
}) => {
  await lab.open('data=mnist&n=2000&model=mlp&width=128-64&batch=64&steps=1100&probe=50&backend=wasm');
  await lab.train();
  await lab.past(290);
  await lab.shuffle.click();
  await expect(lab.shuffle).toBeChecked();
  await lab.reach('done');

  const run = await lab.runFile();
  expect(run.events).toHaveLength(1);
  const event = run.events[0];
  if (!event) throw new Error('no event');
  expect(event).toMatchObject({ key: 'shuffle', value: 1 });
  expect(event.step).toBeGreaterThanOrEqual(290);
  expect(event.step).toBeLessThan(1050);

  const series = losses(run);
  const at = run.steps.step.indexOf(event.step);
  const before = Math.max(...series.slice(at - 10, at));
  for (const loss of series.slice(at, at + 5)) expect(loss).toBeGreaterThan(before + 1);

  expect(lab.address().get('events')).toBe(`${event.step}:shuffle=1`);
  for (const name of CHARTS) expect(await lab.summary(name)).toContain(`step ${event.step}: labels shuffled`);

  const shared = await lab.sharedLink();
  expect(new URL(shared).searchParams.get('events')).toBe(`${event.step}:shuffle=1`);
  const again = await replay(browser, shared);
  expect(again.events).toEqual(run.events);
  expect(losses(again)).toEqual(series);
});

test('a shared session replays bit for bit on the cpu backend too', async ({ lab, browser }) => {
  await lab.open('data=synthetic&n=500&size=14&model=mlp&width=32&batch=50&steps=150&probe=20&backend=cpu');
  await lab.train();
  await lab.past(20);
  await lab.shuffle.click();
  await lab.reach('done');
  const run = await lab.runFile();
  expect(run.events).toHaveLength(1);
  const again = await replay(browser, await lab.sharedLink());
  expect(losses(again)).toEqual(losses(run));
});

test('shuffling off again brings the loss down at once', async ({ lab }) => {
  const run = await lab.run('data=mnist&n=2000&width=64&batch=64&steps=260&probe=0&events=200:shuffle=1,210:shuffle=0');
  const series = losses(run);
  expect(mean(series.slice(200, 210))).toBeGreaterThan(mean(series.slice(190, 200)) + 1);
  expect(mean(series.slice(215, 235))).toBeLessThan(mean(series.slice(200, 210)));
});
