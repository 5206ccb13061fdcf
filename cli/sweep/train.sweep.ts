/** Each run of the sweep as a test: it trains in the page and passes when its run file is written and did not fail. */
import { readFileSync } from 'node:fs';
import { parseSweep } from '../../src/shared/sweep/sweep-file.ts';
import { formatAddress } from '../../src/shared/run/run-url.ts';
import { LabPage } from '../page.ts';
import { test } from './fixtures.ts';
import { KEPT, readPlan } from './plan.ts';
import { checkRoom, failureOf, finalFile, withoutClock, writeWhole } from './run-folder.ts';

const POLL = 250;
const plan = readPlan();
const parsed = parseSweep(readFileSync(plan.file, 'utf8'));
if (!parsed.ok) throw new Error(parsed.faults.join(' '));

for (const run of parsed.sweep.runs) {
  const kept = finalFile(plan.out, run);
  if (kept) {
    // No browser is started for it.
    test(run.name, () => {
      test.info().annotations.push({ type: KEPT });
      fail(failureOf(kept));
    });
    continue;
  }
  test(run.name, async ({ browser }) => {
    checkRoom(plan.out);
    const page = await LabPage.openIn(browser, `${plan.site}?${formatAddress({ ...run.address, start: true })}`);
    try {
      const state = await ended(page);
      if (!(await page.hasResults())) throw new Error(await page.failure());
      const exported = test.info().outputPath('exported.run.json');
      await page.downloadTo('Run file', exported);
      writeWhole(plan.out, run.name, withoutClock(readFileSync(exported, 'utf8'), run));
      fail(state === 'failed' ? await page.failure() : undefined);
    } catch (error) {
      throw page.crashed === undefined ? error : new Error(page.crashed, { cause: error });
    } finally {
      await page.close().catch(() => undefined);
    }
  });
}

function fail(reason: string | undefined): void {
  if (reason !== undefined) throw new Error(reason);
}

/** Waits for the run's end; gives its state. */
async function ended(page: LabPage): Promise<string> {
  for (;;) {
    if (page.crashed !== undefined) throw new Error(page.crashed);
    const { state } = await page.seen();
    if (state === 'done' || state === 'failed') return state;
    await new Promise((resolve) => setTimeout(resolve, POLL));
  }
}
