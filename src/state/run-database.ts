/**
 * Saved runs in IndexedDB: a store of records and a store of append-only logs. Each `append` is one transaction.
 * saved-run.ts defines a saved run.
 */
import { openDB, type DBSchema, type IDBPDatabase } from 'idb';
import {
  HistoryReader,
  readSavedRun,
  remarksOf,
  type History,
  type LogEntry,
  type Remarks,
  type SavedRun,
} from './saved-run.ts';

interface Schema extends DBSchema {
  /** Keyed by the run's id. */
  runs: { key: string; value: SavedRun };
  /** Keyed by [run, 0 … entries − 1]. */
  log: { key: [string, number]; value: LogEntry };
}

const RUN_DATABASE_NAME = 'shuffle-lab-runs';
/** Log entries in memory at once while a run is read. */
const READ_AT_ONCE = 200;

/** A run's log from `from` on. An array sorts after any number, so it closes the range. */
const logFrom = (id: string, from: number): IDBKeyRange => IDBKeyRange.bound([id, from], [id, []]);

export class RunDatabase {
  readonly #database: IDBPDatabase<Schema>;

  private constructor(database: IDBPDatabase<Schema>) {
    this.#database = database;
  }

  /** Rejects if the browser denies storage, and with VersionError if a newer release wrote the database. */
  static async open(name = RUN_DATABASE_NAME): Promise<RunDatabase> {
    const database = await openDB<Schema>(name, 1, {
      upgrade(fresh) {
        fresh.createObjectStore('runs');
        fresh.createObjectStore('log');
      },
      // A newer release in another page wants to upgrade the database.
      blocking(_current, _blocked, event) {
        if (event.target instanceof IDBDatabase) event.target.close();
      },
    });
    return new RunDatabase(database);
  }

  /** All valid runs, latest first, and a sentence for each invalid one. */
  async runs(): Promise<{ readonly runs: readonly SavedRun[]; readonly issues: readonly string[] }> {
    const values: readonly unknown[] = await this.#database.getAll('runs');
    const runs: SavedRun[] = [];
    const issues: string[] = [];
    for (const read of values.map(readSavedRun)) {
      if (read.ok) runs.push(read.run);
      else issues.push(read.message);
    }
    return { runs: runs.sort((a, b) => b.updatedAt - a.updatedAt), issues };
  }

  /** The saved run; null if it is missing or invalid. */
  async run(id: string): Promise<SavedRun | null> {
    const read = readSavedRun(await this.#database.get('runs', id));
    return read.ok ? read.run : null;
  }

  /** The run's tables, as far as its log is valid. */
  async history(run: SavedRun): Promise<History> {
    const reader = new HistoryReader(run);
    for (let from = 0; ; from += READ_AT_ONCE) {
      const values: readonly unknown[] = await this.#database.getAll('log', logFrom(run.id, from), READ_AT_ONCE);
      if (!values.every((value) => reader.add(value)) || values.length < READ_AT_ONCE) return reader.finish();
    }
  }

  /**
   * Writes the record and puts `entries` at position `at` of the log, replacing invalid entries from there on. The
   * user's remarks stay.
   * @param strict settles only when the data is on the disk
   */
  async append(run: SavedRun, at: number, entries: readonly LogEntry[], strict: boolean): Promise<void> {
    const durability = strict ? 'strict' : 'relaxed';
    const change = this.#database.transaction(['runs', 'log'], 'readwrite', { durability });
    const [runs, log] = [change.objectStore('runs'), change.objectStore('log')];
    const work = async (): Promise<void> => {
      const before = readSavedRun(await runs.get(run.id));
      const kept = before.ok ? { ...remarksOf(before.run), createdAt: before.run.createdAt } : {};
      await Promise.all([
        runs.put({ ...run, ...kept }, run.id),
        log.delete(logFrom(run.id, at)),
        ...entries.map((entry, index) => log.put(entry, [run.id, at + index])),
      ]);
    };
    await Promise.all([work(), change.done]);
  }

  /** Changes the user's remarks on a saved run. */
  async edit(id: string, changes: Remarks): Promise<void> {
    const change = this.#database.transaction('runs', 'readwrite');
    const read = readSavedRun(await change.store.get(id));
    if (read.ok) await change.store.put({ ...read.run, ...changes }, id);
    await change.done;
  }

  /** Deletes the run and its log. */
  async delete(id: string): Promise<void> {
    const change = this.#database.transaction(['runs', 'log'], 'readwrite');
    await Promise.all([
      change.objectStore('runs').delete(id),
      change.objectStore('log').delete(logFrom(id, 0)),
      change.done,
    ]);
  }

  close(): void {
    this.#database.close();
  }
}
