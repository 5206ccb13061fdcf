/** Reads and checks records from the user's files. Works on streams; at most one file is in memory at a time. */
import type { RecordFile } from '../../src/shared/data-sets/data-set.ts';
import { ByteReader } from './byte-reader.ts';
import { count, type DataFile } from './data-file.ts';
import { DataError, refuse } from './data-error.ts';
import { issueOfLength, issueOfRecords, fileOf, type Reading, type RecordDataSet, recordLength } from './records.ts';
import { readPackage } from './record-package.ts';
import { isNpmPackage, looksLikeTar, nextEntry, skipEntry, takeEntry } from './tar.ts';

const takeOf = ({ origin: { download } }: RecordDataSet): string => `Take ${download.name} from ${download.address}.`;

const HEAD = 512;
/** Deflate expands at most 1,032 times, so that an unchecked piece unpacks to less than 17 MB. */
const PIECE = 16_384;
const MAX_ENTRIES = 100;
/** The archive's other entries are its folder, the class names and a web page. */
const MAX_OTHER = 1_000_000;

/** Reads one file, an archive or a batch, and passes on its records. Throws DataError. */
export async function readFile(file: DataFile, reading: Reading): Promise<void> {
  const { dataSet, onBytes } = reading;
  const { title } = dataSet;
  const take = takeOf(dataSet);
  const reader = new ByteReader(file.name, file.stream(), onBytes);
  try {
    const head = await reader.peek(HEAD);
    if (head.length === 0) refuse(file.name, `is empty. ${take}`);
    if (/^\W{0,4}\s*<(!doctype|!--|html|head|body|\?xml)/i.test(String.fromCharCode(...head))) {
      refuse(file.name, `is a web page, not ${title}: the download was answered with an error page. ${take}`);
    }
    const known = fileOf(dataSet, file.name);
    // A record's first label is at most 19, so that no record file begins with gzip's first byte.
    if (head[0] === 0x1f && head[1] === 0x8b) await readCompressed(file, reader, reading);
    else if (known) await readRecords(file, reader, known, reading);
    else if (head[0] === 0x80 && (head[1] ?? 0) <= 5)
      refuse(file.name, `is ${title} for Python, pickled objects that the lab never runs. ${take}`);
    else if (looksLikeTar(head)) await readArchive(reader, reading);
    else refuse(file.name, `is no gzip archive and none of ${title}’s .bin files. ${take}`);
  } catch (error) {
    if (error instanceof DataError) throw error;
    refuse(file.name, 'could not be read: it was moved, changed or locked meanwhile. Choose it again.');
  } finally {
    await reader.cancel();
  }
}

async function readRecords(file: DataFile, reader: ByteReader, known: RecordFile, reading: Reading): Promise<void> {
  const { dataSet, sink } = reading;
  const issue = issueOfLength(dataSet, file.size, known.records);
  if (issue !== undefined) refuse(file.name, issue);
  const records = new Uint8Array(file.size);
  if ((await reader.fill(records)) < file.size) refuse(file.name, 'became shorter while it was read. Choose it again.');
  const damage = issueOfRecords(dataSet, records, known.records);
  if (damage !== undefined) refuse(file.name, damage);
  await sink(known, records);
}

async function readCompressed(file: DataFile, reader: ByteReader, reading: Reading): Promise<void> {
  const plain = new ByteReader(file.name, reader.pieces(PIECE).pipeThrough(new DecompressionStream('gzip')));
  const { dataSet } = reading;
  const known = fileOf(dataSet, file.name);
  try {
    const head = await plain.peek(HEAD);
    if (dataSet.origin.package && isNpmPackage(head)) await readPackage(file, reading);
    else if (known && !looksLikeTar(head)) await readPacked(plain, known, reading);
    else await readArchive(plain, reading);
  } catch (error) {
    if (error instanceof DataError) throw error;
    const { name, bytes } = dataSet.origin.download;
    const original =
      file.name === name && file.size > 0 && bytes !== undefined
        ? ` (${count(file.size)} bytes; the original has ${count(bytes)})`
        : '';
    refuse(file.name, `is damaged or was cut short${original}: it cannot be decompressed. Download it again.`);
  } finally {
    await plain.cancel();
  }
}

/** A gzipped record file. It is unpacked only to the size that a record file can have. */
async function readPacked(plain: ByteReader, known: RecordFile, { dataSet, sink }: Reading): Promise<void> {
  const room = new Uint8Array(known.records * recordLength(dataSet) + 1);
  const records = room.slice(0, await plain.fill(room));
  const damage = issueOfRecords(dataSet, records, known.records);
  if (damage !== undefined) refuse(plain.name, damage);
  await sink(known, records);
}

async function readArchive(reader: ByteReader, { dataSet, sink }: Reading): Promise<void> {
  const take = takeOf(dataSet);
  const found = new Set<RecordFile>();
  for (let entries = 0; ; entries++) {
    const entry = await nextEntry(reader);
    if (!entry) break;
    const known = entry.isFile ? fileOf(dataSet, entry.name) : undefined;
    const most = known ? known.records * recordLength(dataSet) : MAX_OTHER;
    if (entries >= MAX_ENTRIES || entry.size > most) {
      refuse(
        reader.name,
        `is another archive: it holds ${entry.name.slice(0, 60)} with ${count(entry.size)} bytes. ${take}`,
      );
    }
    if (!known) {
      await skipEntry(reader, entry);
      continue;
    }
    if (found.has(known)) refuse(reader.name, `holds ${known.name}.bin twice. ${take}`);
    found.add(known);
    const records = await takeEntry(reader, entry);
    const damage = issueOfRecords(dataSet, records, known.records);
    if (damage !== undefined) refuse(reader.name, `holds ${known.name}.bin, which ${damage}`);
    await sink(known, records);
  }
  if (found.size === 0)
    refuse(reader.name, `is another archive: it holds none of ${dataSet.title}’s .bin files. ${take}`);
  // To the end, where gzip has its checksum.
  if ((await reader.skip(MAX_OTHER)) === MAX_OTHER)
    refuse(reader.name, `has data after its end: it is damaged. ${take}`);
}
