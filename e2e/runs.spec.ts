/** Stored runs: differences, overlay, rename, delete and undo, import, open; and the range that all charts show. */
import { readFileSync } from 'node:fs';
import { CHARTS } from './lab.ts';
import { expect, test } from './test.ts';

const QUERY = 'data=synthetic&n=200&width=16&batch=20&steps=40&probe=10';

test('runs are stored, compared, renamed, deleted, restored and opened', async ({ lab, page }) => {
  await lab.run(`${QUERY}&seed=1`);
  await lab.run(`${QUERY}&seed=2`);
  await page.getByRole('tab', { name: 'Runs' }).click();
  const table = page.getByRole('table', { name: 'Runs' });
  const rows = table.locator('tbody tr');
  await expect(rows).toHaveCount(2);
  await expect(table.getByRole('columnheader')).toContainText(['name', 'Seed', 'steps', 'test']);
  await expect(table.getByRole('columnheader', { name: 'Learning rate' })).toHaveCount(0);
  await expect(rows.nth(1).locator('td').nth(-2)).toHaveText(/%$/);

  await rows
    .nth(1)
    .getByRole('button', { name: /^Rename/ })
    .click();
  await page.getByRole('textbox', { name: /^Name of/ }).fill('the first');
  await page.keyboard.press('Enter');
  await expect(rows.filter({ hasText: 'the first' })).toHaveCount(1);

  await page.getByRole('checkbox', { name: 'Overlay the first' }).check();
  await expect(lab.chart('Loss').getByRole('columnheader')).toContainText(['line', 'this run', 'the first']);
  await expect(page.getByRole('list', { name: 'Runs on the charts' })).toContainText('the first');
  await expect.poll(() => lab.summary('Loss')).toContain('the first: batch');
  await page.getByRole('checkbox', { name: 'Overlay the first' }).uncheck();
  await expect(lab.chart('Loss').getByRole('columnheader')).toHaveCount(0);

  await page.getByRole('button', { name: 'Note the first' }).click();
  await page.getByRole('textbox', { name: 'Note on the first' }).fill('as the lecture had it');
  await page.keyboard.press('Enter');
  // Exactly, because its line breaks are shown.
  await expect(rows.locator('.note')).toHaveJSProperty('textContent', 'as the lecture had it');
  await page.getByRole('button', { name: 'Pin the first' }).click();
  await expect(rows.first()).toContainText('as the lecture had it');
  await page.getByLabel('Colour of the first').selectOption('violet');

  await page.getByRole('button', { name: 'Delete the first' }).click();
  await expect(rows).toHaveCount(1);
  await page.getByRole('button', { name: 'Undo' }).click();
  await expect(rows).toHaveCount(2);

  await page.getByRole('button', { name: 'Open the first' }).click();
  await expect.poll(() => lab.address().get('seed') ?? '1').toBe('1');
  await expect(lab.host).toHaveAttribute('data-state', 'done');

  await page.reload();
  await page.getByRole('tab', { name: 'Runs' }).click();
  await expect(rows).toHaveCount(2);
  await expect(rows.first()).toContainText('as the lecture had it');
  await expect(page.getByRole('button', { name: 'Pin the first' })).toHaveAttribute('aria-pressed', 'true');
  await expect(page.getByLabel('Colour of the first')).toHaveValue('4');
});

