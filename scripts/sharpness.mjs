// Writes docs/experiments/sharpness/ and prints the page's table. Trains paired runs in the built page (npm run build
// first) with small and large minibatches, and reads both variants' sharpness from the Landscape panel. Takes minutes.
import { createHash } from 'node:crypto';
import { mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { chromium } from 'playwright';
import { preview, runnerImport } from 'vite';
import { BROWSER_ARGS, ensureBrowser } from './lib/browser.mjs';
import { readOptions } from './lib/options.mjs';

readOptions('Usage: node scripts/sharpness.mjs\n\nWrites docs/experiments/sharpness/. Build first: npm run build.', {});

const QUERY = 'n=1000&width=64-64&steps=3000&probe=0&twin=1&backend=wasm';
const BATCHES = [32, 512];
const SEEDS = [1, 2, 3];
const LABELS = ['true', 'shuffled'];

const server = await preview({ logLevel: 'warn' });
const browser = await chromium.launch({ executablePath: ensureBrowser(), args: BROWSER_ARGS });

/**
 * @param {string} query
 * @returns {Promise<string[]>} a line for each variant: its accuracies, its loss, its sharpness, the run file's digest
 */
async function measured(query) {
  const page = await browser.newPage();
  await page.goto(`${server.resolvedUrls?.local[0] ?? ''}?${query}&start=1`);
  await page.locator('shuffle-lab[data-state=done]').waitFor({ timeout: 600_000 });
  await page.getByRole('tab', { name: 'Landscape' }).click();
  await page.getByRole('button', { name: 'Compute sharpness' }).click();
  const numbers = page.locator('lab-landscape strong.number');
  await numbers.nth(1).waitFor({ timeout: 600_000 });
  const values = await numbers.allInnerTexts();
  const download = page.waitForEvent('download');
  await page.getByRole('button', { name: 'Export' }).click();
  await page.getByRole('menuitem', { name: 'Run file' }).click();
  const bytes = readFileSync(await (await download).path());
  /** @type {unknown} */
  const parsed = JSON.parse(bytes.toString());
  const { arms } = /** @type {{ arms: import('../src/shared/run/run-file.ts').RunRecord[] }} */ (parsed);
  await page.close();
  return arms.map(({ evaluations: { trainLoss, trainAccuracy, testAccuracy } }, i) =>
    [
      trainAccuracy.at(-1),
      testAccuracy.at(-1),
      trainLoss?.at(-1),
      values[i]?.replace('about ', '').replaceAll(',', ''),
      createHash('sha256').update(bytes).digest('hex'),
    ].join(','),
  );
}

const rows = [];
for (const batch of BATCHES) {
  for (const seed of SEEDS) {
    for (const [i, row] of (await measured(`${QUERY}&batch=${batch}&seed=${seed}`)).entries()) {
      rows.push(`${batch},${LABELS[i]},${seed},${row}`);
      console.log(rows.at(-1));
    }
  }
}
await browser.close();
await server.close();
const folder = fileURLToPath(new URL('../docs/experiments/sharpness/', import.meta.url));
mkdirSync(folder, { recursive: true });
const csv = `${['batch,labels,seed,train,test,loss,sharpness,sha256', ...rows.sort()].join('\n')}\n`;
writeFileSync(`${folder}runs.csv`, csv);
/** @type {{ module: typeof import('./lib/experiments.ts') }} */
const { module: experiments } = await runnerImport(fileURLToPath(new URL('lib/experiments.ts', import.meta.url)), {
  configFile: false,
  logLevel: 'error',
});
writeFileSync(`${folder}sharpness.svg`, experiments.figureOf(csv, ['sharpness'], 'Sharpness by minibatch size'));
console.log(experiments.tableOf(csv).join('\n'));
