/** The Export menu: its items, their downloads, and the printed report. */
import { readFileSync } from 'node:fs';
import type { Page } from '@playwright/test';
import { strFromU8, unzipSync } from 'fflate';
import { expect, test } from './test.ts';

const SMALL = 'data=synthetic&n=200&width=16&batch=20&steps=20&probe=10';

test('every item of the menu hands over its file', async ({ lab, page }) => {
  const run = await lab.run(SMALL);
  await lab.button('Export').click();
  await expect(page.getByRole('menuitem')).toContainText([
    'Run file',
    'CSV',
    'Spreadsheet (decimal comma)',
    'Report',
    'HTML page',
    'TensorBoard',
    'Weights',
    'NumPy archive',
    'Charts (PNG)',
    'Print',
    'Title, author, note …',
  ]);
  await page.getByRole('menuitem', { name: 'Title, author, note' }).click();
  const dialog = page.getByRole('dialog', { name: 'Title, author, note' });
  await dialog.getByLabel('Title', { exact: true }).fill('A <b>title</b>');
  await dialog.getByLabel('Author', { exact: true }).fill('Ada');
  await dialog.getByRole('button', { name: 'Done' }).click();

  const [header = '', ...lines] = readFileSync(await lab.export('CSV'), 'utf8')
    .trimEnd()
    .split('\r\n');
  const column = header.split(',').indexOf('weightNorm.dense1');
  const norms = lines.map((line) => line.split(',')[column] ?? '').filter((text) => text !== '');
  expect(norms.map(Number)).toEqual(run.layerSteps.dense1?.weightNorm);

  const spreadsheet = readFileSync(await lab.export('Spreadsheet (decimal comma)'), 'utf8');
  expect(spreadsheet.split('\r\n')[0]).toBe(header.replaceAll(',', ';'));

  const report = unzipSync(readFileSync(await lab.export('Report')));
  const markdown = strFromU8(report['report.md'] ?? new Uint8Array());
  expect(markdown).toContain('synthetic');
  const pictures = [...markdown.matchAll(/!\[[^\]]*\]\(([^)]+)\)/g)].map(([, name = '']) => name);
  expect(Object.keys(report)).toEqual(['report.md', ...pictures]);
  for (const name of pictures) expect(strFromU8(report[name] ?? new Uint8Array())).toMatch(/^<svg/);

  expect(markdown).toContain('Ada');
  await expectReport(page, readFileSync(await lab.export('HTML page'), 'utf8'));
  expect(readFileSync(await lab.export('TensorBoard')).includes('brain.Event:2')).toBe(true);

  const arrays = unzipSync(readFileSync(await lab.export('NumPy archive')));
  expect(Object.keys(arrays)).toEqual(expect.arrayContaining(['run.json', 'network.py', 'batches.npy']));

  const png = readFileSync(await lab.export('Charts (PNG)'));
  expect(png.subarray(1, 4).toString()).toBe('PNG');
  const size = await page.evaluate(async (data) => {
    const image = new Image();
    image.src = `data:image/png;base64,${data}`;
    await image.decode();
    return { width: image.naturalWidth, height: image.naturalHeight };
  }, png.toString('base64'));
  // Three pixels per screen pixel, in two columns of 720.
  expect(size.width).toBe(2 * 3 * 720);
  expect(size.height).toBeGreaterThan(3 * 3 * 300);
});

/** One self-contained HTML file that shows the report: headings, tables and charts, without a request. */
async function expectReport(page: Page, html: string): Promise<void> {
  const other = await page.context().newPage();
  const requests: string[] = [];
  other.on('request', (request) => requests.push(request.url()));
  await other.setContent(html);
  await expect(other.getByRole('heading', { name: 'A <b>title</b>' })).toBeVisible();
  await expect(other.getByText('Ada', { exact: true })).toBeVisible();
  await expect(other.getByRole('heading', { name: 'What happened' })).toBeVisible();
  await expect(other.getByRole('img', { name: 'Weight norm' })).toBeVisible();
  expect(requests).toEqual([]);
  await other.close();
}

