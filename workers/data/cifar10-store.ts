/** CIFAR-10 on its way into a run: given files are checked and kept, kept records become images. */
import {
  type BatchName,
  count,
  emptyImages,
  faultOfLength,
  faultOfRecords,
  isBatchName,
  placeRecord,
  RECORD_LENGTH,
  TEST_BATCH,
  TRAIN_BATCHES,
} from './cifar10.ts';
import { ARCHIVE, ARCHIVE_ADDRESS, type DataFile, readFile } from './cifar10-files.ts';
import { DataError } from './data-error.ts';
import type { Images } from './image-set.ts';
import { byPercent, type ReportProgress } from './progress.ts';
import { type RecordKind, type RecordSet, type RecordStore, storeOf } from './record-store.ts';

export const CIFAR10_RECORDS: RecordKind<BatchName> = {
  database: 'shuffle-lab-data',
  key: 'cifar10',
  images: 'CIFAR-10 images',
  fewer: 'give the lab fewer .bin files',
  isName: isBatchName,
  faultOfLength,
};

/** The CIFAR-10 records of this browser. */
export const cifar10Store = storeOf(CIFAR10_RECORDS);

/** Files that come with the data set and are not needed. */
const COMPANIONS = ['batches.meta.txt', 'readme.html'];
const MAX_FILES = 20;

/**
 * Reads and checks the files a user gave, and keeps their records in place of those held before: the data set's archive,
 * or its .bin files, test_batch.bin among them. Returns a sentence for the reader of the page. Throws DataError, and then
 * what was held before is still held.
 */
export async function storeCifar10(
  files: readonly DataFile[],
  report: ReportProgress,
  store?: RecordStore<BatchName>,
): Promise<string> {
  const keeper = store ?? (await cifar10Store());
  try {
    const { train, test } = await ingest(files, byPercent(report), keeper);
    const where = keeper.lasting ? 'kept in this browser' : 'kept until this page closes (the browser denies storage)';
    return `CIFAR-10: ${count(train)} training and ${count(test)} test images are ${where}.`;
  } catch (error) {
    const message = error instanceof DataError ? error.message : 'The files could not be stored in this browser.';
    const held = await keeper.open().catch(() => undefined);
    throw new DataError(held ? `${message} The CIFAR-10 images kept before are still here.` : message);
  }
}

async function ingest(
  files: readonly DataFile[],
  report: ReportProgress,
  store: RecordStore<BatchName>,
): Promise<{ readonly train: number; readonly test: number }> {
  const wanted = files.filter(
    ({ name }) =>
      !COMPANIONS.includes(name.toLowerCase()) && !name.startsWith('.') && !/^(thumbs\.db|desktop\.ini)$/i.test(name),
  );
  if (wanted.length === 0) throw new DataError(`No data file was given. Choose ${ARCHIVE} or its .bin files.`);
  if (wanted.length > MAX_FILES)
    throw new DataError(`${count(files.length)} files are too many. Choose ${ARCHIVE} or its .bin files.`);

  const total = wanted.reduce((sum, file) => sum + file.size, 0);
  const counts = new Map<BatchName, number>();
  let seen = 0;
  const replacement = await store.replace();
  try {
    for (const file of wanted) {
      await readFile(
        file,
        async (batch, records) => {
          if (counts.has(batch)) throw new DataError(`${batch}.bin was given twice. Choose each file once.`);
          counts.set(batch, records.length / RECORD_LENGTH);
          await replacement.put(batch, records);
        },
        (bytes) => {
          seen += bytes;
          report('Reading CIFAR-10', total > 0 ? Math.min(1, seen / total) : null);
        },
      );
    }
    const test = counts.get(TEST_BATCH) ?? 0;
    const train = [...counts.values()].reduce((sum, records) => sum + records, -test);
    if (train === 0)
      throw new DataError(
        'No data_batch file was given. Choose data_batch_1.bin … data_batch_5.bin, as many as you have, and test_batch.bin.',
      );
    if (test === 0) throw new DataError('test_batch.bin is missing. Choose it together with the data_batch files.');
    await replacement.commit();
    return { train, test };
  } catch (error) {
    await replacement.discard().catch(() => undefined);
    throw error;
  }
}

/** Where `npm run data:cifar10` puts the .bin files, relative to the page. */
const SERVED_FOLDER = 'cifar-10-batches-bin';

