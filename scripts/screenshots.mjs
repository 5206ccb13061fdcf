// Takes the pictures of docs/images/ from the built page, and the animation memorize.png (npm run build first; then
// npm run screenshots). MNIST trains in each, so it takes a minute or two.
import { mkdir, writeFile } from 'node:fs/promises';
import { fileURLToPath } from 'node:url';
import { chromium } from 'playwright';
import { preview, runnerImport } from 'vite';
import { BROWSER_ARGS, ensureBrowser } from './lib/browser.mjs';
import { readOptions } from './lib/options.mjs';

readOptions(
  'Usage: npm run screenshots\n\nWrites the pictures of docs/images/ from the built page. Build first: npm run build.',
  {},
);

const folder = fileURLToPath(new URL('../docs/images/', import.meta.url));
const QUERY = 'n=1000&steps=600&width=256&twin=1&probe=10';

/**
 * @typedef {object} Picture
 * @property {string} name
 * @property {string} query
 * @property {{ width: number, height: number }} viewport
 * @property {'light' | 'dark'} colorScheme
 */
/** @type {readonly Picture[]} */
const PICTURES = [
  { name: 'lab', query: QUERY, viewport: { width: 1280, height: 800 }, colorScheme: 'light' },
  { name: 'present', query: `${QUERY}&view=present`, viewport: { width: 1280, height: 800 }, colorScheme: 'dark' },
];

/** The animation: train, flip the switch at about this step, memorize. */
const STORY = { query: 'n=2000&steps=1500&batch=100&width=512-512&probe=0', flip: 300 };
const MOST_FRAMES = 20;

/** @type {{ module: typeof import('./lib/apng.ts') }} */
const apng = await runnerImport(fileURLToPath(new URL('lib/apng.ts', import.meta.url)), {
  configFile: false,
  logLevel: 'error',
});

/**
 * Trains and takes pictures as fast as the browser gives them: the first before Train, the last at the end.
 * @param {import('playwright').Page} page
 */
async function recorded(page) {
  const lab = page.locator('shuffle-lab');
  const picture = () => page.screenshot({ animations: 'disabled' });
  await page.getByRole('img', { name: /^Loss/ }).waitFor();
  const pictures = [await picture()];
  await page.getByRole('button', { name: 'Train', exact: true }).click();
  let flipped = false;
  while ((await lab.getAttribute('data-state')) !== 'done') {
    const status = await page.getByRole('status').innerText();
    const step = Number(/step ([\d,]+)/i.exec(status)?.[1]?.replaceAll(',', '') ?? 0);
    if (!flipped && step >= STORY.flip) {
      await page.getByRole('switch', { name: 'Shuffle labels' }).click();
      flipped = true;
    }
    if (step > 0) pictures.push(await picture());
  }
  pictures.push(await picture());
  return pictures;
}

/** @param {import('playwright').Browser} browser */
async function animate(browser) {
  const page = await browser.newPage({ viewport: { width: 960, height: 640 }, colorScheme: 'light' });
  await page.goto(`${address}?${STORY.query}`);
  const pictures = await recorded(page);
  await page.close();
  const last = pictures.length - 1;
  const frames = Array.from({ length: Math.min(MOST_FRAMES, last + 1) }, (_, i) => i);
  const shown = frames.flatMap((i) => pictures[Math.round((i * last) / Math.max(1, frames.length - 1))] ?? []);
  const bytes = apng.module.animatedPng(
    shown.map((png, i) => ({ png, milliseconds: i === 0 || i === shown.length - 1 ? 2500 : 350 })),
  );
  await writeFile(`${folder}memorize.png`, bytes);
  console.log(`docs/images/memorize.png: ${shown.length} frames, ${(bytes.length / 1e6).toFixed(1)} MB`);
}

const server = await preview({ preview: { port: 0 }, logLevel: 'error' });
const address = server.resolvedUrls?.local[0];
const browser = await chromium.launch({ executablePath: ensureBrowser(), args: [...BROWSER_ARGS] });
try {
  await mkdir(folder, { recursive: true });
  for (const { name, query, viewport, colorScheme } of PICTURES) {
    const page = await browser.newPage({ viewport, colorScheme, deviceScaleFactor: 1 });
    await page.goto(`${address}?${query}&start=1`);
    await page.locator('shuffle-lab[data-state=done]').waitFor({ timeout: 300_000 });
    // A chart is drawn once its legend shows the last step's values.
    await page.locator('lab-figure lab-chart canvas').first().waitFor();
    await page.screenshot({ path: `${folder}${name}.png` });
    await page.close();
    console.log(`docs/images/${name}.png`);
  }
  await animate(browser);
} finally {
  await browser.close();
  await server.close();
}
