/** The page's first view: training examples with their labels, and the network; then the network editor. */
import type { Locator, Page } from '@playwright/test';
import { expect, test } from './test.ts';

const list = (page: Page): Locator => page.getByRole('list', { name: 'Training examples' });
const drawing = (page: Page): Locator => page.getByRole('img', { name: /^Network: / }).first();

/** The names of the visible examples, and how many of their labels are wrong according to these names. */
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

test('the network is edited layer by layer, refused at an impossible one, and trained', async ({ lab, page }) => {
  await lab.open('data=synthetic&n=60&size=14&model=conv3x4-relu&batch=20&steps=3&augment=crop-flip&backend=cpu');
  await page.getByRole('tab', { name: 'Network' }).click();
  const layers = page.getByRole('tabpanel').getByRole('table', { name: 'Layers' });
  const model = (): string | null => lab.address().get('model');
  await page.getByLabel('New layer').selectOption('pool2s2');
  await page.getByRole('button', { name: 'Add layer' }).click();
  await expect.poll(model).toBe('conv3x4-relu-pool2s2');
  await expect(layers.getByRole('row', { name: /^3 .*7×7×4/ })).toBeVisible();
  await page.getByRole('button', { name: 'Move layer 3 up' }).click();
  await expect.poll(model).toBe('conv3x4-pool2s2-relu');
  await page.getByRole('button', { name: /^Remove layer 3/ }).click();
  await expect.poll(model).toBe('conv3x4-pool2s2');

  await page.getByLabel('Layers as text').fill('flatten-conv3x4');
  await page.keyboard.press('Enter');
  await expect(layers.getByRole('row', { name: /layer 2, conv3x4, needs an image.*vector of 196/ })).toBeVisible();
  expect(model()).toBe('conv3x4-pool2s2');
  await page.getByRole('button', { name: 'Undo' }).click();
  await page.getByRole('button', { name: 'Undo' }).click();
  await expect.poll(model).toBe('conv3x4-pool2s2-relu');
  await expect(drawing(page)).toHaveAccessibleName(/2,010 parameters$/);

  await lab.train();
  await lab.reach('done');
  await expect(page.getByRole('button', { name: 'Add layer' })).toBeDisabled();
  expect((await lab.runFile()).params).toMatchObject({ model: 'conv3x4-pool2s2-relu', augment: 'crop-flip' });
});
