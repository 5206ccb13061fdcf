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
