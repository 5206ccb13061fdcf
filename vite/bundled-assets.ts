/**
 * Vite plugin: stores the bundled data sets compressed, where their definitions refer to them, so that dev server and
 * build treat them like any other asset. The extension is neutral, so that no server sends the gzip as a
 * Content-Encoding.
 */
import { randomUUID } from 'node:crypto';
import { existsSync } from 'node:fs';
import { mkdir, rename, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { gzip } from 'node:zlib';
import type { Plugin } from 'vite';
import type { DataPart, DataSetOf } from '../src/shared/data-sets/data-set.ts';
import { BUNDLED_SETS, readBundledPart } from './bundled-files.ts';

/** Writes the bytes compressed to `name` in `folder`, unless the file exists. */
export async function pack(folder: string, name: string, read: () => Promise<Uint8Array>): Promise<void> {
  const file = join(folder, name);
  if (existsSync(file)) return;
  await mkdir(folder, { recursive: true });
  // One process may run several servers at once (Vitest: one per project), each of which writes the files.
  const unfinished = `${file}.${randomUUID()}`;
  await writeFile(unfinished, await promisify(gzip)(await read(), { level: 7 }));
  await rename(unfinished, file);
}

const packPart = (cache: string, dataSet: DataSetOf<'bundled'>, part: DataPart): Promise<void> =>
  pack(join(cache, dataSet.name), `${dataSet.name}-${part}.bin`, () => readBundledPart(dataSet, part));

export function bundledAssets(): Plugin {
  let cache = '';
  return {
    name: 'bundled-assets',
    configResolved(config) {
      cache = join(config.root, '.cache');
    },
    async buildStart() {
      await Promise.all(
        BUNDLED_SETS.flatMap((dataSet) => [packPart(cache, dataSet, 'train'), packPart(cache, dataSet, 'test')]),
      );
    },
  };
}
