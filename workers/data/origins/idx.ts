/** Four IDX files from the user: labels and images of both parts. */
import { quote } from '../../../src/shared/util/issues.ts';
import type { DataPart, DataSetDefinition, DataSetOf } from '../../../src/shared/data-sets/data-set.ts';
import { DATA_SETS } from '../../../src/shared/data-sets/index.ts';
import type { Images } from '../../../src/shared/util/images.ts';
import type { DataFile } from '../data-file.ts';
import { DataError, refuse } from '../data-error.ts';
import { readIdx } from '../own/idx.ts';
import type { NamedArray } from '../own/named-array.ts';
import { byPercent, type ReportProgress } from '../progress.ts';
import { type RecordKind, type RecordSet, type RecordStore, storeOf } from '../record-store.ts';
import { inMemory } from './in-memory.ts';
import { keepUserFiles, NOT_NEEDED } from './keep.ts';
import type { OriginReader } from './origin.ts';

type IdxDataSet = DataSetOf<'idx'>;

const PARTS = ['train', 'test'] as const;
const CONTENTS = ['labels', 'images'] as const;
type Content = (typeof CONTENTS)[number];

/** One of a data set's four files. */
interface IdxFile {
  /** Its name in the store. */
  readonly key: string;
  readonly part: DataPart;
  readonly content: Content;
  readonly name: string;
  readonly sha256: string | undefined;
  /** Shape of its array. */
  readonly shape: readonly number[];
}

function filesOf(dataSet: IdxDataSet): IdxFile[] {
  const { size, origin, trainExamples, testExamples } = dataSet;
  return PARTS.flatMap((part) =>
    CONTENTS.map((content) => {
      const { name, sha256 } = origin.files[part][content];
      const examples = part === 'train' ? trainExamples : (testExamples ?? 0);
      const shape = content === 'labels' ? [examples] : [examples, size, size];
      return { key: `${part}-${content}`, part, content, name, sha256, shape };
    }),
  );
}

const lengthOf = (shape: readonly number[]): number => shape.reduce((product, edge) => product * edge, 1);

export function idxRecords(dataSet: IdxDataSet): RecordKind<string> {
  const files = filesOf(dataSet);
  return {
    database: dataSet.origin.database,
    key: dataSet.name,
    images: `${dataSet.title} images`,
    fewer: 'choose another data set',
    isName: (name): name is string => files.some(({ key }) => key === name),
    issueOfLength: (bytes) =>
      files.some(({ shape }) => lengthOf(shape) === bytes) ? undefined : 'has another number of values.',
  };
}

const stores = new Map<string, () => Promise<RecordStore<string>>>();

function idxStore(dataSet: IdxDataSet): Promise<RecordStore<string>> {
  const open = stores.get(dataSet.name) ?? storeOf(idxRecords(dataSet));
  stores.set(dataSet.name, open);
  return open();
}

/** A file's name without folders, `.gz` and a browser's suffix; older copies write `.idx3` for `-idx3`. */
const plainName = (name: string): string =>
  name
    .slice(name.lastIndexOf('/') + 1)
    .replace(/\.gz$/i, '')
    .replace(/ ?\(\d+\)$/, '')
    .replace('.idx', '-idx')
    .toLowerCase();

/**
 * Checks and stores the user's four files. Returns a sentence for the reader of the page. Throws DataError, and then
 * keeps the files stored before.
 */
export async function storeIdx(
  dataSet: IdxDataSet,
  files: readonly DataFile[],
  report: ReportProgress,
  store?: RecordStore<string>,
): Promise<string> {
  const wanted = files.filter(({ name }) => !NOT_NEEDED.test(name));
  const known = filesOf(dataSet);
  const tell = byPercent(report);
  return keepUserFiles(dataSet.title, store ?? (await idxStore(dataSet)), async (replacement) => {
    const names = known.map(({ name }) => `${name}.gz`).join(', ');
    for (const { name } of wanted) {
      if (!known.some((file) => file.name === plainName(name)))
        refuse(name, `is none of ${dataSet.title}’s four files. Choose ${names}.`);
    }
    const sources = known.map((file) => {
      const source = wanted.find(({ name }) => plainName(name) === file.name);
      if (!source) throw new DataError(`${file.name}.gz is missing. Choose the four files together: ${names}.`);
      return { file, source };
    });
    const total = wanted.reduce((sum, { size }) => sum + size, 0);
    let seen = 0;
    for (const { file, source } of sources) {
      const array = await readIdx(source, (bytes) => {
        seen += bytes;
        tell(`Reading ${dataSet.title}`, total > 0 ? Math.min(1, seen / total) : null);
      });
      await check(dataSet, file, array);
      await replacement.put(file.key, array.values as Uint8Array);
    }
    return { train: dataSet.trainExamples, test: dataSet.testExamples ?? 0 };
  });
}