/** A file in the page's `data/`; undefined where the server has none. */
async function servedFile(name: string, signal: AbortSignal | undefined): Promise<Response | undefined> {
  const address = new URL(`${import.meta.env.DEV ? '' : '..'}/data/${name}`, self.location.href);
  const response = await fetch(address, signal ? { signal } : {}).catch(() => undefined);
  signal?.throwIfAborted();
  if (!response?.body) return undefined;
  // A server without the file may answer every address with its page.
  if (response.ok && response.headers.get('content-type')?.startsWith('text/html') !== true) return response;
  await response.body.cancel();
  return undefined;
}

/** Whether the images are in this browser or on the page's server. */
export async function holdsCifar10(): Promise<boolean> {
  if (await (await cifar10Store()).open()) return true;
  for (const name of [`${SERVED_FOLDER}/${TEST_BATCH}.bin`, ARCHIVE]) {
    const served = await servedFile(name, undefined);
    await served?.body?.cancel();
    if (served) return true;
  }
  return false;
}

/** The data set as the page's server has it: the six .bin files, or the archive; empty where it has neither. */
async function servedFiles(report: ReportProgress, signal: AbortSignal | undefined): Promise<DataFile[]> {
  const names = [...TRAIN_BATCHES, TEST_BATCH].map((batch) => `${batch}.bin`);
  const files: DataFile[] = [];
  for (const name of names) {
    const response = await servedFile(`${SERVED_FOLDER}/${name}`, signal);
    if (!response) break;
    files.push(new File([await response.blob()], name));
    report('Fetching CIFAR-10', files.length / names.length);
  }
  if (files.length === names.length) return files;
  const archive = await servedFile(ARCHIVE, signal);
  const body = archive?.body;
  if (!archive || !body) return [];
  return [{ name: ARCHIVE, size: Number(archive.headers.get('content-length') ?? 0), stream: () => body }];
}

/** The records this browser holds; where it holds none, those that the page's server has. Throws DataError. */
export async function openCifar10(report: ReportProgress, signal?: AbortSignal): Promise<RecordSet<BatchName>> {
  const store = await cifar10Store();
  const held = await store.open();
  if (held) return held;
  const served = await servedFiles(report, signal);
  if (served.length > 0) await storeCifar10(served, report, store);
  const stored = await store.open();
  if (stored) return stored;
  throw new DataError(
    `CIFAR-10 is not in this browser yet. Get ${ARCHIVE_ADDRESS} (170 MB) and drop it on this page or choose it as data file; its .bin files do as well. Or run “npm run data:cifar10” where the lab was started, then “npm start” again.`,
  );
}

/** Examples that a set of records holds for training. */
export const trainingCount = (records: RecordSet<BatchName>): number =>
  TRAIN_BATCHES.reduce((sum, batch) => sum + (records.lengths.get(batch) ?? 0) / RECORD_LENGTH, 0);

/** The examples `indices` of the training batches, one after the other, in that order. Throws DataError. */
export const takeTraining = (records: RecordSet<BatchName>, indices: Uint32Array): Promise<Images> =>
  take(records, TRAIN_BATCHES, indices);

/** All test images. Throws DataError. */
export const takeTest = (records: RecordSet<BatchName>): Promise<Images> =>
  take(
    records,
    [TEST_BATCH],
    Uint32Array.from({ length: (records.lengths.get(TEST_BATCH) ?? 0) / RECORD_LENGTH }, (_, k) => k),
  );

async function take(set: RecordSet<BatchName>, batches: readonly BatchName[], indices: Uint32Array): Promise<Images> {
  const images = emptyImages(indices.length);
  const places = new Map<number, number>();
  indices.forEach((index, k) => places.set(index, k));
  let first = 0;
  for (const batch of batches.filter((name) => set.lengths.has(name))) {
    const records = await set.read(batch);
    if (faultOfRecords(records) !== undefined || records.length !== set.lengths.get(batch)) {
      throw new DataError(`The stored CIFAR-10 images are damaged (${batch}). Give the lab the data files again.`);
    }
    const length = records.length / RECORD_LENGTH;
    for (let record = 0; record < length; record++) {
      const place = places.get(first + record);
      if (place !== undefined) placeRecord(records, record, images, place);
    }
    first += length;
  }
  return images;
}
