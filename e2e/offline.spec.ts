/** The lab without a network after a first visit, below a sub-path of a server that sets no headers. */
import { servePlainly } from './plain-server.ts';
import { expect, test } from './test.ts';

test('trains with the network off after the first visit, from a sub-path, isolated', async ({ lab, page, context }) => {
  const server = await servePlainly('/some/where/');
  try {
    const query = 'data=mnist&n=200&width=16&batch=20&steps=10&probe=0&backend=cpu';
    await lab.open(`${server.address}?${query}`);
    expect(await page.evaluate(() => crossOriginIsolated)).toBe(false);
    await page.evaluate(async () => {
      await navigator.serviceWorker.ready;
      // The first build takes the page over once all its files are kept.
      while (!navigator.serviceWorker.controller) await new Promise((resolve) => setTimeout(resolve, 50));
    });
    await context.setOffline(true);
    await page.reload();
    expect(await page.evaluate(() => crossOriginIsolated)).toBe(true);
    await lab.train();
    await lab.reach('done');
  } finally {
    server.close();
  }
});
