/** The lab without a network after a first visit, below a sub-path of a server that sets no headers. */
import { kept } from './kills.ts';
import { servePlainly } from './plain-server.ts';
import { expect, test } from './test.ts';

test('trains with the network off after the first visit, from a sub-path, isolated', async ({ lab, page, context }) => {
  const server = await servePlainly('/some/where/');
  try {
    const query = 'data=mnist&n=200&width=16&batch=20&steps=10&probe=0&backend=cpu';
    await lab.open(`${server.address}?${query}`);
    expect(await page.evaluate(() => crossOriginIsolated)).toBe(false);
    await kept(page);
    await context.setOffline(true);
    await page.reload();
    expect(await page.evaluate(() => crossOriginIsolated)).toBe(true);
    await lab.train();
    await lab.reach('done');
  } finally {
    server.close();
  }
});

test('a newer build is offered when no run would be cut short, and taken when it is asked for', async ({
  lab,
  page,
}) => {
  const server = await servePlainly();
  const builds = (): Promise<string[]> => page.evaluate(() => caches.keys());
  try {
    await lab.open(`${server.address}?data=synthetic&n=200&width=16&batch=20&steps=100000&probe=0&backend=cpu`);
    await kept(page);
    const [first = ''] = await builds();
    await lab.train();
    await lab.past(1);
    server.renew();
    await page.evaluate(async () => {
      const registration = await navigator.serviceWorker.getRegistration();
      await registration?.update();
      while (!registration?.waiting) await new Promise((resolve) => setTimeout(resolve, 50));
    });
    const offer = page.getByText(/A newer release of the lab is ready/);
    const before = await lab.stepsDone();
    await lab.past(before + 20);
    await expect(offer).toHaveCount(0);
    expect(await builds()).toContain(first);
    await lab.pause();
    await expect(offer).toBeVisible();
    await Promise.all([page.waitForEvent('load'), page.getByRole('button', { name: 'Load it now' }).click()]);
    await expect(lab.host).toHaveAttribute('data-state', 'idle');
    await expect(offer).toHaveCount(0);
    await expect.poll(builds).toEqual([first.replace('build-', 'build-newer-')]);
    await expect(page.getByRole('region', { name: 'Unfinished run' })).toBeVisible();
  } finally {
    server.close();
  }
});
