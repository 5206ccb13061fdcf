/** Deletes a discarded run's checkpoints, which the trainer wrote. Knows where they lie and nothing of what is in them. */
import { openDB } from 'idb';
import { CHECKPOINT_DATABASE, CHECKPOINT_DATABASE_VERSION, CHECKPOINT_STORE } from '../shared/checkpoint-db.ts';

export async function deleteCheckpoints(run: string): Promise<void> {
  const database = await openDB(CHECKPOINT_DATABASE, CHECKPOINT_DATABASE_VERSION, {
    upgrade(fresh) {
      fresh.createObjectStore(CHECKPOINT_STORE);
    },
  });
  try {
    // An array is greater than any number, so it closes the range.
    await database.delete(CHECKPOINT_STORE, IDBKeyRange.bound([run], [run, []]));
  } finally {
    database.close();
  }
}