/** Throws DataError if the array is not the data set's. */
async function check(dataSet: IdxDataSet, file: IdxFile, { name, shape, values }: NamedArray): Promise<void> {
  const { title, classNames, origin } = dataSet;
  const again = `Download it again from ${origin.download.address}.`;
  if (shape.join() !== file.shape.join()) {
    refuse(name, `holds ${shape.join(' × ')} values; ${title}’s has ${file.shape.join(' × ')}. ${again}`);
  }
  const found = await sha256Of(shape, values as Uint8Array);
  const owner = DATA_SETS.find((other) => other.name !== dataSet.name && sumsOf(other).includes(found));
  if (owner) refuse(name, `is a file of ${owner.title}, not of ${title}. ${again}`);
  if (file.sha256 !== undefined && found !== file.sha256) {
    refuse(name, `is not the original file of ${title}: its SHA-256 differs. ${again}`);
  }
  if (file.content === 'labels' && values.some((label: number) => label >= classNames.length)) {
    refuse(name, `has a label over ${classNames.length - 1}: it is damaged or another file. ${again}`);
  }
}

/** The known checksums of a data set's IDX files. */
function sumsOf({ origin }: DataSetDefinition): string[] {
  if (origin.kind !== 'bundled' && origin.kind !== 'idx') return [];
  return PARTS.flatMap((part) => CONTENTS.flatMap((content) => origin.files[part][content].sha256 ?? []));
}

/** SHA-256 of the IDX file of bytes, 64 hexadecimal digits. */
async function sha256Of(shape: readonly number[], values: Uint8Array): Promise<string> {
  const header = 4 + 4 * shape.length;
  const file = new Uint8Array(header + values.length);
  const view = new DataView(file.buffer);
  view.setUint32(0, 0x800 + shape.length);
  shape.forEach((edge, k) => {
    view.setUint32(4 + 4 * k, edge);
  });
  file.set(values, header);
  const digest = new Uint8Array(await crypto.subtle.digest('SHA-256', file));
  return Array.from(digest, (byte) => byte.toString(16).padStart(2, '0')).join('');
}

async function readPart({ title, size }: IdxDataSet, set: RecordSet<string>, part: DataPart): Promise<Images> {
  const [labels, pixels] = [await set.read(`${part}-labels`), await set.read(`${part}-images`)];
  if (pixels.length !== labels.length * size ** 2) {
    throw new DataError(`The stored ${title} images are damaged (${part}). Give the lab the data files again.`);
  }
  return { pixels, labels, count: labels.length, size, channels: 1 };
}

export const idx: OriginReader<'idx'> = {
  async open(dataSet, { report, sources }) {
    const { title, origin, classNames } = dataSet;
    report(`Opening ${title}`, null);
    const set = await (await (sources.idx ?? idxStore)(dataSet)).open();
    if (!set) {
      const { name, address, megabytes } = origin.download;
      throw new DataError(
        `${title} is not in this browser yet. Get ${name} (${megabytes} MB) from ${address} and drop them on this page or choose them as data files: ${filesOf(
          dataSet,
        )
          .map((file) => quote(`${file.name}.gz`))
          .join(', ')}.`,
      );
    }
    return { ...inMemory(await readPart(dataSet, set, 'train'), await readPart(dataSet, set, 'test')), classNames };
  },
  store: (dataSet, files, report) =>
    storeIdx(
      dataSet,
      files.map(({ file }) => file),
      report,
    ),
  holds: async (dataSet) => (await (await idxStore(dataSet)).open()) !== undefined,
};
