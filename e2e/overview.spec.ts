/** What the page shows first: training examples with their labels, and the network; then the editor of the network. */
import type { Locator, Page } from '@playwright/test';
import { expect, test } from './test.ts';

const list = (page: Page): Locator => page.getByRole('list', { name: 'Training examples' });
const drawing = (page: Page): Locator => page.getByRole('img', { name: /^Network: / }).first();

/** The names of the examples that are seen, and how many of their labels are wrong by these names. */
async function names(page: Page): Promise<{ readonly all: string[]; readonly wrong: number }> {
  const items = await list(page).getByRole('listitem').all();
  const all = await Promise.all(items.map(async (item) => (await item.getAttribute('aria-label')) ?? ''));
  return { all, wrong: all.filter((name) => /^label \d, true label \d/.test(name)).length };
}

for (const width of [1280, 360]) {
  test(`ten images with labels and the network are in view before a run, ${width} px wide`, async ({ lab, page }) => {
    await page.setViewportSize({ width, height: 800 });
    await lab.open('');
    const items = list(page).getByRole('listitem');
    await expect(items).toHaveCount(10);
    for (const item of await items.all()) {
      await expect(item).toHaveAccessibleName(/^label \d, no prediction yet$/);
      await expect(item.getByRole('img')).toBeInViewport({ ratio: 1 });
    }
    await expect(drawing(page)).toBeInViewport({ ratio: 1 });
    await expect(drawing(page)).toHaveAccessibleName(/dense512 relu, dense512 relu, dense10; 669,706 parameters$/);
  });
}

test('shuffled labels show in the strip before a run, in it, and of a paused one', async ({ lab, page }) => {
  await lab.open('n=500&steps=100000&width=16');
  await lab.shuffle.click();
  await expect.poll(async () => (await names(page)).wrong).toBeGreaterThanOrEqual(6);
  const drawn = (await names(page)).all.map((name) => name.replace(', no prediction yet', ''));
  await lab.train();
  await lab.past(5);
  await expect.poll(async () => (await names(page)).all.every((name) => /predicted \d$/.test(name))).toBe(true);
  expect((await names(page)).all.map((name) => name.replace(/, predicted \d$/, ''))).toEqual(drawn);
  await lab.pause();
  await lab.shuffle.click();
  await expect.poll(async () => (await names(page)).wrong).toBe(0);
  await page.getByRole('button', { name: 'Present', exact: true }).click();
  await expect(list(page)).toBeInViewport();
});
