/**
 * Turns the user's files into a set of images. Distinguishes a picture folder, an .npz and IDX files by their content.
 */
import { quote } from '../../../src/shared/util/issues.ts';
import type { UserFile } from '../../../src/shared/data-sets/own-data.ts';
import { DataError, refuse } from '../data-error.ts';
import type { ReportProgress } from '../progress.ts';
import { setOfArrays } from './arrays.ts';
import type { DataFile } from '../data-file.ts';
import { count } from '../data-file.ts';
import { looksLikeIdx, plainHead, readIdx } from './idx.ts';
import type { NamedArray, UnreadArray } from './named-array.ts';
import { looksLikeNpy, readNpy } from './npy.ts';
import { looksLikeZip, openNpz } from './npz.ts';
import { checkOwnSet, emptyImageNotes, type OwnSet } from './own-set.ts';
import { isJunk } from './parts.ts';
import { isPicture, readPictures } from './pictures.ts';

/** Most array files: a data set has four, plus a few other files. */
const MAX_ARRAY_FILES = 32;
const ARRAY_NAME = /\.np[yz]$|ubyte(\.gz)?$/i;

/** Throws DataError. */
export async function readOwnFiles(files: readonly UserFile[], report: ReportProgress): Promise<OwnSet> {
  const set = await readAny(files, report);
  checkOwnSet(set);
  return { ...set, notes: [...set.notes, ...emptyImageNotes(set.images)] };
}

/** The name without folders, `.gz` and a browser's ` (1)`; files of the same name hold the same array. */
const plainName = ({ path }: UserFile): string =>
  path
    .slice(path.lastIndexOf('/') + 1)
    .replace(/\.gz$/i, '')
    .replace(/ ?\(\d+\)(?=\.|$)/, '')
    .toLowerCase();

const folderOf = ({ path }: UserFile): string => path.slice(0, path.lastIndexOf('/') + 1);

/** A file and its gzipped copy count once; the plain one is read. */
function withoutCopies(files: readonly UserFile[]): readonly UserFile[] {
  const found = new Map<string, UserFile>();
  for (const userFile of files) {
    const key = folderOf(userFile) + plainName(userFile);
    const other = found.get(key);
    if (!other || (/\.gz$/i.test(other.path) && !/\.gz$/i.test(userFile.path))) found.set(key, userFile);
  }
  return [...found.values()];
}

async function readAny(userFile: readonly UserFile[], report: ReportProgress): Promise<OwnSet> {
  const files = userFile.filter(({ path }) => !isJunk(path));
  const named = files.filter(({ path }) => ARRAY_NAME.test(path));
  const pictures = files.filter(isPicture);
  // A few pictures next to arrays only show their contents.
  const arraysFirst = named.length > 0 && pictures.length <= named.length;
  if ((pictures.length > 0 && !arraysFirst) || (files.length > MAX_ARRAY_FILES && named.length === 0)) {
    return readPictures(userFile, report);
  }
  const wanted = withoutCopies(arraysFirst && files.length > MAX_ARRAY_FILES ? named : files);
  if (wanted.length > MAX_ARRAY_FILES) {
    throw new DataError(
      `${count(wanted.length)} files of arrays are too many. Give one data set: images and labels, of training and test.`,
    );
  }
  return readArrays(wanted, userFile, report);
}

async function readArrays(
  files: readonly UserFile[],
  userFile: readonly UserFile[],
  report: ReportProgress,
): Promise<OwnSet> {
  const heads = await Promise.all(files.map(async ({ path, file }) => ({ path, file, head: await plainHead(file) })));
  const ofKind = (looks: (head: Uint8Array) => boolean): DataFile[] =>
    heads.filter(({ head }) => looks(head)).map(({ file }) => file);
  const [zips, npys, idx] = [ofKind(looksLikeZip), ofKind(looksLikeNpy), ofKind(looksLikeIdx)];
  const read = new Set<DataFile>([...zips, ...npys, ...idx]);
  // Files that are no arrays are ignored, unless their name says that they should be one.
  const broken = heads.find(({ path, file }) => ARRAY_NAME.test(path) && !read.has(file));
  if (broken)
    refuse(
      broken.path,
      'is not what its name says: it begins with other bytes, or is damaged. Save or download it again.',
    );
  const [first] = read;
  if (!first) return readPictures(userFile, report);
  const others = heads.filter(({ file }) => !read.has(file)).map(({ path }) => path);
  const notes = leftOutNote(others);
  const arrays: NamedArray[] = [];
  const unread: UnreadArray[] = [];
  const several = read.size > 1;
  for (const zip of zips) {
    report(`Reading ${zip.name}`, null);
    for (const entry of await openNpz(zip)) {
      try {
        arrays.push({ ...entry.read(), ...(several && { file: stemOf(zip.name) }) });
      } catch (error) {
        if (!(error instanceof DataError)) throw error;
        unread.push({ key: entry.name, message: error.message });
      }
    }
  }
  for (const file of npys) {
    report(`Reading ${file.name}`, null);
    if (file.size > MAX_NPY) refuse(file.name, `has ${count(file.size)} bytes; up to ${count(MAX_NPY)} are read.`);
    const bytes = new Uint8Array(await new Response(file.stream()).arrayBuffer());
    arrays.push(readNpy(bytes, file.name, stemOf(file.name)));
  }
  arrays.push(...(await readIdxFiles(idx, report)));
  if (zips.length === 0 && !several) {
    throw new DataError(
      `${quote(first.name)} is one ${idx.length > 0 ? 'IDX' : '.npy'} file of a pair. Give the file of images and the file of labels together.`,
    );
  }
  return setOfArrays(arrays, nameOf(files, first.name), unread, notes);
}

const MAX_NPY = 1_000_000_000;
const NAMED = 3;

const stemOf = (name: string): string => name.replace(/ ?\(\d+\)(?=\.|$)/, '').replace(/\.np[yz]$/i, '');

/** For several NumPy files their folder's name, otherwise the first file's name. */
function nameOf(files: readonly UserFile[], first: string): string {
  const folders = new Set(files.map(folderOf));
  const [folder = ''] = folders;
  const last = folder.split('/').at(-2);
  const isIdx = !/\.np[yz]$/i.test(first);
  return files.length > 1 && folders.size === 1 && last !== undefined && last !== '' && !isIdx
    ? last
    : first.replace(/\.gz$/, '');
}

function leftOutNote(paths: readonly string[]): string[] {
  if (paths.length === 0) return [];
  const more = paths.length > NAMED ? ` and ${paths.length - NAMED} more` : '';
  return [
    `${paths.slice(0, NAMED).map(quote).join(', ')}${more} ${paths.length === 1 ? 'is' : 'are'} left out: no array.`,
  ];
}

async function readIdxFiles(files: readonly DataFile[], report: ReportProgress): Promise<NamedArray[]> {
  const total = files.reduce((sum, { size }) => sum + size, 0);
  const arrays: NamedArray[] = [];
  let seen = 0;
  for (const file of files) {
    arrays.push(
      await readIdx(file, (bytes) => {
        seen += bytes;
        report(`Reading ${file.name}`, Math.min(1, seen / total));
      }),
    );
  }
  return arrays;
}
