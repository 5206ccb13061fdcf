/** The controls, the keyboard, the tables, and what a session stores. */
import { expect, test } from './test.ts';
import { CHARTS } from './lab.ts';
import { losses } from './run-file.ts';

const SMALL = 'data=synthetic&n=500&size=14&width=32&batch=25';
/** Long enough that no test sees the end of a running run. */
const LONG = `${SMALL}&steps=100000&probe=0`;

test('trains, pauses, steps, resumes and resets', async ({ lab }) => {
  await lab.open(LONG);
  await expect(lab.host).toHaveAttribute('data-state', 'idle');
  await lab.train();
  await lab.past(10);
  await lab.pause();
  const paused = await lab.stepsDone();
  await lab.step();
  await expect.poll(() => lab.stepsDone()).toBe(paused + 1);
  await lab.reach('paused');
  await lab.resume();
  await lab.past(paused + 20);
  await lab.reset();
  await expect(lab.button('Train')).toBeVisible();
  expect(await lab.stepsDone()).toBe(0);

  // Step from idle trains one step.
  await lab.step();
  await lab.reach('paused');
  const run = await lab.runFile();
  expect(run.steps.step).toEqual([0]);
  expect(run.outcome).toBe('paused');
});

test('a paused and resumed run has the numbers of an uninterrupted one', async ({ lab }) => {
  const query = `${SMALL}&steps=150&probe=25&backend=wasm`;
  const whole = losses(await lab.run(query));
  await lab.open(query);
  await lab.step();
  await lab.reach('paused');
  await lab.step();
  await expect.poll(() => lab.stepsDone()).toBe(2);
  await lab.resume();
  await lab.reach('done');
  expect(losses(await lab.runFile())).toEqual(whole);
});

test('a control rewrites the address before training, and becomes an event while training', async ({ lab }) => {
  await lab.open(LONG);
  await lab.shuffle.click();
  await expect.poll(() => lab.address().get('shuffle')).toBe('1');
  expect(lab.address().get('events')).toBeNull();
  await lab.train();
  await lab.past(10);
  await lab.slider('Learning rate').press('ArrowDown');
  await lab.slider('Weight decay').press('ArrowRight');
  await expect.poll(() => lab.address().get('events') ?? '').toMatch(/:lr=.*:decay=/);
  await lab.pause();
  const { events } = await lab.runFile();
  expect(events.map(({ key }) => key)).toEqual(['lr', 'decay']);
  const told = events.map(({ step, key, value }) => `${step}:${key}=${value}`).join(',');
  expect(lab.address().get('events')).toBe(told);
});

test('the keyboard trains, pauses, steps, shuffles, resets and helps', async ({ lab, page }) => {
  await lab.open(LONG);
  await page.keyboard.press('Space');
  await lab.past(5);
  await page.keyboard.press('s');
  await expect(lab.shuffle).toBeChecked();
  await page.keyboard.press('Space');
  await lab.reach('paused');
  const paused = await lab.stepsDone();
  await page.keyboard.press('n');
  await expect.poll(() => lab.stepsDone()).toBe(paused + 1);
  await page.keyboard.press('r');
  await lab.reach('idle');
  await page.keyboard.press('?');
  await expect(page.getByRole('dialog')).toBeVisible();
  await page.keyboard.press('Escape');
  await expect(page.getByRole('dialog')).toBeHidden();
});

test('start=1 trains on load; legend, tables and windows show the run, which continues on request', async ({
  lab,
  page,
}) => {
  await lab.open(`${SMALL}&steps=30&probe=5&windows=0-12,12-30&start=1`);
  await lab.reach('done');

  // Pointing at a line in the legend highlights it in the chart.
  const drawn = async (): Promise<string> => (await lab.image('Accuracy').screenshot()).toString('base64');
  // A busy machine may draw the end of the run after the first picture; then compare again.
  await expect(async () => {
    await page.mouse.move(5, 5);
    const before = await drawn();
    await lab.chart('Accuracy').getByRole('row', { name: 'test' }).hover();
    await expect.poll(drawn, { timeout: 10_000 }).not.toBe(before);
    await page.mouse.move(5, 5);
    await expect.poll(drawn, { timeout: 10_000 }).toBe(before);
  }).toPass();

  for (const name of CHARTS) {
    const chart = lab.chart(name);
    await chart.getByRole('button', { name: 'Show as table' }).click();
    await expect(chart.getByRole('table')).toBeVisible();
    expect(await chart.getByRole('row').count(), name).toBeGreaterThan(2);
  }

  const windows = page.getByRole('table', { name: 'Windows' });
  // Two windows of two layers, below the header.
  await expect(windows.getByRole('row')).toHaveCount(5);
  await expect(windows).toContainText('12–30');

  await lab.resume();
  await lab.past(60);
  await lab.reach('done');
  expect((await lab.runFile()).steps.step).toHaveLength(60);
});