test('a deleted run stays deleted: after a reload, and if it was the current one', async ({ lab, page }) => {
  await lab.run(`${QUERY}&seed=1`);
  await lab.open(`${QUERY.replace('steps=40', 'steps=100000')}&seed=2`);
  await lab.train();
  await lab.past(20);
  await lab.pause();
  await page.getByRole('tab', { name: 'Runs' }).click();
  const rows = page.getByRole('table', { name: 'Runs' }).locator('tbody tr');
  await expect(rows).toHaveCount(2);
  await page
    .getByRole('button', { name: /^Delete/ })
    .first()
    .click();
  await expect(rows).toHaveCount(1);
  await lab.reach('idle');
  await page.getByRole('button', { name: 'Undo' }).click();
  await expect(rows).toHaveCount(2);
  await page.getByRole('button', { name: /^Open/ }).first().click();
  await lab.reach('paused');
  await lab.resume();
  await lab.past(40);
  await page
    .getByRole('button', { name: /^Delete/ })
    .first()
    .click();
  await expect(rows).toHaveCount(1);
  await page.reload();
  await page.getByRole('tab', { name: 'Runs' }).click();
  await expect(rows).toHaveCount(1);
  await expect(page.getByRole('region', { name: 'Unfinished run' })).toHaveCount(0);
  // The last deletion can still be undone, for a minute in total.
  await page.getByRole('button', { name: 'Undo' }).click();
  await expect(rows).toHaveCount(2);
  await rows
    .first()
    .getByRole('button', { name: /^Delete/ })
    .click();
  await expect(rows).toHaveCount(1);
  await page.clock.install({ time: Date.now() + 61_000 });
  await page.reload();
  await page.getByRole('tab', { name: 'Runs' }).click();
  await expect(rows).toHaveCount(1);
  await expect(page.getByRole('button', { name: 'Undo' })).toHaveCount(0);
  const kept = page.evaluate(async () => {
    const opened = indexedDB.open('shuffle-lab-runs');
    await new Promise((resolve) => (opened.onsuccess = resolve));
    const all = opened.result.transaction('runs').objectStore('runs').count();
    await new Promise((resolve) => (all.onsuccess = resolve));
    return all.result;
  });
  expect(await kept).toBe(1);
});

test('runs are sorted, filtered and grouped; a group’s mean has a band; the open run is drawn once', async ({
  lab,
  page,
}) => {
  for (const query of ['seed=1&lr=0.05', 'seed=2&lr=0.05', 'seed=1&lr=0.2']) await lab.run(`${QUERY}&${query}`);
  await page.getByRole('tab', { name: 'Runs' }).click();
  const table = page.getByRole('table', { name: 'Runs' });
  const rows = table.locator('tbody tr');
  await expect(rows).toHaveCount(3);
  const head = table.getByRole('columnheader', { name: 'Learning rate' });
  await expect(head).toHaveAttribute('aria-sort', 'none');
  await head.getByRole('button', { name: 'Sort' }).click();
  await expect(head).toHaveAttribute('aria-sort', 'ascending');
  await expect(rows.last()).toContainText('0.2');
  await head.getByRole('button', { name: 'Sort' }).press('Enter');
  await expect(rows.first()).toContainText('0.2');
  await expect(table.getByText('★ best')).toHaveCount(1);

  // The current run is drawn already.
  await rows
    .first()
    .getByRole('checkbox', { name: /^Overlay/ })
    .check();
  await expect(lab.chart('Loss').getByRole('columnheader')).toHaveCount(0);
  await rows
    .first()
    .getByRole('checkbox', { name: /^Overlay/ })
    .uncheck();

  await page.getByRole('button', { name: 'Group seeds' }).click();
  await expect(rows).toHaveCount(2);
  await expect(rows.filter({ hasText: '2 seeds' })).toContainText(/% ± [\d.]+/);
  await page.getByRole('checkbox', { name: 'Overlay lr 0.05 · 2 seeds' }).check();
  await expect.poll(() => lab.summary('Loss')).toContain('lr 0.05 · 2 seeds: batch');
  await page.getByRole('button', { name: 'Group seeds' }).click();

  await page.getByRole('searchbox', { name: 'Filter runs' }).fill('lr=0.05');
  await expect(rows).toHaveCount(2);
  for (const each of await rows.getByRole('checkbox', { name: /^Select/ }).all()) await each.check();
  await page.getByRole('button', { name: 'Delete selected' }).click();
  await expect(rows).toHaveCount(0);
  await page.getByRole('button', { name: 'Undo' }).click();
  await expect(rows).toHaveCount(2);
});

