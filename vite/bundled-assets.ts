/**
 * Vite plugin: keeps the bundled data sets, compressed, where their definitions refer to them, so that dev server and build
 * treat them as any other asset. The extension is neutral, so that no server declares the gzip to be its transport's.
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

async function pack(cache: string, dataSet: DataSetOf<'bundled'>, part: DataPart): Promise<void> {
  const folder = join(cache, dataSet.name);
  const file = join(folder, `${dataSet.name}-${part}.bin`);
  if (existsSync(file)) return;
  await mkdir(folder, { recursive: true });
  // One process may run several servers at once (Vitest: one a project), each of which packs.
  const unfinished = `${file}.${randomUUID()}`;
  await writeFile(unfinished, await promisify(gzip)(await readBundledPart(dataSet, part), { level: 7 }));
  await rename(unfinished, file);
}

export function bundledAssets(): Plugin {
  let cache = '';
  return {
    name: 'bundled-assets',
    configResolved(config) {
      cache = join(config.root, '.cache');
    },
    async buildStart() {
      await Promise.all(
        BUNDLED_SETS.flatMap((dataSet) => [pack(cache, dataSet, 'train'), pack(cache, dataSet, 'test')]),
      );
    },
  };
}
