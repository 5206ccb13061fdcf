/**
 * Each run of the sweep as a test: it trains in the page and passes if its run file is written and the run did not
 * fail.
 */
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { parseSweep, type SweepRun } from '../../src/shared/sweep/sweep-file.ts';
import { formatAddress } from '../../src/shared/run/run-url.ts';
import { LabPage } from '../page.ts';
import { takeUnfinished, type UnfinishedRun } from '../unfinished.ts';
import { takeShare } from './cores.ts';
import { test } from './fixtures.ts';
import { KEPT, readPlan } from './plan.ts';
import { checkRoom, failureOf, finalFile, reasonIn, withoutClock, writeWhole } from './run-folder.ts';

const POLL = 250;
const plan = readPlan();
const parsed = parseSweep(readFileSync(plan.file, 'utf8'));
if (!parsed.ok) throw new Error(parsed.issues.join(' '));

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
  if (plan.remotes.length > 0) {
    test(run.name, async ({ browser }) => {
      await train(run, LabPage.openIn(browser, `${plan.site}?${queryOf(run, true)}`));
    });
    continue;
  }
  // Of this machine's browsers each keeps its run beside the run file, from where a later sweep continues it.
  test(run.name, async () => {
    takeShare(test.info().config.workers, test.info().parallelIndex);
    const unfinished = await takeUnfinished(join(plan.out, run.name), run.address);
    try {
      await train(run, openKept(run, unfinished));
    } finally {
      unfinished.release(finalFile(plan.out, run) === undefined);
    }
  });
}

const queryOf = ({ address }: SweepRun, start: boolean): string => formatAddress({ ...address, start });

/** The page that continues the run from where an earlier sweep was cut short, or begins it. */
async function openKept(run: SweepRun, { profile, found }: UnfinishedRun): Promise<LabPage> {
  const page = await LabPage.open(profile, plan.site, queryOf(run, !found));
  if (!found) return page;
  const kept = await page.continueKept();
  if (kept === undefined) await page.goto(queryOf(run, true));
  else console.error(`${run.name}: ${kept}`);
  return page;
}

/** Trains to the run's end and writes its file. Throws where it failed. */
async function train(run: SweepRun, opening: Promise<LabPage>): Promise<void> {
  checkRoom(plan.out);
  const page = await opening;
  try {
    const state = await ended(page);
    if (!(await page.hasResults())) throw new Error(await page.failure());
    const exported = test.info().outputPath('exported.run.json');
    await page.downloadTo('Run file', exported);
    writeWhole(plan.out, run.name, withoutClock(readFileSync(exported, 'utf8'), run));
    fail(state === 'failed' ? await page.failure() : undefined);
  } catch (error) {
    const reason = page.crashed ?? (error instanceof Error ? error.message : String(error));
    throw new Error(reasonIn(plan.out, reason), { cause: error });
  } finally {
    await page.close().catch(() => undefined);
  }
}

function fail(reason: string | undefined): void {
  if (reason !== undefined) throw new Error(reason);
}

/** Waits for the run's end and returns its state. */
async function ended(page: LabPage): Promise<string> {
  for (;;) {
    if (page.crashed !== undefined) throw new Error(page.crashed);
    const { state } = await page.seen();
    if (state === 'done' || state === 'failed') return state;
    await new Promise((resolve) => setTimeout(resolve, POLL));
  }
}