test('three paired runs overlaid at 1280: every value readable, no name twice', async ({ lab, page }) => {
  await page.setViewportSize({ width: 1280, height: 800 });
  // Values of many digits, and three layers.
  for (const seed of [1, 2, 3]) await lab.run(`${QUERY}&width=16-16&lr=0.001&twin=1&seed=${seed}`);
  await page.getByRole('tab', { name: 'Runs' }).click();
  await expect(page.getByRole('checkbox', { name: /^Overlay/ })).toHaveCount(3);
  for (const box of await page.getByRole('checkbox', { name: /^Overlay/ }).all()) await box.check();
  const key = page.getByRole('list', { name: 'Runs on the charts' }).getByRole('listitem');
  await expect(key).toHaveCount(6);
  const names = await key.allInnerTexts();
  expect(names.map((name) => name.replaceAll(/\s+/g, ' '))).toEqual([
    'A this run, true labels',
    'B this run, shuffled labels',
    expect.stringMatching(/^C seed [12], true$/),
    expect.stringMatching(/^D seed [12], shuffled$/),
    expect.stringMatching(/^E seed [12], true$/),
    expect.stringMatching(/^F seed [12], shuffled$/),
  ]);
  expect(new Set(names.map((name) => name.slice(1))).size).toBe(6);
  for (const name of CHARTS) {
    const legend = lab.chart(name).getByRole('table');
    const [within, ...boxes] = await Promise.all(
      [legend.locator('..'), ...(await legend.getByRole('cell').all())].map((each) => each.boundingBox()),
    );
    expect(boxes.length % 6, name).toBe(0);
    // No name of a line is broken.
    for (const head of await legend.getByRole('rowheader').all()) {
      expect((await head.boundingBox())?.height, name).toBeLessThan(24);
    }
    for (const [i, box] of boxes.entries()) {
      if (!box || !within) throw new Error(`${name}: no box`);
      expect(box.x + box.width, name).toBeLessThanOrEqual(within.x + within.width + 0.5);
      expect(box.y + box.height, name).toBeLessThanOrEqual(within.y + within.height + 0.5);
      const next = boxes[i + 1];
      if (next && i % 6 < 5) expect(box.x + box.width, name).toBeLessThanOrEqual(next.x + 0.5);
    }
  }
});

test('overlaid runs with different layers have each value in its own column', async ({ lab, page }) => {
  await lab.run(`${QUERY}&seed=7`);
  const { weightNorm = [] } = (await lab.runFile()).layerSteps.dense1 ?? {};
  await lab.open(`${QUERY}&model=cnn&width=4`);
  await page.getByRole('tab', { name: 'Runs' }).click();
  await page.getByRole('checkbox', { name: /^Overlay/ }).check();
  await lab.train();
  await lab.reach('done');
  const row = (name: string) => lab.chart('Weight norm').getByRole('row', { name: new RegExp(`^${name} `) });
  await expect(row('dense1').getByRole('cell')).toHaveText(['', weightNorm.at(-1)?.toPrecision(3) ?? '']);
  await expect(row('conv1').getByRole('cell')).toHaveText([/\d/, '']);
});

test('a run file is imported as it was exported; another file gets an error', async ({ lab, page }) => {
  const run = await lab.run(QUERY);
  const path = await lab.export('Run file');
  await page.getByRole('tab', { name: 'Runs' }).click();
  const pick = page.getByLabel(/Import run files/);
  const mine = { name: 'mine.run.json', mimeType: 'application/json', buffer: readFileSync(path) };
  await pick.setInputFiles([mine, { ...mine, name: 'bad.json', buffer: Buffer.from('{}') }]);
  await expect(page.getByRole('alert')).toContainText('bad.json: The file is not a run of this lab');
  await page.getByRole('button', { name: 'Open mine' }).click();
  await expect(lab.host).toHaveAttribute('data-state', 'done');
  // The same file dropped on the page is one more run.
  await lab.drop([{ name: 'dropped.run.json', bytes: mine.buffer }]);
  await expect(page.getByRole('button', { name: 'Open dropped' })).toBeVisible();
  const again = await lab.runFile();
  expect(again.steps).toEqual(run.steps);
  expect(again.layerSteps).toEqual(run.layerSteps);
  expect(again.evaluations).toEqual(run.evaluations);
});

