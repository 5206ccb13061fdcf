/** Stores checkpoints in IndexedDB: the last two of each run, each written in one transaction. */
import { openDB, type DBSchema } from 'idb';
import {
  CHECKPOINT_DATABASE,
  CHECKPOINT_DATABASE_VERSION,
  CHECKPOINT_STORE,
} from '../../src/shared/util/checkpoint-db.ts';

export interface StoredCheckpoint {
  readonly step: number;
  /** Bytes from `encodeCheckpoint`; `decodeCheckpoint` checks them. */
  readonly bytes: Uint8Array;
}

export interface CheckpointStore {
  put(run: string, checkpoint: StoredCheckpoint): Promise<void>;
  /** Newest first. */
  list(run: string): Promise<readonly StoredCheckpoint[]>;
}

interface Row extends StoredCheckpoint {
  readonly savedAt: number;
}

interface Schema extends DBSchema {
  /** Keyed by [run, step]. */
  [CHECKPOINT_STORE]: { key: [string, number]; value: Row };
}

const KEPT = 2;
/** Runs whose checkpoints are kept; the run that was saved longest ago is deleted first. */
const RUNS_KEPT = 3;

/** All keys of one run. In IndexedDB an array sorts after every number, so it ends the range. */
const wholeRun = (run: string): IDBKeyRange => IDBKeyRange.bound([run], [run, []]);

/** Throws where the browser denies storage. */
export async function openCheckpointStore(name = CHECKPOINT_DATABASE): Promise<CheckpointStore> {
  const database = await openDB<Schema>(name, CHECKPOINT_DATABASE_VERSION, {
    upgrade(fresh) {
      fresh.createObjectStore(CHECKPOINT_STORE);
    },
    blocking: (_current, _blocked, event) => {
      if (event.target instanceof IDBDatabase) event.target.close();
    },
  });
  return {
    async put(run, { step, bytes }) {
      const change = database.transaction(CHECKPOINT_STORE, 'readwrite');
      const { store } = change;
      const steps = (await store.getAllKeys(wholeRun(run))).map(([, at]) => at).filter((at) => at !== step);
      await store.put({ step, bytes, savedAt: Date.now() }, [run, step]);
      for (const at of steps.sort((a, b) => b - a).slice(KEPT - 1)) await store.delete([run, at]);
      await change.done;
      await sweep();
    },
    async list(run) {
      const rows: readonly unknown[] = await database.getAll(CHECKPOINT_STORE, wholeRun(run));
      return rows.filter(isRow).sort((a, b) => b.step - a.step);
    },
  };

  async function sweep(): Promise<void> {
    const runs = new Set((await database.getAllKeys(CHECKPOINT_STORE)).map(([run]) => run));
    if (runs.size <= RUNS_KEPT) return;
    const latest = new Map<string, number>();
    // One at a time: eight checkpoints together may not fit into memory.
    let row = await database.transaction(CHECKPOINT_STORE).store.openCursor();
    for (; row; row = await row.continue()) {
      const [run] = row.key;
      const value: unknown = row.value;
      latest.set(run, Math.max(latest.get(run) ?? 0, isRow(value) ? value.savedAt : 0));
    }
    const old = [...latest].sort(([, a], [, b]) => b - a).slice(RUNS_KEPT);
    for (const [run] of old) await database.delete(CHECKPOINT_STORE, wholeRun(run));
  }
}

/** Records by another release, or damaged ones, are checked before use. */
function isRow(value: unknown): value is Row {
  if (typeof value !== 'object' || value === null) return false;
  const { step, bytes, savedAt } = value as Partial<Record<keyof Row, unknown>>;
  return typeof step === 'number' && bytes instanceof Uint8Array && typeof savedAt === 'number';
}
