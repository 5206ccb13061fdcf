/**
 * A complete visit in browsers that Playwright does not drive. `npm run e2e:browsers` runs it in the system's Firefox
 * and in WebKitGTK; a missing browser is skipped, and the report says which.
 */
import { expect, test } from '@playwright/test';
import { firstVisit, secondVisit, trained } from './in-page.ts';
import { servePlainly } from './plain-server.ts';
import { FIREFOX, FIREFOX_WEBGPU, WEBKIT } from './visitors.ts';

const RUN = 'data=mnist&n=200&width=16&batch=20&probe=0';

test.setTimeout(1_200_000);
test.describe.configure({ mode: 'serial' });

for (const { name, missing, start } of [FIREFOX, WEBKIT]) {
  test(`${name}: trains, shuffles, exports, and resumes after a reload`, async ({ baseURL }) => {
    test.skip(missing !== undefined, missing);
    const visitor = await start();
    try {
      await visitor.open(`${baseURL}?${RUN}&steps=100000&backend=wasm`);
      const first = await visitor.run(firstVisit);
      expect(first).toMatchObject({ shuffled: true, sideways: 0 });
      expect(first.exported[0]?.[0]).toMatch(/\.run\.json$/);
      expect(first.exported[0]?.[1]).toBeGreaterThan(1000);
      await visitor.reload();
      const second = await visitor.run(secondVisit);
      expect(second.kept).toBe(1);
      expect(second.step).toBeGreaterThan(0);
    } finally {
      await visitor.close();
    }
  });

  test(`${name}: trains without a network after the first visit`, async () => {
    test.skip(missing !== undefined, missing);
    const server = await servePlainly('/some/where/');
    const visitor = await start();
    try {
      await visitor.open(`${server.address}?${RUN}&steps=10`);
      expect(await visitor.run(trained)).toMatch(/Done.*step 10 of 10/s);
      await visitor.run(async () => {
        await navigator.serviceWorker.ready;
        while (!navigator.serviceWorker.controller) await new Promise((resolve) => setTimeout(resolve, 50));
      });
      server.close();
      await visitor.open(`${server.address}?${RUN}&steps=10&seed=2`);
      expect(await visitor.run(trained)).toMatch(/Done.*step 10 of 10/s);
    } finally {
      await visitor.close();
      server.close();
    }
  });
}

test('Firefox: trains on WebGPU where there is an adapter', async ({ baseURL }) => {
  test.skip(FIREFOX.missing !== undefined, FIREFOX.missing);
  const visitor = await FIREFOX_WEBGPU.start();
  try {
    await visitor.open(`${baseURL}?${RUN}&steps=10&backend=webgpu`);
    const adapter = await visitor.run(async () =>
      (await (navigator as { gpu?: { requestAdapter(): Promise<object | null> } }).gpu?.requestAdapter())
        ? 'there'
        : 'none',
    );
    test.skip(adapter === 'none', 'this Firefox has no WebGPU adapter');
    expect(await visitor.run(trained)).toMatch(/Done.*step 10 of 10.*WebGPU/s);
  } finally {
    await visitor.close();
  }
});
