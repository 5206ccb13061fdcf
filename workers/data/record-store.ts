/**
 * Stores the user's data between runs: in IndexedDB, or in this worker's memory if the browser denies storage. A set is
 * a few named records of bytes. A new set is staged next to the old one and replaces it in one transaction, so that a
 * refusal keeps the old one. RecordKind describes each kind of data.
 */
import { type DBSchema, type IDBPDatabase, openDB } from 'idb';
import { DataError } from './data-error.ts';

/** A kind of data; one set of each kind is stored at a time. */
export interface RecordKind<Name extends string> {
  readonly database: string;
  /** The key of the current set in the database. */
  readonly key: string;
  /** What messages call the stored images. */
  readonly images: string;
  /** How to store fewer of them, after "Free some space, or". */
  readonly fewer: string;
  readonly isName: (name: unknown) => name is Name;
  /** What is wrong with a record of this size; undefined if nothing is. */
  readonly issueOfLength: (bytes: number) => string | undefined;
}

export interface RecordSet<Name extends string> {
  /** Size of each record in bytes. */
  readonly lengths: ReadonlyMap<Name, number>;
  /** A record's bytes. Throws DataError if they are gone. */
  read(name: Name): Promise<Uint8Array>;
}

export interface Replacement<Name extends string> {
  put(name: Name, bytes: Uint8Array): Promise<void>;
  /** Makes the staged records the current set. */
  commit(): Promise<void>;
  /** Discards the staged records. */
  discard(): Promise<void>;
}

export interface RecordStore<Name extends string> {
  /** Whether the records outlive this page. */
  readonly lasting: boolean;
  /** The current set, if any. */
  open(): Promise<RecordSet<Name> | undefined>;
  replace(): Promise<Replacement<Name>>;
}

type AnyKind = Pick<RecordKind<string>, 'images' | 'fewer' | 'key'>;

const gone = ({ images }: AnyKind): DataError =>
  new DataError(`The stored ${images} have just been replaced or deleted. Press Train again.`);

/** A store that lives as long as the worker. */
export function memoryStore<Name extends string>(kind: RecordKind<Name>): RecordStore<Name> {
  let held: ReadonlyMap<Name, Uint8Array> = new Map();
  return {
    lasting: false,
    open() {
      const present = held;
      if (present.size === 0) return Promise.resolve(undefined);
      return Promise.resolve({
        lengths: new Map([...present].map(([name, bytes]) => [name, bytes.length])),
        read: (name) => {
          const bytes = present.get(name);
          return bytes ? Promise.resolve(bytes) : Promise.reject(gone(kind));
        },
      });
    },
    replace() {
      const staged = new Map<Name, Uint8Array>();
      return Promise.resolve({
        put(name, bytes) {
          staged.set(name, bytes);
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

interface CurrentSet<Name extends string> {
  readonly set: string;
  readonly lengths: ReadonlyMap<Name, number>;
}

interface Schema extends DBSchema {
  /** Keyed by [set, name]. */
  records: { key: [string, string]; value: Uint8Array };
  /** Under the kind's key, the current set. Any other sets in `records` are left from an interruption. */
  current: { key: string; value: CurrentSet<string> };
}

/** Records by another release, or damaged ones, are checked before use. */
function isSet<Name extends string>(stored: unknown, kind: RecordKind<Name>): stored is CurrentSet<Name> {
  if (typeof stored !== 'object' || stored === null || !('set' in stored) || !('lengths' in stored)) return false;
  const { set, lengths } = stored;
  return (
    typeof set === 'string' &&
    lengths instanceof Map &&
    [...lengths].every(
      ([name, length]) => kind.isName(name) && typeof length === 'number' && !kind.issueOfLength(length),
    )
  );
}

/** All keys of one set. In IndexedDB an array sorts after every string, so it ends the range. */
const wholeSet = (set: string): IDBKeyRange => IDBKeyRange.bound([set], [set, []]);

/** The browser's IndexedDB, and the handler for a closed connection. Throws if access is denied. */
export async function databaseStore<Name extends string>(
  kind: RecordKind<Name>,
  name = kind.database,
  onClose = (): void => undefined,
): Promise<RecordStore<Name>> {
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
      const current: unknown = await database.get('current', kind.key);
      return isSet(current, kind)
        ? { lengths: current.lengths, read: (record) => readRecord(database, kind, [current.set, record]) }
        : undefined;
    },
    async replace() {
      const set = [...crypto.getRandomValues(new Uint32Array(4))].join('-');
      const lengths = new Map<Name, number>();
      await sweep(database, kind);
      return {
        async put(record, bytes) {
          await database.put('records', bytes, [set, record]).catch((error: unknown) => explainQuota(error, kind));
          lengths.set(record, bytes.length);
        },
        async commit() {
          const change = database.transaction(['records', 'current'], 'readwrite');
          const staged = await change.objectStore('records').count(wholeSet(set));
          // Another page that stored files at the same time has deleted these.
          if (staged < lengths.size) throw gone(kind);
          await change.objectStore('current').put({ set, lengths }, kind.key);
          await change.done.catch((error: unknown) => explainQuota(error, kind));
          await sweep(database, kind);
        },
        discard: () => database.delete('records', wholeSet(set)),
      };
    },
  };
}

async function readRecord(database: IDBPDatabase<Schema>, kind: AnyKind, key: [string, string]): Promise<Uint8Array> {
  const bytes: unknown = await database.get('records', key);
  if (!(bytes instanceof Uint8Array)) throw gone(kind);
  return bytes;
}

/** Deletes the records of every set but the current one. */
async function sweep(database: IDBPDatabase<Schema>, { key: kept }: AnyKind): Promise<void> {
  const change = database.transaction(['records', 'current'], 'readwrite');
  const current = await change.objectStore('current').get(kept);
  const records = change.objectStore('records');
  for (const key of await records.getAllKeys()) if (key[0] !== current?.set) await records.delete(key);
  await change.done;
}

function explainQuota(error: unknown, { fewer }: AnyKind): never {
  if (!(error instanceof DOMException) || error.name !== 'QuotaExceededError') throw error;
  throw new DataError(`The browser’s storage is full. Free some space, or ${fewer}, then try again.`);
}

/** Uses memory if storage is denied. Data of a newer release are an error, not skipped silently. */
function instead<Name extends string>(kind: RecordKind<Name>, error: unknown): RecordStore<Name> {
  if (!(error instanceof DOMException) || error.name !== 'VersionError') return memoryStore(kind);
  throw new DataError(
    `The ${kind.images} in this browser were kept by a newer release of the lab. Reload the page to get that release.`,
  );
}

/** A lazily opened store of one kind. Opening rejects with DataError if a newer release wrote the store. */
export function storeOf<Name extends string>(kind: RecordKind<Name>): () => Promise<RecordStore<Name>> {
  let opened: Promise<RecordStore<Name>> | undefined;
  const forget = (): void => {
    opened = undefined;
  };
  return () =>
    (opened ??= databaseStore(kind, kind.database, forget).catch((error: unknown) => {
      return instead(kind, error);
    }));
}