test('one range for all charts, seconds, smoothing, and a chart as files', async ({ lab, page, context }) => {
  await context.grantPermissions(['clipboard-read', 'clipboard-write']);
  await lab.run(QUERY);
  await page.getByRole('button', { name: 'Zoom in' }).click();
  await expect(page.getByRole('button', { name: 'Whole run' })).toBeVisible();
  await page.keyboard.press('Escape');
  await expect(page.getByRole('button', { name: 'Whole run' })).toHaveCount(0);
  const box = await lab.image('TPM').boundingBox();
  if (!box) throw new Error('no chart');
  await page.mouse.move(box.x + box.width * 0.4, box.y + 40);
  await page.mouse.down();
  await page.mouse.move(box.x + box.width * 0.8, box.y + 50, { steps: 3 });
  await page.mouse.up();
  await expect(page.getByRole('button', { name: 'Whole run' })).toBeVisible();
  await page.mouse.dblclick(box.x + box.width * 0.6, box.y + 40);
  await expect(page.getByRole('button', { name: 'Whole run' })).toHaveCount(0);
  // By keyboard: a cursor over all charts, with its values in their legends; at the end of the axis the latest ones.
  const { loss } = (await lab.runFile()).steps;
  const cursor = page.getByRole('slider', { name: 'Cursor' });
  await cursor.press('Home');
  for (let step = 0; step < 3; step++) await cursor.press('ArrowRight');
  for (const name of CHARTS) await expect(page.getByRole('table', { name: `${name}: values at step 3` })).toBeVisible();
  await expect(page.getByRole('table', { name: /^Loss/ }).getByRole('row', { name: /^batch/ })).toHaveText(
    new RegExp(`batch\\s*${loss[3]?.toPrecision(3)}`),
  );
  await cursor.press('End');
  await expect(page.getByRole('table', { name: 'Loss: latest values' })).toBeVisible();
  await page.getByLabel('Axis', { exact: true }).selectOption('seconds');
  await cursor.press('Home');
  await expect(page.getByRole('table', { name: 'Loss: values at 0 s' })).toBeVisible();
  await cursor.press('End');
  await page.getByLabel('Smoothing').selectOption('20');

  const save = async (item: string): Promise<Buffer> => {
    await lab.button('Save Loss').click();
    const [download] = await Promise.all([
      page.waitForEvent('download'),
      page.getByRole('menuitem', { name: item, exact: true }).click(),
    ]);
    return readFileSync(await download.path());
  };
  expect((await save('SVG')).toString()).toMatch(/^<svg[^>]*>.*<path.*seconds.*<\/svg>\n$/s);
  expect((await save('PNG')).subarray(1, 4).toString()).toBe('PNG');
  await lab.button('Save Loss').click();
  await page.getByRole('menuitem', { name: 'Copy as table' }).click();
  await expect(page.getByText('Copied.')).toBeVisible();
  const [head = '', ...rows] = (await page.evaluate(() => navigator.clipboard.readText())).split('\n');
  expect(head.split('\t')).toEqual(['step', 'batch', 'training', 'test']);
  expect(rows).toHaveLength(41);
});

test('another run is shown whole, whatever range the previous one had', async ({ lab }) => {
  await lab.run(QUERY);
  await lab.button('Zoom in').click();
  await expect(lab.button('Whole run')).toBeVisible();
  await lab.button('Resume').click();
  await lab.reach('done');
  await expect(lab.button('Whole run')).toBeVisible();
  await lab.reset();
  await expect(lab.button('Whole run')).toHaveCount(0);
});

