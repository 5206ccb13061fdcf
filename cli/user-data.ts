/** The files and folders after --data, as the page's file fields take them. */
import { constants, cpSync, mkdirSync, readdirSync, realpathSync, statSync, type Dirent } from 'node:fs';
import { basename, join, parse } from 'node:path';
import { isOwn } from '../src/shared/data-sets/find.ts';
import type { DataSet } from '../src/shared/run/run-params.ts';

/** One folder for a folder field, or files for a file field. */
export type UserPaths =
  { readonly kind: 'folder'; readonly folder: string } | { readonly kind: 'files'; readonly files: readonly string[] };

const ARCHIVE = /\.(tar|tgz|tar\.gz)$/i;
const RECORDS = /\.bin$/i;

/**
 * Own images keep their folders, which name their classes; several paths are copied into one folder in `scratch`. For a
 * data set with its own files, every file in the folders counts. If the folders contain the unpacked files, their
 * archives are ignored. Throws if a path cannot be read or a folder is empty.
 */
export function userPaths(paths: readonly string[], data: DataSet, scratch: string): UserPaths {
  const each = paths.map((path) => {
    const real = realpathSync(path);
    return { path: real, files: statSync(real).isDirectory() ? entriesIn(real) : undefined };
  });
  const empty = each.find(({ files }) => files?.length === 0);
  if (empty) throw new Error(`${empty.path} is a folder without files.`);
  if (!isOwn(data)) {
    return { kind: 'files', files: each.flatMap(({ path, files }) => (files ? dataFiles(files) : path)) };
  }
  const [only] = each;
  if (each.every(({ files }) => !files)) return { kind: 'files', files: each.map(({ path }) => path) };
  // The browser skips links in a folder.
  if (only?.files && each.length === 1 && !only.files.some((entry) => entry.isSymbolicLink())) {
    return { kind: 'folder', folder: only.path };
  }
  return {
    kind: 'folder',
    folder: copied(
      each.map(({ path }) => path),
      scratch,
    ),
  };
}

function entriesIn(folder: string): Dirent[] {
  return readdirSync(folder, { withFileTypes: true, recursive: true }).filter((entry) => !entry.isDirectory());
}

function dataFiles(entries: readonly Dirent[]): string[] {
  const files = entries.map(({ parentPath, name }) => join(parentPath, name)).sort();
  return files.some((file) => RECORDS.test(file)) ? files.filter((file) => !ARCHIVE.test(file)) : files;
}

/** A folder that holds each path under its own name; duplicates get a number. */
function copied(paths: readonly string[], scratch: string): string {
  const folder = join(scratch, 'data');
  const options = { recursive: true, dereference: true, mode: constants.COPYFILE_FICLONE };
  const [only = ''] = paths;
  if (paths.length === 1) {
    cpSync(only, join(folder, basename(only)), options);
    return join(folder, basename(only));
  }
  mkdirSync(folder, { recursive: true });
  const taken = new Set<string>();
  for (const path of paths) {
    const { name, ext } = parse(path);
    let free = basename(path);
    for (let k = 2; taken.has(free); k++) free = `${name}-${k}${ext}`;
    taken.add(free);
    cpSync(path, join(folder, free), options);
  }
  return folder;
}
