// Takes the pictures of docs/images/ from the built page (npm run build first; then npm run screenshots). MNIST trains in
// each, so it takes a minute or two.
import { mkdir } from 'node:fs/promises';
import { fileURLToPath } from 'node:url';
import { chromium } from 'playwright';
import { preview } from 'vite';
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
} finally {
  await browser.close();
  await server.close();
}
