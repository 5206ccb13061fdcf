/** The list of experiments: reached from Help, complete without script and network, and a way back into the lab. */
import { axeViolations } from './axe.ts';
import { kept } from './kills.ts';
import { servePlainly } from './plain-server.ts';
import { expect, test } from './test.ts';

test.use({ serviceWorkers: 'allow' });

test('the experiments have their figures and verdicts, below a sub-path and offline, and set up their runs', async ({
  lab,
  page,
  context,
}) => {
  const server = await servePlainly('/some/where/');
  try {
    await lab.open(`${server.address}?data=synthetic&n=100`);
    await kept(page);
    await context.setOffline(true);
    await page.getByRole('button', { name: 'Keyboard and help' }).click();
    const [shown] = await Promise.all([
      context.waitForEvent('page'),
      page.getByRole('dialog').getByRole('link', { name: 'Experiments' }).click(),
    ]);
    await shown.waitForLoadState();
    await expect(shown.getByRole('article')).toHaveCount(await shown.locator('.verdict').count());
    const dropout = shown.getByRole('article', { name: 'Dropout against memorization' });
    await expect(dropout).toContainText('reproduced');
    await dropout.getByText('Method, table and limits').click();
    await expect(dropout.getByRole('table')).toContainText('74.4%');
    for (const image of await shown.getByRole('img').all()) await image.scrollIntoViewIfNeeded();
    const empty = (): Promise<number> =>
      shown.evaluate(() => [...document.images].filter((image) => image.complete && image.naturalWidth === 0).length);
    expect(await empty()).toBe(0);
    await shown.setViewportSize({ width: 360, height: 800 });
    expect(await shown.evaluate(() => document.documentElement.scrollWidth)).toBe(360);
    expect(await axeViolations(shown)).toEqual([]);
    await dropout.getByRole('link', { name: /Set up the run/ }).click();
    await expect(shown).toHaveURL(/some\/where\/\?n=1000&width=256-256.*dropout=0\.5/);
    await expect(shown.locator('shuffle-lab[data-state=idle]')).toBeVisible();
  } finally {
    server.close();
  }
});
