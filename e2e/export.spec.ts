/** The Export menu: what it offers, that each item hands over a file that can be read, and the report for print. */
import { readFileSync } from 'node:fs';
import { expect, test } from './test.ts';

const SMALL = 'data=synthetic&n=200&width=16&batch=20&steps=20&probe=10';

test('every item of the menu hands over its file', async ({ lab, page }) => {
  const run = await lab.run(SMALL);
  await lab.button('Export').click();
  await expect(page.getByRole('menuitem')).toContainText(['Run file', 'CSV', 'Report', 'TensorBoard', 'Charts (PNG)']);
  await page.keyboard.press('Escape');

  const [header = '', ...lines] = readFileSync(await lab.export('CSV'), 'utf8')
    .trimEnd()
    .split('\r\n');
  const column = header.split(',').indexOf('weightNorm.dense1');
  const norms = lines.map((line) => line.split(',')[column] ?? '').filter((text) => text !== '');
  expect(norms.map(Number)).toEqual(run.layerSteps.dense1?.weightNorm);

  expect(readFileSync(await lab.export('Report'), 'utf8')).toContain('synthetic');
  expect(readFileSync(await lab.export('TensorBoard')).includes('brain.Event:2')).toBe(true);

  const png = readFileSync(await lab.export('Charts (PNG)'));
  expect(png.subarray(1, 4).toString()).toBe('PNG');
  const size = await page.evaluate(async (data) => {
    const image = new Image();
    image.src = `data:image/png;base64,${data}`;
    await image.decode();
    return { width: image.naturalWidth, height: image.naturalHeight };
  }, png.toString('base64'));
  expect(size.width).toBeGreaterThan(400);
  expect(size.height).toBeGreaterThan(400);
});

test('the report can be printed', async ({ lab, page }) => {
  await page.addInitScript(() => {
    window.print = () => document.documentElement.setAttribute('data-printed', document.title);
  });
  await lab.run(SMALL);
  await lab.button('Export').click();
  await page.getByRole('menuitem', { name: 'Print' }).click();
  const report = page.frameLocator('iframe[title="Report for print"]');
  await expect(report.locator('html')).toHaveAttribute('data-printed', /mlp on 200 examples of synthetic/);
  await expect(report.getByRole('heading', { name: 'What happened' })).toBeAttached();
  await expect(report.getByRole('img', { name: 'Weight norm' })).toBeAttached();
});
