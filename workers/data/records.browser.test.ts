import { deleteDB, openDB } from 'idb';
import { afterEach, beforeEach, expect, it } from 'vitest';
import { DEFAULT_PARAMS, resolveParams } from '../../src/shared/run/run-params.ts';
import type { DataFile } from './data-file.ts';
import { recordsOf, recordStore, storeRecords } from './origins/records.ts';
import { loadData } from './origins/load.ts';
import { databaseStore, storeOf } from './record-store.ts';
import { asFile, CIFAR10, FOLDER, gzip, makeArchive, makeRecords, makeTar } from './testing/archives.ts';

let name = '';
const quiet = (): undefined => undefined;
const some = (): DataFile[] => [asFile('data_batch_1.bin', makeRecords(5)), asFile('test_batch.bin', makeRecords(2))];

beforeEach(() => {
  name = `data-test-${Math.random()}`;
});
afterEach(() => deleteDB(name));

it('stored records are there for the next connection', async () => {
  const summary = await storeRecords(CIFAR10, some(), quiet, await databaseStore(recordsOf(CIFAR10), name));
  expect(summary).toBe('CIFAR-10: 5 training and 2 test images are kept in this browser.');
  const held = await (await databaseStore(recordsOf(CIFAR10), name)).open();
  expect(await held?.read('data_batch_1')).toEqual(makeRecords(5));
});

it('a refusal keeps the stored set, and leaves nothing of its own', async () => {
  const store = await databaseStore(recordsOf(CIFAR10), name);
  await storeRecords(CIFAR10, some(), quiet, store);
  const files = [asFile('data_batch_2.bin', makeRecords(3)), asFile('test_batch.bin', makeRecords(1).slice(1))];
  await expect(storeRecords(CIFAR10, files, quiet, store)).rejects.toThrow(/kept before are still here/);
  const held = await store.open();
  expect([...(held?.lengths ?? [])]).toEqual([
    ['data_batch_1', 5 * 3073],
    ['test_batch', 2 * 3073],
  ]);
  expect(await held?.read('test_batch')).toEqual(makeRecords(2));
});

it('an unfinished replacement is deleted by the next one', async () => {
  const store = await databaseStore(recordsOf(CIFAR10), name);
  await storeRecords(CIFAR10, some(), quiet, store);
  const interrupted = await store.replace();
  await interrupted.put('data_batch_3', makeRecords(1));
  expect([...((await store.open())?.lengths.keys() ?? [])]).toEqual(['data_batch_1', 'test_batch']);
  await storeRecords(
    CIFAR10,
    [asFile('a.gz', await gzip(makeArchive({ data_batch_4: 1, test_batch: 1 })))],
    quiet,
    store,
  );
  // A deleted set can no longer become the current one.
  await expect(interrupted.commit()).rejects.toThrow(/replaced or deleted/);
  expect([...((await store.open())?.lengths.keys() ?? [])]).toEqual(['data_batch_4', 'test_batch']);
});

it('a set that is replaced during a read is reported, not mixed', async () => {
  const store = await databaseStore(recordsOf(CIFAR10), name);
  await storeRecords(CIFAR10, some(), quiet, store);
  const held = await store.open();
  await storeRecords(CIFAR10, some(), quiet, store);
  await expect(held?.read('data_batch_1')).rejects.toThrow(/have just been replaced or deleted. Press Train again/);
});

it('a run without data says where to get them, and loads them once they are stored', async () => {
  name = 'shuffle-lab-data';
  const load = (): ReturnType<typeof loadData> =>
    loadData(resolveParams({ ...DEFAULT_PARAMS, data: 'cifar10', n: 5 }), quiet);
  await expect(load()).rejects.toThrow(/CIFAR-10 is not in this browser yet\. Get https:.*npm run data:cifar10/);
  await storeRecords(CIFAR10, some(), quiet);
  const { train, test } = await load();
  expect([train.count, test.count, train.size, train.channels]).toEqual([5, 2, 28, 3]);
  expect((await recordStore(CIFAR10)).lasting).toBe(true);
});

it('data of a newer release are refused as such, not skipped', async () => {
  (await openDB(name, 2)).close();
  const open = storeOf({ ...recordsOf(CIFAR10), database: name });
  await expect(open()).rejects.toThrow(/CIFAR-10 images in this browser were kept by a newer release of the lab/);
});

it('a decompression bomb is abandoned at its first absurd entry, after few bytes', async () => {
  // 128 MB of zeros in 130 kB, after the header of an entry of that size.
  const bomb = await gzip(makeTar([{ name: `${FOLDER}/zeros`, bytes: new Uint8Array(1 << 27) }]));
  let read = 0;
  const counted: DataFile = {
    name: 'cifar-10-binary.tar.gz',
    size: bomb.length,
    stream: () =>
      new ReadableStream({
        pull(controller) {
          controller.enqueue(bomb.subarray(read, (read += 4096)));
          if (read >= bomb.length) controller.close();
        },
      }),
  };
  const store = await databaseStore(recordsOf(CIFAR10), name);
  await expect(storeRecords(CIFAR10, [counted], quiet, store)).rejects.toThrow(
    /is another archive: it holds .*134,217,728 bytes/,
  );
  expect(read).toBeLessThan(20_000);
});
