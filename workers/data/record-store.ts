/**
 * Where CIFAR-10 records are kept between runs: IndexedDB, or this worker's memory where the browser denies storage.
 * A new set is staged beside the old one and takes its place in one transaction, so that a refusal leaves the old one.
 */
import { type DBSchema, type IDBPDatabase, openDB } from 'idb';
import { type BatchName, faultOfLength, isBatchName } from './cifar10.ts';
import { DataError } from './data-error.ts';

export interface RecordSet {
  /** Bytes of each batch. */
  readonly lengths: ReadonlyMap<BatchName, number>;
  /** A batch's records. Throws DataError when they are gone. */
  read(batch: BatchName): Promise<Uint8Array>;
}

export interface Replacement {
  put(batch: BatchName, records: Uint8Array): Promise<void>;
  /** Makes what was put the set that is held. */
  commit(): Promise<void>;
  /** Forgets what was put. */
  discard(): Promise<void>;
}

export interface RecordStore {
  /** The records outlive this page. */
  readonly lasting: boolean;
  /** The set that is held, if any. */
  open(): Promise<RecordSet | undefined>;
  replace(): Promise<Replacement>;
}

const gone = (): DataError =>
  new DataError('The stored CIFAR-10 images have just been replaced or deleted. Press Train again.');

/** A store that lives as long as the worker. */
export function memoryStore(): RecordStore {
  let held: ReadonlyMap<BatchName, Uint8Array> = new Map();
  return {
    lasting: false,
    open() {
      const present = held;
      if (present.size === 0) return Promise.resolve(undefined);
      return Promise.resolve({
        lengths: new Map([...present].map(([batch, records]) => [batch, records.length])),
        read: (batch) => {
          const records = present.get(batch);
          return records ? Promise.resolve(records) : Promise.reject(gone());
        },
      });
    },
    replace() {
      const staged = new Map<BatchName, Uint8Array>();
      return Promise.resolve({
        put(batch, records) {
          staged.set(batch, records);
          return Promise.resolve();
        },
        commit() {
          held = staged;
          return Promise.resolve();
        },
        discard() {
          staged.clear();
          return Promise.resolve();
        },
      });
    },
  };
}

interface Schema extends DBSchema {
  /** Keyed by [set, batch]. */
  records: { key: [string, BatchName]; value: Uint8Array };
  /** Under 'cifar10' the set that counts; whatever other sets `records` has was left by an interruption. */
  current: { key: 'cifar10'; value: { readonly set: string; readonly lengths: ReadonlyMap<BatchName, number> } };
}

/** What another release or a fault may have left in the database is not taken on trust. */
function isSet(stored: unknown): stored is Schema['current']['value'] {
  if (typeof stored !== 'object' || stored === null || !('set' in stored) || !('lengths' in stored)) return false;
  const { set, lengths } = stored;
  return (
    typeof set === 'string' &&
    lengths instanceof Map &&
    [...lengths].every(([batch, length]) => isBatchName(batch) && typeof length === 'number' && !faultOfLength(length))
  );
}

/** Everything of one set. An array is greater than any string, so it closes the range. */
const wholeSet = (set: string): IDBKeyRange => IDBKeyRange.bound([set], [set, []]);

/** The browser's IndexedDB, and what to do when it closes the connection. Throws where it is denied. */
export async function databaseStore(name: string, onClose = (): void => undefined): Promise<RecordStore> {
  const database = await openDB<Schema>(name, 1, {
    upgrade(fresh) {
      fresh.createObjectStore('records');
      fresh.createObjectStore('current');
    },
    // A newer release in another page wants to change the database.
    blocking(_current, _blocked, event) {
      if (event.target instanceof IDBDatabase) event.target.close();
      onClose();
    },
    terminated: onClose,
  });
  return {
    lasting: true,
    async open() {
      const current = await database.get('current', 'cifar10');
      return isSet(current)
        ? { lengths: current.lengths, read: (batch) => readBatch(database, current.set, batch) }
        : undefined;
    },
    async replace() {
      const set = [...crypto.getRandomValues(new Uint32Array(4))].join('-');
      const lengths = new Map<BatchName, number>();
      await sweep(database);
      return {
        async put(batch, records) {
          await database.put('records', records, [set, batch]).catch(explainQuota);
          lengths.set(batch, records.length);
        },
        async commit() {
          const change = database.transaction(['records', 'current'], 'readwrite');
          const staged = await change.objectStore('records').count(wholeSet(set));
          // Another page that stored files at the same time has swept these away.
          if (staged < lengths.size) throw gone();
          await change.objectStore('current').put({ set, lengths }, 'cifar10');
          await change.done.catch(explainQuota);
          await sweep(database);
        },
        discard: () => database.delete('records', wholeSet(set)),
      };
    },
  };
}

async function readBatch(database: IDBPDatabase<Schema>, set: string, batch: BatchName): Promise<Uint8Array> {
  const records: unknown = await database.get('records', [set, batch]);
  if (!(records instanceof Uint8Array)) throw gone();
  return records;
}

/** Deletes the records of every set but the current one. */
async function sweep(database: IDBPDatabase<Schema>): Promise<void> {
  const change = database.transaction(['records', 'current'], 'readwrite');
  const current = await change.objectStore('current').get('cifar10');
  const records = change.objectStore('records');
  for (const key of await records.getAllKeys()) if (key[0] !== current?.set) await records.delete(key);
  await change.done;
}

function explainQuota(error: unknown): never {
  if (!(error instanceof DOMException) || error.name !== 'QuotaExceededError') throw error;
  throw new DataError(
    'The browser’s storage is full. Free some space, or give the lab fewer .bin files, then try again.',
  );
}

let opened: Promise<RecordStore> | undefined;

const forget = (): void => {
  opened = undefined;
};

/** The store of this browser, opened once. */
export function recordStore(): Promise<RecordStore> {
  opened ??= databaseStore('shuffle-lab-data', forget).catch(memoryStore);
  return opened;
}
