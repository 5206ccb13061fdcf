/**
 * A data set without images: Train is disabled with the reason, and the page asks for the files in place of the charts.
 */
import { gzipSync } from 'node:zlib';
import { makeArchive } from '../workers/data/testing/archives.ts';
import { expect, test } from './test.ts';

const SMALL = 'width=8&batch=8&steps=12&probe=0&backend=cpu';

for (const [data, field] of [
  ['own', 'Folder of pictures'],
  ['fashion-mnist', 'Fashion-MNIST files'],
  ['cifar10', 'CIFAR-10 files'],
] as const) {
  test(`data=${data} without images`, async ({ lab, page }) => {
    await lab.open(`data=${data}&${SMALL}`);
    const area = page.getByRole('region', { name: 'Data', exact: true });
    await expect(area.getByLabel(field)).toBeVisible();
    await expect(page.getByRole('figure')).toHaveCount(0);
    await expect(lab.button('Train')).toHaveAttribute('aria-disabled', 'true');
    await expect(lab.button('Train')).toHaveAccessibleDescription(/Train is off.*no images yet/);
    await expect(page.getByRole('region', { name: 'Welcome' })).not.toContainText('Press Train');
    await page.keyboard.press('Space');
    await page.keyboard.press('n');
    await expect(lab.host).toHaveAttribute('data-state', 'idle');
    if (data === 'cifar10') {
      await expect(area.getByRole('link', { name: 'cifar-10-binary.tar.gz' })).toHaveAttribute('href', /^https:/);
    }
    await page.locator('lab-params summary').first().click();
    await page.locator('lab-param-field[data-key=data] select').selectOption('synthetic');
    await expect(page.getByRole('figure')).toHaveCount(6);
    await expect(lab.button('Train')).toHaveAttribute('aria-disabled', 'false');
  });
}

test('start=1 without images asks for them, and does not fail', async ({ lab, page }) => {
  await lab.open(`data=cifar10&${SMALL}&start=1`);
  await expect(page.getByRole('region', { name: 'Data', exact: true })).toContainText(
    'CIFAR-10 is not in this browser',
  );
  await expect(lab.host).toHaveAttribute('data-state', 'idle');
  await expect(page.getByRole('alert')).toHaveCount(0);
});

test('a CIFAR-10 archive dropped before the server answered is trained on', async ({ lab, page }) => {
  let answer = (): void => undefined;
  const answered = new Promise<void>((resolve) => (answer = resolve));
  await page.context().route('**/data/cifar-10-*/**', async (route) => {
    await answered;
    await route.continue();
  });
  await lab.open('data=cifar10&n=50&width=8&batch=8&steps=2&probe=0&backend=cpu&augment=crop-flip');
  const archive = gzipSync(makeArchive({ data_batch_1: 40, data_batch_2: 30, test_batch: 20 }));
  await lab.drop([{ name: 'cifar-10-binary.tar.gz', bytes: archive }]);
  await lab.train();
  await lab.reach('done');
  expect((await lab.runFile()).data).toMatchObject({ trainExamples: 50, testExamples: 20 });
  answer();
  await lab.reset();
  await expect(lab.host).toHaveAttribute('data-state', 'idle');
  await expect(lab.button('Train')).toHaveAttribute('aria-disabled', 'false');
  await expect(page.getByRole('alert')).toHaveCount(0);
});
