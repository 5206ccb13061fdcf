/**
 * Names by which tests and helpers find the page's commands: a part of a name, in any case, finds one command in every
 * state.
 */
import type { Page } from '@playwright/test';
import { expect, test } from './test.ts';

const QUERY = 'data=synthetic&n=200&width=16-16&batch=20&steps=100000&probe=100&shuffle=0.4&backend=wasm';
const EXPORTS = ['Run file', 'CSV', 'Report', 'TensorBoard', 'Weights', 'Charts (PNG)'];

/** The current one of Train, Pause and Resume, and the commands that always exist. */
async function commands(page: Page, transport: 'Train' | 'Pause' | 'Resume'): Promise<void> {
  for (const name of [transport, 'Step', 'Reset', 'Share link', 'Export'])
    await expect(page.getByRole('button', { name }), name).toHaveCount(1);
  for (const name of ['Train', 'Pause', 'Resume'].filter((each) => each !== transport))
    await expect(page.getByRole('button', { name }), name).toHaveCount(0);
}

test('in every state a part of a command’s name finds the command alone', async ({ lab, page }) => {
  await lab.open(QUERY);
  for (const group of await page.locator('lab-params summary').all()) await group.click();
  await commands(page, 'Train');
  await page.getByRole('button', { name: 'Train' }).click();
  await lab.past(1);
  await expect(page.getByRole('row', { name: 'training' })).toBeVisible();
  await commands(page, 'Pause');
  await page.getByRole('button', { name: 'Pause' }).click();
  await lab.reach('paused');
  await commands(page, 'Resume');
  // A click on a line's name hides or shows it; Enter or a double click isolates it.
  const training = page.getByRole('checkbox', { name: 'training', exact: true });
  await training.uncheck();
  await expect(lab.image('Loss')).toHaveAccessibleName(/batch [\d.]+, test [\d.]+/);
  await training.press('Enter');
  await expect(lab.image('Loss')).toHaveAccessibleName(/of 100,000\. training [\d.]+/);
  await training.dblclick();
  await expect(lab.image('Loss')).toHaveAccessibleName(/batch [\d.]+, training [\d.]+, test/);
  for (const name of await page.getByRole('button', { name: 'Show as table' }).all()) await name.click();
  for (const tab of await page.getByRole('tab').all()) {
    await tab.click();
    await commands(page, 'Resume');
  }
  await page.getByRole('button', { name: 'Export' }).click();
  for (const name of EXPORTS) await expect(page.getByRole('menuitem', { name }), name).toHaveCount(1);
  await page.keyboard.press('Escape');
  await page.getByRole('button', { name: 'Reset' }).click();
  await lab.reach('idle');
  await commands(page, 'Train');
  // Reset can be undone.
  await page.getByRole('region', { name: 'Run left' }).getByRole('button', { name: 'Undo' }).click();
  await lab.reach('paused');
  await expect(lab.image('Loss')).toHaveAccessibleName(/training [\d.]+/);
});

test('the status is one line, and headings and heads of columns are text', async ({ lab, page }) => {
  await lab.open(`${QUERY}&frob=1`);
  await expect(page.getByRole('status')).toContainText('Ready');
  const loss = page.getByRole('heading', { name: 'Loss', exact: true, level: 2 });
  await expect(loss).toHaveText('Loss');
  await lab.term('Loss').click();
  await expect(page.getByRole('group', { name: 'Explanation' })).toBeVisible();
  await expect(loss).toHaveCount(1);
  await page.keyboard.press('Escape');
  await lab.step();
  await expect(page.getByRole('table', { name: 'Windows' }).locator('thead th')).toHaveText([
    'window',
    'layer',
    'n',
    'TPM',
    'norm start → end',
    'decay alignment',
  ]);
});