test('a chart’s table has the final evaluation and follows the axis', async ({ lab, page }) => {
  await lab.run(`${SMALL.replace('steps=20', 'steps=200')}&events=77:lr=0.01`);
  const chart = lab.chart('Loss');
  await chart.getByRole('button', { name: 'Show as table' }).click();
  const rows = chart.getByRole('row');
  // The last minibatch is that of step 199, so the row of the final evaluation has an earlier value.
  await expect(rows.nth(1).getByRole('rowheader')).toHaveText('200');
  await expect(rows.nth(1).getByRole('cell').first()).toContainText('(step 199)');
  await expect(rows.nth(1).getByRole('cell').nth(1)).not.toContainText('step');
  await expect(rows.last().getByRole('rowheader')).toHaveText('0');
  await expect(chart.getByRole('rowheader', { name: '77', exact: true })).toBeVisible();
  await page.getByLabel('Axis', { exact: true }).selectOption('seconds');
  await expect(rows.first().getByRole('columnheader').first()).toHaveText('seconds');
});

test('a chart is saved at three pixels for each, as SVG with titled axes, and as a figure for print', async ({
  lab,
  page,
}) => {
  await lab.run(SMALL);
  const saved = async (format: string): Promise<Buffer> => {
    await page.getByRole('button', { name: 'Save Accuracy' }).click();
    const item = page.getByRole('menuitem', { name: format });
    const [download] = await Promise.all([page.waitForEvent('download'), item.click()]);
    return readFileSync(await download.path());
  };
  const svg = (await saved('SVG')).toString();
  for (const words of ['Accuracy (of examples)', 'step', '100%']) expect(svg).toContain(`>${words}</text>`);
  // The PNG header's width.
  expect((await saved('PNG')).readUInt32BE(16)).toBe(3 * 720);

  await page.getByRole('button', { name: 'Save Accuracy' }).click();
  await page.getByRole('menuitem', { name: 'Figure' }).click();
  const dialog = page.getByRole('dialog', { name: 'Figure: Accuracy' });
  await dialog.getByLabel('Size', { exact: true }).selectOption('One column, 89 mm');
  await dialog.getByLabel('Title', { exact: true }).fill('Own title');
  await dialog.getByLabel('batch, given').uncheck();
  await expect(dialog.getByRole('img', { name: 'Accuracy' }).getByText('Own title')).toBeVisible();
  const figure = async (format: string): Promise<Buffer> => {
    const save = dialog.getByRole('button', { name: `Save ${format}` });
    const [download] = await Promise.all([page.waitForEvent('download'), save.click()]);
    return readFileSync(await download.path());
  };
  const drawing = (await figure('SVG')).toString();
  expect(drawing).toContain('width="89mm" height="62mm"');
  expect(drawing).toContain('>train, given</text>');
  expect(drawing).not.toContain('>batch, given</text>');
  const png = await figure('PNG');
  // 600 pixels per inch, which the file says in pixels per metre.
  expect(png.readUInt32BE(16)).toBe(Math.round((89 / 25.4) * 600));
  expect([png.subarray(37, 41).toString(), png.readUInt32BE(41)]).toEqual(['pHYs', 23_622]);
  expect((await figure('PDF')).subarray(0, 5).toString()).toBe('%PDF-');
  // Keys of the page don't act below the dialog.
  await page.keyboard.press('r');
  await page.keyboard.press('Escape');
  await expect(dialog).toHaveCount(0);
  await expect(lab.host).toHaveAttribute('data-state', 'done');
});

test('the browser’s own print command prints the report and nothing of the page', async ({ lab, page }) => {
  await lab.run(SMALL);
  await page.emulateMedia({ media: 'print' });
  const report = page.locator('main.print-report');
  await page.evaluate(() => {
    addEventListener('beforeprint', () => document.documentElement.setAttribute('data-printed', document.title));
  });
  const pdf = await page.pdf();
  expect(pdf.subarray(0, 5).toString()).toBe('%PDF-');
  await expect(page.locator('html')).toHaveAttribute('data-printed', /mlp on 200 examples of synthetic/);
  await expect(report).toHaveCount(0);
  await page.evaluate(() => dispatchEvent(new Event('beforeprint')));
  await expect(lab.host).toBeHidden();
  await expect(report.getByRole('heading', { name: 'What happened' })).toBeVisible();
  await expect(report.getByRole('img', { name: 'Weight norm' })).toBeVisible();
  await page.evaluate(() => dispatchEvent(new Event('afterprint')));
  await expect(lab.host).toBeVisible();
});
