/**
 * The device check page in each browser of this machine, on each of the browser's engines. `npm run e2e:browsers` runs
 * it. The report says how many tests each engine passed.
 */
import { expect, test } from '@playwright/test';
import { checkReport, startCheck, type Checked } from './in-page.ts';
import { CHECK_WORKER, WASM_FAULT, WEBGPU_FAULT } from './planted-fault.ts';
import { servePlainly } from './plain-server.ts';
import { CHROMIUM, FIREFOX_WEBGPU, WEBKIT, type BrowserKind } from './visitors.ts';

// A software GPU on a busy machine takes minutes for what a GPU does in seconds.
const LIMIT = 3_600_000;
test.setTimeout(LIMIT);

/** The check's report; `query` narrows the check. */
async function check({ start }: BrowserKind, address: string, query: string): Promise<Checked> {
  const visitor = await start();
  try {
    await visitor.open(`${address}check.html?networks=none${query}`);
    await visitor.run(startCheck);
    let report = '';
    const ended = async (): Promise<boolean> => (report = (await visitor.run(checkReport)) ?? '') !== '';
    await expect.poll(ended, { timeout: LIMIT, intervals: [1000] }).toBe(true);
    return JSON.parse(report) as Checked;
  } finally {
    await visitor.close();
  }
}

const engineOf = ({ backend, division }: Checked['kernels'][number]): string =>
  division === undefined ? backend : `${backend} as for a ${division}`;

for (const browser of [CHROMIUM, FIREFOX_WEBGPU, WEBKIT]) {
  test.describe(browser.name, () => {
    test.skip(browser.missing !== undefined, browser.missing);

    test('every kernel is right on every engine', async ({ baseURL }) => {
      const { browser: agent, kernels } = await check(browser, baseURL ?? '', '');
      const told = kernels.map((report) => `${engineOf(report)}: ${count(report)}`).join('; ');
      process.stdout.write(`${agent}\n${told}\n`);
      const present = kernels.filter(({ adapter }) => adapter !== null);
      const engines = present.map(({ backend }) => backend);
      expect(engines).toEqual(expect.arrayContaining(['cpu', 'wasm']));
      // Both dispatch configurations, if the browser has the engine.
      expect(engines.filter((backend) => backend === 'webgpu').length % 2).toBe(0);
      for (const report of present) {
        expect(report.tests).toBeGreaterThan(100);
        expect(report, engineOf(report)).toMatchObject({ done: report.tests, wrong: [], reason: null });
      }
    });

    for (const [backend, text] of [
      ['wasm', WASM_FAULT],
      ['webgpu', WEBGPU_FAULT],
    ] as const) {
      test(`a kernel with a planted fault is named on ${backend}`, async () => {
        const server = await servePlainly('/', { file: CHECK_WORKER, text });
        try {
          const { kernels } = await check(browser, server.address, `&backends=${backend}&suites=training`);
          const present = kernels.filter(({ adapter }) => adapter !== null);
          test.skip(present.length === 0, `this ${browser.name} has no ${backend}`);
          for (const { wrong } of present) {
            expect(wrong.length).toBeGreaterThan(0);
            for (const { test: name, kernels: called } of wrong) {
              expect(called.join(), name).toContain('MaxPool');
            }
          }
        } finally {
          server.close();
        }
      });
    }
  });
}

const count = ({ adapter, reason, tests, done, wrong }: Checked['kernels'][number]): string =>
  adapter === null ? `not here (${reason ?? ''})` : `${done - wrong.length} of ${tests} right on ${adapter}`;
