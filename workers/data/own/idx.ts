/** IDX files (LeCun): a magic number of type and dimensions, the dimensions, then the numbers. Reads a stream, packed or not. */
import type { DataFile } from '../cifar10-files.ts';
import { count } from '../cifar10.ts';
import { ByteReader } from '../byte-reader.ts';
import { DataError, refuse } from '../data-error.ts';
import { lengthOf, MOST_OF_ONE, type NamedArray } from './named-array.ts';

const BYTE = 8;
/** As with CIFAR-10: what a piece can swell to before it is looked at stays small. */
const PIECE = 16_384;

/** Whether these first bytes (unpacked) are of an IDX file of any type. */
export const looksLikeIdx = (head: Uint8Array): boolean =>
  head[0] === 0 &&
  head[1] === 0 &&
  (head[2] ?? 0) >= 8 &&
  (head[2] ?? 0) <= 14 &&
  (head[3] ?? 0) >= 1 &&
  (head[3] ?? 0) <= 8;

const isGzip = (head: Uint8Array): boolean => head[0] === 0x1f && head[1] === 0x8b;

const unpacked = (reader: ByteReader): ByteReader =>
  new ByteReader(reader.name, reader.pieces(PIECE).pipeThrough(new DecompressionStream('gzip')));

/** The first four bytes, unpacked where they are packed; fewer where there are no more or they cannot be unpacked. */
export async function plainHead(file: DataFile): Promise<Uint8Array> {
  const reader = new ByteReader(file.name, file.stream());
  try {
    const head = await reader.peek(4);
    return isGzip(head) ? await unpacked(reader).peek(4) : head;
  } catch {
    return new Uint8Array(0);
  } finally {
    await reader.cancel();
  }
}

/** The array in an IDX file of bytes. Throws DataError. */
export async function readIdx(file: DataFile, onBytes: (count: number) => void): Promise<NamedArray> {
  const reader = new ByteReader(file.name, file.stream(), onBytes);
  try {
    const packed = isGzip(await reader.peek(2));
    return await readPlain(packed ? unpacked(reader) : reader, file.size * (packed ? MOST_OF_ONE : 1), packed);
  } catch (error) {
    if (error instanceof DataError) throw error;
    return refuse(file.name, 'is damaged or was cut short: it cannot be unpacked. Download it again.');
  } finally {
    await reader.cancel();
  }
}

/** `most`: bytes that there can be, all of them unless the file is packed. */
async function readPlain(reader: ByteReader, most: number, packed: boolean): Promise<NamedArray> {
  const magic = new Uint8Array(4);
  if ((await reader.fill(magic)) < 4 || !looksLikeIdx(magic)) {
    refuse(reader.name, 'is no IDX file: it does not begin with IDX’s number.');
  }
  const [, , type = 0, dimensions = 0] = magic;
  if (type !== BYTE) {
    refuse(reader.name, `holds numbers of IDX type ${type}; the lab reads unsigned bytes (type ${BYTE}).`);
  }
  const header = new Uint8Array(4 * dimensions);
  if ((await reader.fill(header)) < header.length) refuse(reader.name, 'was cut short: it ends inside its header.');
  const view = new DataView(header.buffer);
  const shape = Array.from({ length: dimensions }, (_, k) => view.getUint32(4 * k));
  const length = lengthOf(shape, reader.name);
  const cutShort = (got: number): never =>
    refuse(reader.name, `was cut short: it has ${count(got)} of the ${count(length)} values that it announces.`);
  // Before there is room for them.
  if (length > most - magic.length - header.length) {
    if (packed) refuse(reader.name, `is damaged: it cannot unpack to the ${count(length)} values that it announces.`);
    cutShort(most - magic.length - header.length);
  }
  const values = new Uint8Array(length);
  const got = await reader.fill(values);
  if (got < length) cutShort(got);
  if ((await reader.skip(1)) > 0) refuse(reader.name, 'goes on after its last value: it is damaged or another file.');
  return { name: reader.name, shape, values, whole: true };
}
