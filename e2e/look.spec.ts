/** The page's layout at each width: nothing outside the window, no clipped text, no overlapping controls. */
import { copyFileSync } from 'node:fs';
import { layoutOf, SOUND } from './layout.ts';
import { expect, test } from './test.ts';
import type { Page } from '@playwright/test';

const SMALL = 'data=synthetic&n=200&width=16-16&batch=20&probe=10';
const QUERY = `${SMALL}&steps=20&events=10:shuffle=1`;
const TABS = [
  'Windows',
  'Memorization',
  'Forces',
  'Layers',
  'Examples',
  'Network',
  'Landscape',
  'Runs',
  'What the numbers mean',
];
/** A phone, a window of 1280 px at 200%, a laptop; with FULL=1 a tablet and a desktop as well. */
const WIDTHS = process.env.FULL === '1' ? [360, 640, 768, 1280, 1920] : [360, 640, 1280];

/** Checks the current page against the rules, at every width. */
async function sound(page: Page, state: string, widths = WIDTHS): Promise<void> {
  for (const width of widths) {
    await page.setViewportSize({ width, height: width === 640 ? 400 : 800 });
    expect(await layoutOf(page), `${state} at ${width} px`).toEqual(SOUND);
  }
}

/** In a lecture hall: text of at least 20 px, two plots of at least 300 px, all within the window. */
async function readableFromAfar(page: Page): Promise<void> {
  await page.setViewportSize({ width: 1280, height: 720 });
  const small = await page.evaluate(() => {
    const found: string[] = [];
    const walk = (root: Document | ShadowRoot): void => {
      for (const element of root.querySelectorAll<HTMLElement>('*')) {
        if (element.shadowRoot) walk(element.shadowRoot);
        const own = [...element.childNodes].some((node) => node instanceof Text && node.data.trim() !== '');
        if (!own || !element.checkVisibility() || element.closest('.for-ears, [aria-hidden=true].flag')) continue;
        const { fontSize } = getComputedStyle(element);
        if (parseFloat(fontSize) < 20) found.push(`${element.localName} ${element.textContent.trim()}: ${fontSize}`);
      }
    };
    walk(document);
    return found;
  });
  expect(small).toEqual([]);
  for (const name of ['Loss', 'Accuracy']) {
    const image = page.getByRole('img', { name: new RegExp(`^${name}`) });
    await expect(image).toBeInViewport({ ratio: 1 });
    // The marks' labels above and the axis' numbers below take at most 70 px.
    expect((await image.boundingBox())?.height ?? 0).toBeGreaterThanOrEqual(370);
  }
}

async function tab(page: Page, name: string): Promise<void> {
  await page.getByRole('tab', { name }).click();
}

test('a run and every panel', async ({ lab, page }) => {
  await lab.run(QUERY);
  for (const name of TABS) {
    await tab(page, name);
    // A phone is where a panel first runs out of room.
    await sound(page, name, ['Windows', 'Runs'].includes(name) ? WIDTHS : [360]);
  }
  await page.emulateMedia({ forcedColors: 'active' });
  await sound(page, 'forced colours');
  await page.emulateMedia({ forcedColors: 'none', colorScheme: 'dark' });
  await sound(page, 'dark', [1280]);
});

test('what opens over the page: menu, help, explanation, why this backend', async ({ lab, page }) => {
  await lab.run(`${QUERY}&twin=1`);
  const opened: readonly (readonly [string, () => Promise<void>])[] = [
    ['Export menu', () => lab.button('Export').click()],
    ['a chart’s menu', () => lab.button('Save Loss').click()],
    ['help', () => lab.button('Keyboard and help').click()],
    ['an explanation', () => lab.term('Gradient coherence').first().click()],
    ['why this backend', () => lab.button('Why this backend?').click()],
    ['lines to embed', () => lab.button('Embed in a page').click()],
  ];
  for (const [name, open] of opened) {
    await open();
    await sound(page, name);
    await page.keyboard.press('Escape');
  }
  await lab.chart('Accuracy').getByRole('button', { name: 'Show as table' }).click();
  await sound(page, 'a chart as table');
});

test('before a run: first visit, its tour, a preset, faults of the address', async ({ lab, page }) => {
  await lab.open(QUERY);
  await expect(page.getByRole('region', { name: 'Welcome' })).toBeVisible();
  await sound(page, 'first visit');
  await page.getByRole('button', { name: 'Take the tour' }).click();
  for (const step of ['1 of 5', '2 of 5', '3 of 5', '4 of 5', '5 of 5']) {
    const tour = page.getByRole('region', { name: 'Tour' });
    await expect(tour).toContainText(step);
    if (step !== '1 of 5') await lab.reach('done');
    await sound(page, `tour, ${step}`, [360, 1280]);
    await tour.getByRole('button', { name: /Next|Done/ }).click();
  }
  await lab.open('');
  for (const group of await page.locator('lab-params summary').all()) await group.click();
  await sound(page, 'all settings open');
  await lab.open('preset=gt-shuffle-small');
  await sound(page, 'a preset');
  await lab.open(`n=-3&lr=fast&colour=blue&${'x'.repeat(80)}=1&twin=maybe`);
  await expect(lab.issues).not.toHaveCount(0);
  await sound(page, 'faults of the address');
});

test('Present, embedded, a failed run, a run that can be resumed', async ({ lab, page }) => {
  for (const view of ['present', 'embed']) {
    await lab.open(`${QUERY}&twin=1&view=${view}`);
    await sound(page, `${view}, idle`, [360, 1280]);
    await lab.train();
    await lab.reach('done');
    await sound(page, view);
    if (view === 'present') await readableFromAfar(page);
  }
  await lab.open(`${SMALL}&lr=1e9&steps=50&probe=0&n=300`);
  await lab.train();
  await lab.reach('failed');
  await sound(page, 'failed');
  await lab.open(`${SMALL}&steps=100000`);
  await lab.train();
  await lab.past(20);
  await lab.pause();
  await page.reload();
  await expect(page.getByRole('region', { name: 'Unfinished run' })).toBeVisible();
  await sound(page, 'a run that can be resumed');
});

test('several runs, listed and compared', async ({ lab, page }, info) => {
  const files = [];
  for (const query of ['seed=1', 'seed=2&lr=0.1', 'seed=3&twin=1&events=5:shuffle=1,9:lr=0.01']) {
    await lab.run(`${SMALL}&steps=20&${query}`);
    const file = info.outputPath(`${files.length}.run.json`);
    copyFileSync(await lab.export('Run file'), file);
    files.push(file);
  }
  await tab(page, 'Runs');
  const rows = page.getByRole('table', { name: 'Runs' }).getByRole('row');
  await expect(rows).toHaveCount(4);
  await page
    .getByRole('checkbox', { name: /^Overlay/ })
    .nth(2)
    .check();
  await page.getByRole('button', { name: /^Note/ }).first().click();
  await sound(page, 'runs');

  await page.goto('./compare.html');
  await sound(page, 'compare page, empty');
  await page.getByLabel('Files').setInputFiles(files);
  await expect(page.getByText('3 runs read')).toBeVisible();
  await sound(page, 'compare page');
});
