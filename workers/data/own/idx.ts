/**
 * IDX files (LeCun): a magic number with type and rank, the dimensions, then the values. Reads a stream, gzipped or
 * not.
 */
import { Gunzip } from 'fflate';
import type { DataFile } from '../data-file.ts';
import { count } from '../data-file.ts';
import { ByteReader } from '../byte-reader.ts';
import { DataError, refuse } from '../data-error.ts';
import { lengthOf, MOST_OF_ONE, type NamedArray } from './named-array.ts';

const BYTE = 8;
/** As with CIFAR-10: limits how much one piece can unpack to before it is checked. */
const PIECE = 16_384;

/** Whether these first bytes (unpacked) belong to an IDX file of any type. */
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

/** Offsets at which the members of a gzip file begin. */
function memberStarts(bytes: Uint8Array): number[] {
  const starts = [0];
  const gunzip = new Gunzip(() => undefined);
  gunzip.onmember = (offset) => starts.push(offset);
  try {
    for (let at = 0; at < bytes.length; at += PIECE) gunzip.push(bytes.subarray(at, at + PIECE));
  } catch {
    // What follows is no gzip member.
  }
  return starts;
}

/** Unpacks several gzip members in sequence, like gunzip. A browser's DecompressionStream unpacks only one. */
async function* unpackMembers(bytes: Uint8Array, starts: readonly number[]): AsyncGenerator<Uint8Array> {
  for (const [k, start] of starts.entries()) {
    const member = new ByteReader('', new Blob([bytes.slice(start, starts[k + 1])]).stream());
    const reader = member.pieces(PIECE).pipeThrough(new DecompressionStream('gzip')).getReader();
    for (let part = await reader.read(); !part.done; part = await reader.read()) yield part.value;
  }
}

function streamOf(parts: AsyncGenerator<Uint8Array>): ReadableStream<Uint8Array> {
  return new ReadableStream({
    async pull(controller) {
      const part = await parts.next();
      if (part.done === true) controller.close();
      else controller.enqueue(part.value);
    },
  });
}

/** The first four bytes, unpacked if gzipped; fewer if the file is shorter or broken. */
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
    return await readMembers(file);
  } finally {
    await reader.cancel();
  }
}

/** A gzip file with several members, which one DecompressionStream cannot unpack. Throws DataError. */
async function readMembers(file: DataFile): Promise<NamedArray> {
  try {
    const bytes = new Uint8Array(await new Response(file.stream()).arrayBuffer());
    const reader = new ByteReader(file.name, streamOf(unpackMembers(bytes, memberStarts(bytes))));
    return await readPlain(reader, file.size * MOST_OF_ONE, true);
  } catch (error) {
    if (error instanceof DataError) throw error;
    return refuse(file.name, 'is damaged or was cut short: it cannot be unpacked. Download it again.');
  }
}

/** The names of IDX's types. */
const TYPES: Readonly<Record<number, string>> = {
  9: 'signed bytes',
  11: '16-bit integers',
  12: '32-bit integers',
  13: '32-bit floating-point numbers',
  14: '64-bit floating-point numbers',
};

/** QMNIST stores eight 32-bit numbers per image; the first is the class. */
async function refuseType(reader: ByteReader, type: number, dimensions: number): Promise<never> {
  const what = TYPES[type] ?? 'numbers of an unknown kind';
  const edges = new Uint8Array(8);
  const columns = dimensions === 2 && (await reader.fill(edges)) === 8 ? new DataView(edges.buffer).getUint32(4) : 0;
  const said = `holds ${what} (IDX type ${type}; the lab reads unsigned bytes, type ${BYTE})`;
  if (columns > 1)
    refuse(
      reader.name,
      `${said}, in ${count(columns)} columns for each image, as QMNIST’s extended labels do. Save the first column, the class, as unsigned bytes, or give an .npz file.`,
    );
  return refuse(reader.name, `${said}. Save unsigned bytes, or give an .npz file.`);
}

/** `most`: the largest possible number of bytes, which is exact unless the file is gzipped. */
async function readPlain(reader: ByteReader, most: number, packed: boolean): Promise<NamedArray> {
  const magic = new Uint8Array(4);
  if ((await reader.fill(magic)) < 4 || !looksLikeIdx(magic)) {
    refuse(reader.name, 'is no IDX file: it does not begin with IDX’s number.');
  }
  const [, , type = 0, dimensions = 0] = magic;
  if (type !== BYTE) return refuseType(reader, type, dimensions);
  const header = new Uint8Array(4 * dimensions);
  if ((await reader.fill(header)) < header.length) refuse(reader.name, 'was cut short: it ends inside its header.');
  const view = new DataView(header.buffer);
  const shape = Array.from({ length: dimensions }, (_, k) => view.getUint32(4 * k));
  const length = lengthOf(shape, reader.name);
  const cutShort = (got: number): never =>
    refuse(reader.name, `was cut short: it has ${count(got)} of the ${count(length)} values that it announces.`);
  // Checked before memory is allocated.
  if (length > most - magic.length - header.length) {
    if (packed) refuse(reader.name, `is damaged: it cannot unpack to the ${count(length)} values that it announces.`);
    cutShort(most - magic.length - header.length);
  }
  const values = new Uint8Array(length);
  const got = await reader.fill(values);
  if (got < length) cutShort(got);
  if ((await reader.skip(1)) > 0) refuse(reader.name, 'has data after its last value: it is damaged or another file.');
  return { name: reader.name, key: reader.name, shape, values, whole: true };
}
