/**
 * CIFAR-10 (Krizhevsky 2009) in its own binary format: records of a label byte and 1,024 red, green and blue bytes each.
 * Knows the format, not where the records come from.
 */
import { imageLength, type Images } from './image-set.ts';

export const CIFAR10_CLASSES: readonly string[] = [
  'airplane',
  'automobile',
  'bird',
  'cat',
  'deer',
  'dog',
  'frog',
  'horse',
  'ship',
  'truck',
];

export const TRAIN_BATCHES = ['data_batch_1', 'data_batch_2', 'data_batch_3', 'data_batch_4', 'data_batch_5'] as const;
export const TEST_BATCH = 'test_batch';
export type BatchName = (typeof TRAIN_BATCHES)[number] | typeof TEST_BATCH;
const BATCHES: readonly BatchName[] = [...TRAIN_BATCHES, TEST_BATCH];

const EDGE = 32;
const PLANE = EDGE * EDGE;
const CHANNELS = 3;
export const RECORD_LENGTH = 1 + CHANNELS * PLANE;
/** Records in each of the data set's own files; files with fewer are samples of them. */
export const MAX_RECORDS = 10_000;
/** The centre crop that Zhang et al. 2017 train on. */
const CROP = 28;
const MARGIN = (EDGE - CROP) / 2;

/** A batch's file as it is, packed, or renamed by a browser or a file manager: `data_batch_1 (1).bin`, `DATA_BATCH_1.BIN.gz`. */
const COPY =
  /^(?:copy of )?(data_batch_[1-5]|test_batch)(?: ?\(\d+\)| - copy| copy(?: \d+)?)?\.bin(?: ?\(\d+\))?(?:\.gz)?$/i;

/** The batch that a file of this name holds (folders in front of it do not matter), if any. */
export function batchOf(fileName: string): BatchName | undefined {
  const base = fileName.slice(fileName.lastIndexOf('/') + 1);
  const stem = COPY.exec(base)?.[1]?.toLowerCase();
  return BATCHES.find((batch) => batch === stem);
}

export const isBatchName = (name: unknown): name is BatchName => BATCHES.some((batch) => batch === name);

/** What is wrong with this number of bytes as a file of records: a predicate with its remedy, or undefined. */
export function faultOfLength(bytes: number): string | undefined {
  if (bytes === 0) return 'is empty. Download it again.';
  if (bytes > MAX_RECORDS * RECORD_LENGTH) {
    return `has ${count(bytes)} bytes, more than the ${count(MAX_RECORDS)} records a CIFAR-10 batch can hold: it is another file.`;
  }
  if (bytes % RECORD_LENGTH === 0) return undefined;
  return `has ${count(bytes)} bytes, no whole number of records of ${count(RECORD_LENGTH)}: it was cut short or is another file. Download it again.`;
}

/** What is wrong with these records: a predicate with its remedy, or undefined. */
export function faultOfRecords(records: Uint8Array): string | undefined {
  const fault = faultOfLength(records.length);
  if (fault !== undefined) return fault;
  for (let at = 0; at < records.length; at += RECORD_LENGTH) {
    const label = records[at] ?? 0;
    if (label < CIFAR10_CLASSES.length) continue;
    return `has the label ${label} in record ${count(at / RECORD_LENGTH + 1)}; CIFAR-10’s labels go from 0 to 9. It is damaged or another file. Download it again.`;
  }
  return undefined;
}

/** A number with thousands marked. */
export const count = (value: number): string => value.toLocaleString('en-US');

/** Room for `examples` cropped images. */
export function emptyImages(examples: number): Images {
  const shape = { labels: new Uint8Array(examples), count: examples, size: CROP, channels: CHANNELS };
  return { ...shape, pixels: new Uint8Array(examples * CROP * CROP * CHANNELS) };
}

/** Writes record `record`, cropped to its centre and with the channels of a pixel together, as image `k` of `images`. */
export function placeRecord(records: Uint8Array, record: number, images: Images, k: number): void {
  const from = record * RECORD_LENGTH;
  images.labels[k] = records[from] ?? 0;
  let target = k * imageLength(images);
  for (let y = MARGIN; y < MARGIN + CROP; y++) {
    for (let x = MARGIN; x < MARGIN + CROP; x++) {
      const red = from + 1 + y * EDGE + x;
      images.pixels[target++] = records[red] ?? 0;
      images.pixels[target++] = records[red + PLANE] ?? 0;
      images.pixels[target++] = records[red + 2 * PLANE] ?? 0;
    }
  }
}
