/** Tooltips of quantities among all else on the page; `lab-term.browser.test.ts` has how one opens and closes. */
import { readFileSync } from 'node:fs';
import type { Locator, Page } from '@playwright/test';
import { axeViolations } from './axe.ts';
import { layoutOf, SOUND } from './layout.ts';
import { expect, test } from './test.ts';

const QUERY = 'data=synthetic&n=200&width=16-16&batch=20&steps=40&probe=10&shuffle=0.4&decay=0.01';
const TABS = ['Windows', 'Memorization', 'Forces', 'Layers', 'Examples', 'Runs'];

const cards = (page: Page): Locator => page.getByRole('group', { name: 'Explanation' });
const more = (page: Page): Locator => cards(page).getByText('More', { exact: true });

async function box(at: Locator) {
  const found = await at.boundingBox();
  if (!found) throw new Error('not on the page');
  return found;
}

/** The card is inside the window and does not cover its name. */
async function isPlaced(page: Page, name: Locator): Promise<void> {
  const [word, card, size] = [await box(name), await box(cards(page)), page.viewportSize()];
  expect(card.x).toBeGreaterThanOrEqual(0);
  expect(card.x + card.width).toBeLessThanOrEqual(size?.width ?? 0);
  expect(card.y).toBeGreaterThanOrEqual(0);
  expect(card.y + card.height).toBeLessThanOrEqual(size?.height ?? 0);
  expect(card.y >= word.y + word.height || card.y + card.height <= word.y, 'beside its name').toBe(true);
}

test('a card that a pointer opened closes no menu, and Escape nothing but the card', async ({ lab, page }) => {
  await lab.run(QUERY);
  await lab.button('Zoom in').click();
  await lab.button('Export').click();
  await lab.term('TPM').first().hover();
  await expect(cards(page)).toBeVisible();
  await expect(page.getByRole('menu', { name: 'Export' })).toBeVisible();
  await page.keyboard.press('Escape');
  await expect(cards(page)).toBeHidden();
  await expect(page.getByRole('menu', { name: 'Export' })).toBeVisible();
  await page.keyboard.press('Escape');
  await expect(page.getByRole('menu', { name: 'Export' })).toBeHidden();
  await expect(lab.button('Whole run')).toBeVisible();
});

/** Presses every name on the current page in turn: each has a card with more to read. */
async function explainAll(page: Page, root: Locator): Promise<string[]> {
  const told: string[] = [];
  for (const name of await root.locator('lab-term').all()) {
    const word = name.getByRole('term');
    if (!(await word.isVisible())) continue;
    await word.press('Enter');
    await expect(more(page).first()).toBeVisible();
    told.push((await name.innerText()).trim());
    await page.keyboard.press('Escape');
  }
  return told;
}

test('every quantity that the page names explains itself', async ({ lab, page }) => {
  await lab.run(QUERY);
  const main = await explainAll(page, page.locator('lab-charts'));
  expect(main).toEqual(
    expect.arrayContaining(['Loss', 'Accuracy', 'Gradient coherence', 'TPM', 'Gradient norm', 'Weight norm']),
  );
  expect(await explainAll(page, page.locator('lab-status'))).toContain('step');
  for (const group of await page.locator('lab-params summary').all()) await group.click();
  const settings = await explainAll(page, page.locator('lab-controls'));
  expect(settings).toEqual(expect.arrayContaining(['Shuffled fraction', 'Learning rate', 'Momentum', 'Batch size']));
  const named: Readonly<Record<string, readonly string[]>> = {
    Windows: ['n', 'TPM', 'norm start → end', 'decay alignment'],
    Memorization: ['Memorization', 'Generalization gap', 'Label corruption q, now'],
    Forces: ['Decay ratio', 'decay share', 'decay alignment', 'norm start → end'],
    Layers: ['parameters', 'Wrong labels', 'Noise scale B', 'B', 'coherence C is', 'stiffness, within'],
    Examples: ['What alignment is'],
    Runs: ['steps', 'train, given', 'test'],
  };
  for (const tab of TABS) {
    await page.getByRole('tab', { name: tab }).click();
    const panel = page.getByRole('tabpanel');
    // A panel's content may have to load first.
    for (const hasText of named[tab] ?? []) await expect(panel.locator('lab-term', { hasText }).first()).toBeVisible();
    const told = await explainAll(page, panel);
    expect(told, tab).toEqual(expect.arrayContaining([...(named[tab] ?? [])]));
  }
});

test('so does what the compare page compares', async ({ lab, page }) => {
  await lab.run(QUERY);
  const path = await lab.export('Run file');
  await page.goto('./compare.html');
  const file = { name: 'a.run.json', mimeType: 'application/json', buffer: readFileSync(path) };
  await page.getByLabel('Files').setInputFiles(file);
  await page.getByRole('heading', { level: 2 }).getByRole('term').hover();
  await expect(cards(page)).toHaveText(/Training accuracy on given labels\s+Fraction of training examples predicted/);
  await page.getByLabel('Measure').selectOption('TPM');
  expect(await explainAll(page, page.locator('lab-compare'))).toEqual([
    'TPM of dense1 over the last window',
    'TPM of dense1 over the last window',
  ]);
  expect(await axeViolations(page)).toEqual([]);
});

test.describe('on a phone', () => {
  test.use({ viewport: { width: 360, height: 640 }, hasTouch: true, colorScheme: 'dark' });

  test('a touch opens and closes it, in the window and beside its name', async ({ lab, page }) => {
    await lab.run(QUERY);
    for (const name of [lab.term('Loss'), lab.term('Weight norm').first()]) {
      await name.scrollIntoViewIfNeeded();
      await name.tap();
      await expect(cards(page)).toBeVisible();
      await isPlaced(page, name);
      expect(await layoutOf(page)).toEqual(SOUND);
      expect(await axeViolations(page)).toEqual([]);
      await name.tap();
      await expect(cards(page)).toBeHidden();
    }
    await page.getByRole('tab', { name: 'Runs' }).tap();
    const steps = page
      .getByRole('tabpanel')
      .locator('lab-term')
      .filter({ hasText: /^\s*steps/ });
    await steps.tap();
    await isPlaced(page, steps);
  });
});
