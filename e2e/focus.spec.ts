/** Where the keyboard focus goes when its element is disabled or removed: never back to the top of the page. */
import type { Page } from '@playwright/test';
import { expect, test } from './test.ts';

const QUERY = 'data=synthetic&n=200&width=16&batch=20&steps=20&probe=0';

/** Presses a button with the keyboard. */
async function press(page: Page, name: string | RegExp): Promise<void> {
  await page
    .getByRole('button', { name, exact: typeof name === 'string' })
    .first()
    .press('Enter');
}

test('the buttons that move a run keep it, whatever the run does', async ({ lab, page }) => {
  await lab.open(QUERY);
  await press(page, 'Train');
  await lab.reach('done');
  await expect(lab.button('Resume')).toBeFocused();
  await press(page, 'Reset');
  await lab.reach('idle');
  await expect(lab.button('Reset')).toBeFocused();
  await expect(lab.button('Reset')).toBeDisabled();
  await page.keyboard.press('Enter');
  await expect(lab.host).toHaveAttribute('data-state', 'idle');
});

test('zoom, back to the whole run, keeps it beside the charts', async ({ lab, page }) => {
  await lab.run(QUERY);
  await press(page, 'Zoom in');
  await press(page, 'Zoom out');
  await expect(lab.button('Zoom out')).toBeFocused();
  await press(page, 'Zoom in');
  await press(page, 'Whole run');
  await expect(lab.button('Zoom in')).toBeFocused();
});

test('what is closed above the lab hands it to Train', async ({ lab, page }) => {
  await lab.open(`n=-3&${QUERY}`);
  await press(page, 'Dismiss');
  await expect(lab.button('Train')).toBeFocused();
  await press(page, 'Close');
  await expect(lab.button('Train')).toBeFocused();

  await press(page, 'Train');
  await lab.reach('done');
  await page.reload();
  await lab.open(QUERY.replace('steps=20', 'steps=100000'));
  await lab.train();
  await lab.past(5);
  await lab.pause();
  await page.reload();
  await press(page, 'Discard');
  await expect(lab.button('Train')).toBeFocused();
});

test('the tour takes it from the help, in the Present view as well, and gives it to Train', async ({ lab, page }) => {
  await lab.open(`${QUERY}&view=present`);
  await press(page, 'Keyboard and help');
  await page.keyboard.press('Escape');
  await expect(lab.button('Keyboard and help')).toBeFocused();
  await page.keyboard.press('Enter');
  await press(page, 'Take the tour');
  await expect(page.getByRole('region', { name: 'Tour' })).toBeFocused();
  await press(page, 'Next');
  for (const [i, name] of ['Next', 'Next', 'Next', 'Done'].entries()) {
    await expect(page.getByRole('region', { name: 'Tour' })).toContainText(`${i + 2} of 5`);
    await lab.reach('done');
    await page.getByRole('region', { name: 'Tour' }).getByRole('button', { name }).press('Enter');
  }
  await expect(lab.button('Resume')).toBeFocused();
});

test('the last event taken out of the schedule leaves it to Train', async ({ lab, page }) => {
  await lab.open(`${QUERY}&events=5:shuffle=1`);
  await page.getByText('1 change').click();
  await press(page, /^Remove: Step 5/);
  await expect(lab.button('Train')).toBeFocused();
});

test('in the list of runs it stays with its run, and after a deletion goes to what undoes it', async ({
  lab,
  page,
}) => {
  for (const seed of [1, 2, 3]) await lab.run(`${QUERY}&seed=${seed}`);
  await page.getByRole('tab', { name: 'Runs' }).click();
  const rows = page.getByRole('table', { name: 'Runs' }).locator('tbody tr');
  await expect(rows).toHaveCount(3);
  await rows
    .last()
    .getByRole('button', { name: /^Rename/ })
    .press('Enter');
  await page.keyboard.type('the first');
  await page.keyboard.press('Enter');
  await expect(page.getByRole('button', { name: 'Rename the first' })).toBeFocused();
  await page.getByRole('button', { name: 'Note the first' }).press('Enter');
  await page.keyboard.press('Escape');
  await expect(page.getByRole('button', { name: 'Note the first' })).toBeFocused();
  await page.getByRole('button', { name: 'Pin the first' }).press('Enter');
  await expect(rows.first()).toContainText('the first');
  await expect(page.getByRole('button', { name: 'Pin the first' })).toBeFocused();
  await page.getByRole('button', { name: 'Delete the first' }).press('Enter');
  await expect(lab.button('Undo')).toBeFocused();
  await page.keyboard.press('Enter');
  await expect(page.getByRole('button', { name: 'Delete the first' })).toBeFocused();
});
