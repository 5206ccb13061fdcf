import { deleteDB, openDB } from 'idb';
import { afterEach, beforeEach, expect, it, vi } from 'vitest';
import { CHECKPOINT_STORE } from '../../src/shared/util/checkpoint-db.ts';
import { openCheckpointStore, type CheckpointStore } from './checkpoint-store.ts';

let name: string;
let store: CheckpointStore;
let now = 0;

beforeEach(async () => {
  name = `checkpoints-test-${Math.random()}`;
  store = await openCheckpointStore(name);
  // Real checkpoints are seconds apart; a test's are not.
  vi.spyOn(Date, 'now').mockImplementation(() => (now += 1000));
});
afterEach(async () => {
  vi.restoreAllMocks();
  await deleteDB(name);
});

const put = (run: string, step: number): Promise<void> => store.put(run, { step, bytes: Uint8Array.of(step, step) });
const steps = async (run: string): Promise<number[]> => (await store.list(run)).map(({ step }) => step);

it('keeps the last two of a run, newest first, and one per step', async () => {
  for (const step of [3, 7, 7, 12]) await put('a', step);
  expect(await steps('a')).toEqual([12, 7]);
  expect((await store.list('a'))[0]?.bytes).toEqual(Uint8Array.of(12, 12));
  expect(await steps('b')).toEqual([]);
});

it('keeps the three runs that were saved last', async () => {
  for (const run of ['d', 'a', 'c', 'd', 'b']) await put(run, 5);
  expect(await steps('a')).toEqual([]);
  for (const run of ['b', 'c', 'd']) expect(await steps(run)).toEqual([5]);
});

it('skips records that are no checkpoint, and counts a run that has no others as the oldest', async () => {
  const database = await openDB(name);
  for (const odd of [null, 'bytes', { step: 4, bytes: [4] }, { step: '4', bytes: new Uint8Array(1), savedAt: 1 }]) {
    await database.put(CHECKPOINT_STORE, odd, ['odd', 4]);
    expect(await steps('odd')).toEqual([]);
  }
  database.close();
  for (const run of ['a', 'b', 'c']) await put(run, 1);
  for (const run of ['a', 'b', 'c']) expect(await steps(run)).toEqual([1]);
});

it('lets a newer release change the database', async () => {
  await put('a', 1);
  const newer = await openDB(name, 1000);
  newer.close();
  await expect(put('a', 2)).rejects.toThrow();
});
