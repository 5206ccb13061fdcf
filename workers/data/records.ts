/**
 * Images in the binary format of CIFAR-10 and CIFAR-100 (Krizhevsky 2009). A record has label bytes, of which the last
 * is the class, then one plane each of red, green and blue bytes. Parses bytes from any source.
 */
import type { DataSetOf, RecordFile } from '../../src/shared/data-sets/data-set.ts';
import { count } from './data-file.ts';
import { imageLength, type Images } from './image-set.ts';

export type RecordDataSet = DataSetOf<'records'>;

/** Gets each file's records after they have been read and checked. */
type RecordSink = (file: RecordFile, records: Uint8Array) => Promise<void>;

/** The constants of one reading of files. */
export interface Reading {
  readonly dataSet: RecordDataSet;
  readonly sink: RecordSink;
  readonly onBytes: (count: number) => void;
}

/** Size of a record in bytes. */
export const recordLength = ({ origin, size, channels }: RecordDataSet): number =>
  origin.labelBytes + channels * size ** 2;

/** Records per stored piece. */
const PIECE = 10_000;

/** The stored name of a file's k-th 10,000 records. */
export const pieceName = ({ name }: RecordFile, k: number): string => (k === 0 ? name : `${name}+${k}`);

/** The names of all pieces that a file can have, in order. */
export const pieceNames = (file: RecordFile): string[] =>
  Array.from({ length: Math.ceil(file.records / PIECE) }, (_, k) => pieceName(file, k));

/** A file's records, 10,000 at a time. */
export function piecesOf(dataSet: RecordDataSet, records: Uint8Array): Uint8Array[] {
  const length = PIECE * recordLength(dataSet);
  // A copy if there are several pieces: IndexedDB stores the whole buffer of a view.
  if (records.length <= length) return [records];
  return Array.from({ length: Math.ceil(records.length / length) }, (_, k) =>
    records.slice(k * length, (k + 1) * length),
  );
}

/**
 * The data set's file that a given file name means, if any. Folders are ignored. The file may be gzipped, or renamed by
 * a browser or a file manager: `data_batch_1 (1).bin`, `DATA_BATCH_1.BIN.gz`.
 */
export function fileOf({ origin }: RecordDataSet, fileName: string): RecordFile | undefined {
  const base = fileName.slice(fileName.lastIndexOf('/') + 1);
  const stem = /^(?:copy of )?(\w+?)(?: ?\(\d+\)| - copy| copy(?: \d+)?)?\.bin(?: ?\(\d+\))?(?:\.gz)?$/i.exec(
    base,
  )?.[1];
  return origin.files.find(({ name }) => name === stem?.toLowerCase());
}

/**
 * What is wrong with this number of bytes for a file of at most `most` records: a predicate with its remedy, or
 * undefined.
 */
export function issueOfLength(dataSet: RecordDataSet, bytes: number, most: number): string | undefined {
  const length = recordLength(dataSet);
  if (bytes === 0) return 'is empty. Download it again.';
  if (bytes > most * length) {
    return `has ${count(bytes)} bytes, more than the ${count(most)} records that this file of ${dataSet.title} can hold: it is another file.`;
  }
  if (bytes % length === 0) return undefined;
  return `has ${count(bytes)} bytes, no whole number of records of ${count(length)}: it was cut short or is another file. Download it again.`;
}

/** What is wrong with these records: a predicate with its remedy, or undefined. */
export function issueOfRecords(dataSet: RecordDataSet, records: Uint8Array, most: number): string | undefined {
  const issue = issueOfLength(dataSet, records.length, most);
  if (issue !== undefined) return issue;
  const { title, classNames, origin } = dataSet;
  const length = recordLength(dataSet);
  for (let at = 0; at < records.length; at += length) {
    const label = records[at + origin.labelBytes - 1] ?? 0;
    if (label < classNames.length) continue;
    return `has the label ${label} in record ${count(at / length + 1)}; ${title}’s labels go from 0 to ${classNames.length - 1}. It is damaged or another file. Download it again.`;
  }
  return undefined;
}

/** Allocates `examples` images of `edge` pixels. */
export function emptyImages({ channels }: RecordDataSet, examples: number, edge: number): Images {
  const shape = { labels: new Uint8Array(examples), count: examples, size: edge, channels };
  return { ...shape, pixels: new Uint8Array(examples * edge * edge * channels) };
}

/** Writes record `record`, cropped to its centre and with interleaved channels, as image `k` of `images`. */
export function placeRecord(
  dataSet: RecordDataSet,
  records: Uint8Array,
  record: number,
  images: Images,
  k: number,
): void {
  const { size, channels, origin } = dataSet;
  const plane = size ** 2;
  const margin = (size - images.size) / 2;
  const from = record * recordLength(dataSet) + origin.labelBytes;
  images.labels[k] = records[from - 1] ?? 0;
  let target = k * imageLength(images);
  for (let y = margin; y < size - margin; y++) {
    for (let x = margin; x < size - margin; x++) {
      const first = from + y * size + x;
      for (let channel = 0; channel < channels; channel++)
        images.pixels[target++] = records[first + channel * plane] ?? 0;
    }
  }
}
