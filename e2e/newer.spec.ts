/** Data of a newer release in this browser: refused as such, with the remedy, and unchanged to the last byte. */
import type { Page } from '@playwright/test';
import { expectWhole, measured } from './kill-runs.ts';
import { takeUp } from './kills.ts';
import type { Lab } from './lab.ts';
import type { RunFile } from './run-file.ts';
import { expect, test } from './test.ts';

const RUNS = 'shuffle-lab-runs';
const CHECKPOINTS = 'shuffle-lab-checkpoints';
/** Version of the checkpoints that this release writes. */
const FORMAT = 2;
const STEPS = 120;
const QUERY = `data=synthetic&n=200&size=14&width=8&batch=20&steps=${STEPS}&probe=10&backend=wasm`;

interface Change {
  readonly name: string;
  /** The database's version from now on; lowering it requires closed connections. */
  readonly version?: number;
  /** The version of each checkpoint from now on. */
  readonly format?: number;
}

/** In the page: makes the change, and returns the database's content as text. */
async function changed({ name, version, format }: Change): Promise<string> {
  const settled = <T>(request: IDBRequest<T>): Promise<T> =>
    new Promise((resolve, reject) => {
      request.onsuccess = () => resolve(request.result);
      request.onerror = () => reject(request.error ?? new Error('no reason'));
    });
  const contents = async (database: IDBDatabase): Promise<[string, IDBValidKey[], unknown[]][]> =>
    Promise.all(
      [...database.objectStoreNames].map(async (store) => {
        const objects = database.transaction(store).objectStore(store);
        const [keys, values] = await Promise.all([settled(objects.getAllKeys()), settled<unknown[]>(objects.getAll())]);
        return [store, keys, values];
      }),
    );
  let database = await settled(indexedDB.open(name));
  let all = await contents(database);
  if (version !== undefined && version < database.version) {
    database.close();
    await settled(indexedDB.deleteDatabase(name));
  }
  if (version !== undefined && version !== database.version) {
    database.close();
    const opened = indexedDB.open(name, version);
    opened.onupgradeneeded = () => {
      for (const [store, keys, values] of all) {
        if (opened.result.objectStoreNames.contains(store)) continue;
        const objects = opened.result.createObjectStore(store);
        keys.forEach((key, k) => objects.put(values[k], key));
      }
    };
    database = await settled(opened);
  }
  if (format !== undefined) {
    const objects = database.transaction('checkpoints', 'readwrite').objectStore('checkpoints');
    for (const [, keys, values] of all) {
      for (const [k, key] of keys.entries()) {
        const row = values[k] as { readonly bytes: Uint8Array };
        new DataView(row.bytes.buffer, row.bytes.byteOffset).setUint32(4, format, true);
        await settled(objects.put(row, key));
      }
    }
  }
  all = await contents(database);
  const told = JSON.stringify([database.version, all], (_, value: unknown) =>
    ArrayBuffer.isView(value) ? [...(value as Uint8Array)] : value,
  );
  database.close();
  return told;
}

const change = (page: Page, name: string, to: Omit<Change, 'name'> = {}): Promise<string> =>
  page.evaluate(changed, { name, ...to });

/** A run that is paused with a checkpoint of its current step, and the uninterrupted one. */
async function rested(lab: Lab): Promise<RunFile> {
  const run = await lab.run(QUERY);
  await lab.reset();
  await lab.step();
  await lab.reach('paused');
  await lab.step();
  await expect.poll(() => lab.stepsDone()).toBe(2);
  await lab.reach('paused');
  await expect.poll(() => change(lab.page, CHECKPOINTS)).toMatch(/"step":2,/);
  return run;
}

async function expectRefused(lab: Lab, sentence: RegExp): Promise<void> {
  await lab.reach('failed');
  await expect(lab.page.getByRole('alert')).toContainText(sentence);
  await expect(lab.page.getByRole('alert')).toContainText('Nothing of the run was changed. Reload the page');
}

async function expectGoneOn(lab: Lab, whole: RunFile): Promise<void> {
  await lab.reach('done');
  const resumed = await lab.runFile();
  expectWhole(resumed, STEPS);
  expect(measured(resumed)).toEqual(measured(whole));
}

test('runs: the page says so at once, keeps none of its own there, and trains', async ({ lab, page }) => {
  await lab.run(QUERY);
  // Like a newer release in another tab: this page closes its connection.
  const before = await change(page, RUNS, { version: 2 });
  await lab.open(QUERY);
  const told = page.getByText(/were written by a newer release of the lab/).first();
  await expect(told).toContainText('none was changed. Reload the page');
  await page.getByRole('tab', { name: 'Runs' }).click();
  await expect(page.getByRole('tabpanel').getByText(/were written by a newer release of the lab/)).toBeVisible();
  await lab.train();
  await lab.reach('done');
  await expect(told).toContainText('a reload loses it: export what you want to keep');
  expect(await lab.runFile()).toMatchObject({ outcome: 'done' });
  expect(await change(page, RUNS)).toBe(before);
});

test('the database of checkpoints: the run does not start over, and resumes with a release that can read it', async ({
  lab,
  page,
}) => {
  const run = await rested(lab);
  const runs = await change(page, RUNS);
  const checkpoints = await change(page, CHECKPOINTS, { version: 2 });
  const offer = page.getByRole('region', { name: 'Unfinished run' });
  // An earlier refusal makes no difference.
  for (let attempt = 0; attempt < 2; attempt++) {
    await page.reload();
    await expect(offer).toContainText('cut short at step 2 of 120');
    await offer.getByRole('button', { name: 'Resume', exact: true }).click();
    await expectRefused(lab, /The checkpoints in this browser were made by a newer release/);
    expect(await change(page, CHECKPOINTS)).toBe(checkpoints);
    expect(log(await change(page, RUNS))).toBe(log(runs));
  }
  await page.reload();
  await change(page, CHECKPOINTS, { version: 1 });
  await page.reload();
  await takeUp(lab);
  await expectGoneOn(lab, run);
});

test('a checkpoint: the run does not start over, and resumes once it can be read', async ({ lab, page }) => {
  const run = await rested(lab);
  const checkpoints = await change(page, CHECKPOINTS, { format: FORMAT + 1 });
  await page.reload();
  const offer = page.getByRole('region', { name: 'Unfinished run' });
  const resume = offer.getByRole('button', { name: 'Resume', exact: true });
  await expect(offer).toContainText('cut short at step 2 of 120');
  await resume.click();
  await expectRefused(
    lab,
    new RegExp(`The checkpoint is of version ${FORMAT + 1}, made by a newer release; this one reads up to ${FORMAT}`),
  );
  expect(await change(page, CHECKPOINTS)).toBe(checkpoints);
  await change(page, CHECKPOINTS, { format: FORMAT });
  // The page's own text, which it still shows.
  await expect(offer).toContainText('can resume from its last checkpoint before step 2 of 120');
  await resume.click();
  await expect(offer).toBeHidden();
  await expectGoneOn(lab, run);
});

/** The measurements only: the stored run also has the time of its last write. */
function log(database: string): string {
  const [, stores] = JSON.parse(database) as [number, [string, unknown, unknown][]];
  return JSON.stringify(stores.find(([store]) => store === 'log'));
}
