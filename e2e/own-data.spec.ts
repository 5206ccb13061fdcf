/** Custom images: a folder, dropped arrays, the preview before training, refusals, and what a run says about them. */
import { mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { axeViolations } from './axe.ts';
import { stripes, writePictures } from './pictures.ts';
import { expect, test } from './test.ts';

const QUERY = 'width=8&batch=8&steps=12&probe=0&backend=cpu';

test('a folder of pictures is shown, trained on, named, kept; a fault leaves it; arrays take its place', async ({
  lab,
  page,
}, info) => {
  const folder = join(info.outputDir, 'weather');
  writePictures(folder, ['rain', 'snow', 'sun'], 10);
  writeFileSync(join(folder, 'notes.txt'), 'not a picture');
  const poor = join(info.outputDir, 'poor');
  mkdirSync(poor, { recursive: true });
  writeFileSync(join(poor, 'alone.bmp'), stripes(true, 5));

  await lab.open(`data=own&${QUERY}`);
  const note = page.locator('lab-data-files p').filter({ hasText: /own/ });
  await expect(note).toHaveText(/images of your own, and this browser holds none/);
  const pick = page.getByLabel('Folder of pictures');
  const classes = page.getByRole('list', { name: 'Classes of your images' }).getByRole('listitem');

  await pick.setInputFiles(folder);
  await expect(page.getByText('“weather”: 30 images of 3 classes are kept in this browser.')).toBeVisible();
  await expect(classes).toHaveText(['rain 10', 'snow 10', 'sun 10']);
  await expect(classes.first().getByRole('img', { name: 'an image of rain' })).toBeVisible();
  await expect(page.getByRole('paragraph').filter({ hasText: 'weather' }).last()).toContainText(
    '24 images to train on, 6 held out for the test, drawn from the seed; colour. 1 other file left out.',
  );
  expect(lab.address().get('data')).toBe('own');
  expect(lab.address().get('n')).toBe('24');
  expect(await axeViolations(page)).toEqual([]);

  await lab.train();
  await lab.reach('done');
  const run = await lab.runFile();
  expect(run.data).toMatchObject({ classNames: ['rain', 'snow', 'sun'], trainExamples: 24, testExamples: 6 });
  expect(run.data?.source?.name).toBe('weather');
  expect(run.layers.at(-1)?.shape).toEqual([8, 3]);
  const digest = run.data?.source?.digest ?? 'none';
  expect(readFileSync(await lab.export('Report'), 'utf8')).toContain(`images “weather”, SHA-256 ${digest}`);

  await lab.reset();
  await pick.setInputFiles(poor);
  await expect(page.getByText(/is in no class folder.*The images kept before are still here/)).toBeVisible();
  await expect(classes).toHaveCount(3);

  await page.reload();
  await expect(classes).toHaveText(['rain 10', 'snow 10', 'sun 10']);

  const arrays = readFileSync(new URL('../workers/data/own/testing/floats.npz', import.meta.url));
  await lab.drop([{ name: 'floats.npz', bytes: arrays }]);
  await expect(classes).toHaveText(['0 8', '1 7']);
  expect(lab.address().get('n')).toBe('12');

  // A run that started on other images does not resume with these.
  await page.getByRole('tab', { name: 'Runs' }).click();
  await page.getByRole('button', { name: /^Open own mlp/ }).click();
  await lab.resume();
  await expect(page.getByRole('alert')).toContainText(
    `whose digest begins with ${digest.slice(0, 12)}; this browser now holds “floats.npz”`,
  );
});