test('Present and embedded views are keys of the address', async ({ lab, page, context }) => {
  await context.grantPermissions(['clipboard-read', 'clipboard-write']);
  await lab.open(QUERY);
  await page.getByRole('button', { name: 'Present', exact: true }).click();
  expect(lab.address().get('view')).toBe('present');
  await expect(page.getByRole('tab')).toHaveCount(0);
  await page.getByRole('button', { name: 'Leave Present view' }).click();
  expect(lab.address().has('view')).toBe(false);
  await page.getByRole('button', { name: 'Embed in a page' }).press('Enter');
  const code = page.getByRole('region', { name: 'This run inside another page' });
  expect(await code.evaluate(({ scrollWidth, clientWidth }) => scrollWidth - clientWidth)).toBe(0);
  await page.getByRole('button', { name: 'Copy' }).press('Enter');
  await expect(page.getByText('Copied', { exact: true })).toBeVisible();
  const lines = await page.evaluate(() => navigator.clipboard.readText());
  await page.keyboard.press('Escape');
  await expect(lab.button('Embed in a page')).toBeFocused();
  const embedded = /^<iframe src="([^"]*)" title="Shuffle Lab" width="800" height="600"><\/iframe>$/.exec(lines)?.[1];
  expect(embedded).toContain('view=embed');
  await lab.open((embedded ?? '').replaceAll('&amp;', '&'));
  await expect(lab.issues).toHaveCount(0);
  expect(await page.getByRole('link', { name: 'Open in the lab' }).getAttribute('href')).not.toContain('view');
});

test('the tour trains, can be left, and does not come again', async ({ lab, page }) => {
  await lab.open(QUERY);
  await page.getByRole('button', { name: 'Take the tour' }).click();
  const tour = page.getByRole('region', { name: 'Tour' });
  await expect(tour).toContainText('1 of 5');
  await tour.getByRole('button', { name: 'Next' }).click();
  await lab.reach('done');
  await tour.getByRole('button', { name: 'Next' }).click();
  await expect(lab.shuffle).toBeChecked();
  await tour.getByRole('button', { name: 'Leave the tour' }).click();
  await expect(tour).toHaveCount(0);
  await page.reload();
  await expect(lab.button('Train')).toBeVisible();
  await expect(page.getByRole('button', { name: 'Take the tour' })).toHaveCount(0);
});

test('where the system has a sheet for sharing, it is given the run’s address', async ({ lab, page }) => {
  // A headless browser has no share sheet.
  await page.addInitScript(() => {
    const told: unknown[] = [];
    Object.assign(window, { told });
    Object.assign(navigator, { share: (what: unknown) => Promise.resolve(told.push(what)) });
  });
  await lab.open(`${QUERY}&seed=3`);
  await page.getByRole('button', { name: 'Share by …' }).click();
  const told = await page.evaluate<unknown>('window.told');
  expect(told).toEqual([{ title: 'A run of Shuffle Lab', url: expect.stringContaining('seed=3') }]);
});

test('a run file too large is refused before it is read', async ({ lab, page }) => {
  await lab.open(QUERY);
  await page.evaluate(() => {
    const file = new File([], 'large.run.json');
    Object.defineProperty(file, 'size', { value: 400_000_001 });
    const transfer = new DataTransfer();
    transfer.items.add(file);
    // A DataTransfer returns a new File object for the same file.
    const drop = new DragEvent('drop', { dataTransfer: transfer, bubbles: true, cancelable: true });
    Object.defineProperty(drop, 'dataTransfer', { value: { types: ['Files'], items: [], files: [file] } });
    document.dispatchEvent(drop);
  });
  await page.getByRole('tab', { name: 'Runs' }).click();
  await expect(page.getByText(/^large\.run\.json: The file is larger than the 400 MB/)).toBeVisible();
});
