/** The lab in a sub-path of a server without headers: threads after a reload, and offline use after a visit. */
import { kept } from './kills.ts';
import { servePlainly } from './plain-server.ts';
import { expect, test } from './test.ts';

test.use({ serviceWorkers: 'allow' });

test('one reload, offered when no run is cut short, gives threads on a plain host, and the network is not needed', async ({
  lab,
  page,
  context,
}) => {
  const server = await servePlainly('/some/where/');
  const query = 'data=mnist&n=200&width=16&batch=20&probe=0&backend=wasm';
  const reasons = page.locator('#reasons');
  let loads = 0;
  page.on('load', () => loads++);
  try {
    await lab.open(`${server.address}?${query}&steps=100000`);
    await kept(page);
    const offer = page.getByText(/After one reload it has more/);
    await expect(offer).toBeVisible();
    await lab.train();
    await lab.past(1);
    await expect(offer).toBeHidden();
    await expect(reasons).toContainText('wasm has one thread');
    await lab.pause();
    await Promise.all([page.waitForEvent('load'), page.getByRole('button', { name: 'Reload now' }).click()]);
    expect(await page.evaluate(() => crossOriginIsolated)).toBe(true);
    await context.setOffline(true);
    await lab.open(`${server.address}?${query}&steps=10`);
    await lab.train();
    await lab.reach('done');
    await expect(reasons).not.toContainText('one thread');
    await expect(lab.status).toContainText(/[2-9] threads/);
    await expect(offer).toBeHidden();
    expect(loads).toBe(3);
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
    // A low rate: a notice that the network died would be shown in place of the offer.
    await lab.open(`${server.address}?data=synthetic&n=200&width=16&batch=20&steps=100000&lr=0.01&probe=0&backend=cpu`);
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
