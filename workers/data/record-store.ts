/**
 * Where given data are kept between runs: IndexedDB, or this worker's memory where the browser denies storage. A set is a
 * few named records of bytes. A new set is staged beside the old one and takes its place in one transaction, so that a
 * refusal leaves the old one. Knows of each kind of data no more than what RecordKind says.
 */
import { type DBSchema, type IDBPDatabase, openDB } from 'idb';
import { DataError } from './data-error.ts';

/** A kind of data, of which one set at a time is kept. */
export interface RecordKind<Name extends string> {
  readonly database: string;
  /** Under which the database names the set that counts. */
  readonly key: string;
  /** What sentences call the images that are kept. */
  readonly images: string;
  /** How to keep fewer of them, after "Free some space, or". */
  readonly fewer: string;
  readonly isName: (name: unknown) => name is Name;
  /** What is wrong with a record of so many bytes; undefined where nothing is. */
  readonly faultOfLength: (bytes: number) => string | undefined;
}

export interface RecordSet<Name extends string> {
  /** Bytes of each record. */
  readonly lengths: ReadonlyMap<Name, number>;
  /** A record's bytes. Throws DataError when they are gone. */
  read(name: Name): Promise<Uint8Array>;
}

export interface Replacement<Name extends string> {
  put(name: Name, bytes: Uint8Array): Promise<void>;
  /** Makes what was put the set that is held. */
  commit(): Promise<void>;
  /** Forgets what was put. */
  discard(): Promise<void>;
}

export interface RecordStore<Name extends string> {
  /** The records outlive this page. */
  readonly lasting: boolean;
  /** The set that is held, if any. */
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
  /** Under the kind's key the set that counts; whatever other sets `records` has was left by an interruption. */
  current: { key: string; value: CurrentSet<string> };
}

/** What another release or a fault may have left in the database is not taken on trust. */
function isSet<Name extends string>(stored: unknown, kind: RecordKind<Name>): stored is CurrentSet<Name> {
  if (typeof stored !== 'object' || stored === null || !('set' in stored) || !('lengths' in stored)) return false;
  const { set, lengths } = stored;
  return (
    typeof set === 'string' &&
    lengths instanceof Map &&
    [...lengths].every(
      ([name, length]) => kind.isName(name) && typeof length === 'number' && !kind.faultOfLength(length),
    )
  );
}

/** Everything of one set. An array is greater than any string, so it closes the range. */
const wholeSet = (set: string): IDBKeyRange => IDBKeyRange.bound([set], [set, []]);

/** The browser's IndexedDB, and what to do when it closes the connection. Throws where it is denied. */
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
          // Another page that stored files at the same time has swept these away.
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

/** Where storage is denied, memory is the store; what a newer release keeps there is not passed over in silence. */
function instead<Name extends string>(kind: RecordKind<Name>, error: unknown): RecordStore<Name> {
  if (!(error instanceof DOMException) || error.name !== 'VersionError') return memoryStore(kind);
  throw new DataError(
    `The ${kind.images} in this browser were kept by a newer release of the lab. Reload the page to get that release.`,
  );
}

/** A way to the browser's store of a kind, opened once. It rejects with DataError where a newer release wrote the store. */
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
