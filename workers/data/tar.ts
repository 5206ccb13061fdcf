/**
 * Reads tar archives (ustar, and regular files of GNU and pax archives) entry by entry from a stream. Names are only
 * compared, never used as paths. The caller checks an entry's size before it reads the bytes.
 */
import type { ByteReader } from './byte-reader.ts';
import { refuse } from './data-error.ts';

const BLOCK = 512;
const CUT_SHORT = 'was cut short: it ends inside the archive. Download it again.';
const DAMAGED = 'is damaged: a header of the archive inside does not add up. Download it again.';
const PLAIN_NAME = /^[\w.+-]+(\/[\w.+-]+)*\/?$/;

export interface TarEntry {
  /** Folders and name, e.g. cifar-10-batches-bin/test_batch.bin. */
  readonly name: string;
  /** Bytes. */
  readonly size: number;
  /** A regular file: no folder, link or extended header. */
  readonly isFile: boolean;
}

/** Whether a file's first bytes are those of a ustar archive. */
export const looksLikeTar = (head: Uint8Array): boolean => text(head, 257, 262) === 'ustar';

/** Whether an archive's first bytes are those of an npm package, which has all files in one folder. */
export const isNpmPackage = (head: Uint8Array): boolean => looksLikeTar(head) && text(head, 0, 8) === 'package/';

/** The next entry's header; the caller must take or skip the entry's bytes. Undefined at the end. Throws DataError. */
export async function nextEntry(reader: ByteReader): Promise<TarEntry | undefined> {
  const header = new Uint8Array(BLOCK);
  if ((await reader.fill(header)) < BLOCK) refuse(reader.name, CUT_SHORT);
  if (header.every((byte) => byte === 0)) return undefined;
  // The checksum counts its own field as spaces.
  const sum = header.reduce((total, byte, at) => total + (at >= 148 && at < 156 ? 32 : byte), 0);
  if (octal(header, 148, 156) !== sum) refuse(reader.name, DAMAGED);
  const size = octal(header, 124, 136);
  if (size === undefined) refuse(reader.name, DAMAGED);
  const prefix = looksLikeTar(header) ? text(header, 345, 500) : '';
  const name = `${prefix === '' ? '' : `${prefix}/`}${text(header, 0, 100)}`;
  if (!PLAIN_NAME.test(name) || name.split('/').includes('..')) {
    refuse(reader.name, 'has an entry with an odd name inside, so it is not the data set’s own archive.');
  }
  const type = text(header, 156, 157);
  return { name, size, isFile: type === '' || type === '0' };
}

/** The entry's bytes. Throws DataError. */
export async function takeEntry(reader: ByteReader, entry: TarEntry): Promise<Uint8Array> {
  const bytes = new Uint8Array(entry.size);
  if ((await reader.fill(bytes)) < entry.size) refuse(reader.name, CUT_SHORT);
  await skipExactly(reader, padding(entry));
  return bytes;
}

/** Skips the entry's bytes. Throws DataError. */
export const skipEntry = (reader: ByteReader, entry: TarEntry): Promise<void> =>
  skipExactly(reader, entry.size + padding(entry));

const padding = (entry: TarEntry): number => (BLOCK - (entry.size % BLOCK)) % BLOCK;

async function skipExactly(reader: ByteReader, count: number): Promise<void> {
  if ((await reader.skip(count)) < count) refuse(reader.name, CUT_SHORT);
}

/** The characters of a field up to its NUL. */
function text(bytes: Uint8Array, from: number, to: number): string {
  const field = String.fromCharCode(...bytes.subarray(from, to));
  return field.split('\0', 1)[0] ?? '';
}

/** An octal field; undefined for any other (sizes of 8 GB and more are encoded differently). */
function octal(bytes: Uint8Array, from: number, to: number): number | undefined {
  const digits = text(bytes, from, to).trim();
  return /^[0-7]{1,12}$/.test(digits) ? parseInt(digits, 8) : undefined;
}
