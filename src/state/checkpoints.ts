/** The page's access to the trainer's checkpoints: their steps and their deletion, not their contents. */
import { openDB, type IDBPDatabase } from 'idb';
import { CHECKPOINT_DATABASE, CHECKPOINT_DATABASE_VERSION, CHECKPOINT_STORE } from '../shared/util/checkpoint-db.ts';

// In IndexedDB an array sorts after any number, so it closes the range.
const wholeRun = (run: string): IDBKeyRange => IDBKeyRange.bound([run], [run, []]);

export function deleteCheckpoints(run: string): Promise<void> {
  return withDatabase((database) => database.delete(CHECKPOINT_STORE, wholeRun(run)));
}

/** The step of the run's last checkpoint up to `atMost`; 0 if there is none. */
export function lastCheckpoint(run: string, atMost: number): Promise<number> {
  return withDatabase(async (database) => {
    const keys: readonly unknown[] = await database.getAllKeys(CHECKPOINT_STORE, wholeRun(run));
    const steps = keys.map((key) => (Array.isArray(key) ? Number(key[1]) : NaN));
    return Math.max(0, ...steps.filter((step) => step <= atMost));
  });
}

async function withDatabase<T>(work: (database: IDBPDatabase) => Promise<T>): Promise<T> {
  const database = await openDB(CHECKPOINT_DATABASE, CHECKPOINT_DATABASE_VERSION, {
    upgrade(fresh) {
      fresh.createObjectStore(CHECKPOINT_STORE);
    },
  });
  try {
    return await work(database);
  } finally {
    database.close();
  }
}
