/** From the files a user gives to checked CIFAR-10 records. Reads streams; at most one batch is in memory at a time. */
import { ByteReader } from './byte-reader.ts';
import {
  batchOf,
  type BatchName,
  count,
  faultOfLength,
  faultOfRecords,
  MAX_RECORDS,
  RECORD_LENGTH,
} from './cifar10.ts';
import { DataError, refuse } from './data-error.ts';
import { looksLikeTar, nextEntry, skipEntry, takeEntry } from './tar.ts';

/** What is used of a File. */
export interface DataFile {
  readonly name: string;
  /** Bytes. */
  readonly size: number;
  stream(): ReadableStream<Uint8Array>;
}

/** Is handed each batch as it has been read and checked. */
export type BatchSink = (batch: BatchName, records: Uint8Array) => Promise<void>;

export const ARCHIVE = 'cifar-10-binary.tar.gz';
export const ARCHIVE_ADDRESS = `https://www.cs.toronto.edu/~kriz/${ARCHIVE}`;
const ARCHIVE_LENGTH = 170_052_171;
const TAKE = `Take ${ARCHIVE} from ${ARCHIVE_ADDRESS}.`;

const HEAD = 512;
/** Deflate makes at most 1,032 bytes of one: what a piece can swell to before it is looked at stays under 17 MB. */
const PIECE = 16_384;
const MAX_ENTRIES = 100;
/** The archive's other entries are its folder, the class names and a web page. */
const MAX_OTHER = 1_000_000;

/** Reads one file, an archive or a batch, and hands on what it holds. Throws DataError. */
export async function readFile(file: DataFile, sink: BatchSink, onBytes: (count: number) => void): Promise<void> {
  const reader = new ByteReader(file.name, file.stream(), onBytes);
  try {
    const head = await reader.peek(HEAD);
    if (head.length === 0) refuse(file.name, `is empty. ${TAKE}`);
    if (/^\W{0,4}\s*<(!doctype|!--|html|head|body|\?xml)/i.test(String.fromCharCode(...head))) {
      refuse(file.name, `is a web page, not CIFAR-10: the download was answered with an error page. ${TAKE}`);
    }
    const batch = batchOf(file.name);
    // A label is at most 9, so no batch begins with gzip's first byte.
    if (head[0] === 0x1f && head[1] === 0x8b) await readCompressed(file, reader, sink);
    else if (batch) await readBatch(file, reader, batch, sink);
    else if (head[0] === 0x80 && (head[1] ?? 0) <= 5)
      refuse(file.name, `is CIFAR-10 for Python, pickled objects that the lab never runs. ${TAKE}`);
    else if (looksLikeTar(head)) await readArchive(reader, sink);
    else refuse(file.name, `is no gzip archive and none of CIFAR-10’s .bin files. ${TAKE}`);
  } catch (error) {
    if (error instanceof DataError) throw error;
    refuse(file.name, 'could not be read: it was moved, changed or locked meanwhile. Choose it again.');
  } finally {
    await reader.cancel();
  }
}

async function readBatch(file: DataFile, reader: ByteReader, batch: BatchName, sink: BatchSink): Promise<void> {
  const fault = faultOfLength(file.size);
  if (fault !== undefined) refuse(file.name, fault);
  const records = new Uint8Array(file.size);
  if ((await reader.fill(records)) < file.size) refuse(file.name, 'became shorter while it was read. Choose it again.');
  const damage = faultOfRecords(records);
  if (damage !== undefined) refuse(file.name, damage);
  await sink(batch, records);
}

async function readCompressed(file: DataFile, reader: ByteReader, sink: BatchSink): Promise<void> {
  const plain = new ByteReader(file.name, reader.pieces(PIECE).pipeThrough(new DecompressionStream('gzip')));
  const batch = batchOf(file.name);
  try {
    if (batch && !looksLikeTar(await plain.peek(HEAD))) await readPackedBatch(plain, batch, sink);
    else await readArchive(plain, sink);
  } catch (error) {
    if (error instanceof DataError) throw error;
    const original =
      file.name === ARCHIVE && file.size > 0
        ? ` (${count(file.size)} bytes; the original has ${count(ARCHIVE_LENGTH)})`
        : '';
    refuse(file.name, `is damaged or was cut short${original}: it cannot be decompressed. Download it again.`);
  } finally {
    await plain.cancel();
  }
}

/** A batch packed by itself. No more is unpacked than a batch can hold. */
async function readPackedBatch(plain: ByteReader, batch: BatchName, sink: BatchSink): Promise<void> {
  const room = new Uint8Array(MAX_RECORDS * RECORD_LENGTH + 1);
  const records = room.slice(0, await plain.fill(room));
  const damage = faultOfRecords(records);
  if (damage !== undefined) refuse(plain.name, damage);
  await sink(batch, records);
}

async function readArchive(reader: ByteReader, sink: BatchSink): Promise<void> {
  const found = new Set<BatchName>();
  for (let entries = 0; ; entries++) {
    const entry = await nextEntry(reader);
    if (!entry) break;
    const batch = entry.isFile ? batchOf(entry.name) : undefined;
    const foreign = batch === undefined && entry.size > MAX_OTHER;
    if (foreign || entries >= MAX_ENTRIES || (batch !== undefined && entry.size > MAX_RECORDS * RECORD_LENGTH)) {
      refuse(
        reader.name,
        `is another archive: it holds ${entry.name.slice(0, 60)} with ${count(entry.size)} bytes. ${TAKE}`,
      );
    }
    if (batch === undefined) {
      await skipEntry(reader, entry);
      continue;
    }
    if (found.has(batch)) refuse(reader.name, `holds ${batch}.bin twice. ${TAKE}`);
    found.add(batch);
    const records = await takeEntry(reader, entry);
    const damage = faultOfRecords(records);
    if (damage !== undefined) refuse(reader.name, `holds ${batch}.bin, which ${damage}`);
    await sink(batch, records);
  }
  if (found.size === 0) refuse(reader.name, `is another archive: it holds none of CIFAR-10’s .bin files. ${TAKE}`);
  // To the end, where gzip keeps its checksum.
  if ((await reader.skip(MAX_OTHER)) === MAX_OTHER)
    refuse(reader.name, `goes on after its end: it is damaged. ${TAKE}`);
}
