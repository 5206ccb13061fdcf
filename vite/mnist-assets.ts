/**
 * Vite plugin: keeps MNIST, compressed, where `workers/data/mnist-assets.ts` refers to it, so that dev server and build
 * treat it as any other asset. The extension is neutral, lest a server declare the gzip to be its transport's.
 */
import { randomUUID } from 'node:crypto';
import { existsSync } from 'node:fs';
import { mkdir, rename, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { gzip } from 'node:zlib';
import type { Plugin } from 'vite';
import { MNIST_PARTS, readMnistPart, type MnistPart } from './mnist-files.ts';

async function pack(folder: string, part: MnistPart): Promise<void> {
  const file = join(folder, `mnist-${part}.bin`);
  if (existsSync(file)) return;
  await mkdir(folder, { recursive: true });
  // One process may run several servers at once (Vitest: one a project), each of which packs.
  const unfinished = `${file}.${randomUUID()}`;
  await writeFile(unfinished, await promisify(gzip)(await readMnistPart(part), { level: 7 }));
  await rename(unfinished, file);
}

export function mnistAssets(): Plugin {
  let folder = '';
  return {
    name: 'mnist-assets',
    configResolved(config) {
      folder = join(config.root, '.cache', 'mnist');
    },
    async buildStart() {
      await Promise.all(MNIST_PARTS.map((part) => pack(folder, part)));
    },
  };
}
