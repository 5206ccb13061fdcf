/**
 * Addresses, run files, stored runs and checkpoints of earlier releases open in this one, with the same numbers bit for
 * bit. Each folder of e2e/past holds those of one release.
 */
import { readdirSync, readFileSync } from 'node:fs';
import { gunzipSync } from 'node:zlib';
import type { Page } from '@playwright/test';
import { measured } from './kill-runs.ts';
import { takeUp } from './kills.ts';
import type { RunFile } from './run-file.ts';
import { expect, test } from './test.ts';

const FOLDER = new URL('past/', import.meta.url);
/** The files `RELEASE/NAME.address.txt`, `.run.json` (the whole run) and `.storage.json.gz` (paused at step 28). */
const RUNS = readdirSync(FOLDER).flatMap((release) =>
  readdirSync(new URL(`${release}/`, FOLDER))
    .filter((file) => file.endsWith('.address.txt'))
    .map((file) => `${release}/${file.replace('.address.txt', '')}`),
);

interface Database {
  readonly name: string;
  readonly version: number;
  readonly stores: readonly {
    readonly store: string;
    readonly keys: readonly IDBValidKey[];
    readonly values: readonly unknown[];
  }[];
}

const read = (name: string): Buffer => readFileSync(new URL(name, FOLDER));
const past = (run: string): RunFile | { readonly arms: readonly RunFile[] } =>
  JSON.parse(read(`${run}.run.json`).toString()) as RunFile | { readonly arms: readonly RunFile[] };

/** The measurements of each variant. A later release may measure more, so the past ones must be a subset. */
function variants(file: RunFile | { readonly arms: readonly RunFile[] }): unknown[] {
  return ('arms' in file ? file.arms : [file]).map(measured);
}

/** Writes a release's databases into the page's origin, before the page opens them. */
async function restore(page: Page, text: string): Promise<void> {
  await page.route('**/blank.html', (route) =>
    route.fulfill({ contentType: 'text/html', body: '<link rel="icon" href="data:," />' }),
  );
  await page.goto('./blank.html');
  await page.evaluate(async (databases) => {
    const all = JSON.parse(databases) as Database[];
    const settled = <T>(request: IDBRequest<T>): Promise<T> =>
      new Promise((resolve, reject) => {
        request.onsuccess = () => {
          resolve(request.result);
        };
        request.onerror = () => {
          reject(request.error ?? new Error('no reason'));
        };
      });
    const kinds = { Uint8Array, Float32Array, Float64Array } as const;
    const revive = (value: unknown): unknown => {
      if (typeof value !== 'object' || value === null) return value;
      if (Array.isArray(value)) return value.map(revive);
      if ('$array' in value && 'base64' in value) {
        const bytes = Uint8Array.from(atob(value.base64 as string), (sign) => sign.charCodeAt(0));
        return new kinds[value.$array as keyof typeof kinds](bytes.buffer);
      }
      return Object.fromEntries(Object.entries(value).map(([key, part]) => [key, revive(part)]));
    };
    for (const { name, version, stores } of all) {
      const opening = indexedDB.open(name, version);
      opening.onupgradeneeded = () => {
        for (const { store, keys, values } of stores) {
          const objects = opening.result.createObjectStore(store);
          keys.forEach((key, k) => objects.put(revive(values[k]), key));
        }
      };
      (await settled(opening)).close();
    }
  }, text);
}

for (const run of RUNS) {
  const query = read(`${run}.address.txt`).toString().trim();

  test(`${run}: the address trains to the same numbers, and the run file opens`, async ({ lab, page }) => {
    expect(variants(await lab.run(query))).toMatchObject(variants(past(run)));
    await lab.open('');
    await lab.drop([{ name: 'past.run.json', bytes: read(`${run}.run.json`) }]);
    await page.getByRole('tab', { name: 'Runs' }).click();
    await page
      .getByRole('button', { name: /^Open / })
      .first()
      .click();
    await expect(lab.host).toHaveAttribute('data-state', /./);
    await expect.poll(async () => variants(await lab.runFile())).toMatchObject(variants(past(run)));
  });

  test(`${run}: a run that the release left unfinished resumes from its checkpoint`, async ({ lab, page }) => {
    await restore(page, gunzipSync(read(`${run}.storage.json.gz`)).toString());
    await lab.open(query);
    await takeUp(lab);
    await lab.reach('done');
    expect(variants(await lab.runFile())).toMatchObject(variants(past(run)));
  });
}
