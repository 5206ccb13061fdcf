/**
 * Vite plugin: writes the service worker next to the build, with the list of the build's files and their common version
 * hash.
 */
import { createHash } from 'node:crypto';
import { readdir, readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import type { Plugin } from 'vite';

const SOURCE = fileURLToPath(new URL('service-worker.js', import.meta.url));
/** In the page's own folder, which is its scope. */
const WORKER_FILE = 'offline.js';

/** The service worker's text for a build of these files. */
function offlineWorker(source: string, files: readonly string[], version: string): string {
  const put = (text: string, mark: string, value: string): string => {
    if (!text.includes(mark)) throw new Error(`the service worker has no place for ${mark}`);
    return text.replace(mark, () => value);
  };
  const listed = put(source, '/* files */ []', JSON.stringify(files.map((file) => `./${file}`)));
  return put(listed, "/* version */ ''", JSON.stringify(version));
}

/**
 * The files of the public folder itself. Its subfolders hold data sets, which the page fetches when a run needs them.
 */
export async function topFiles(folder: string): Promise<readonly string[]> {
  const entries = await readdir(folder, { withFileTypes: true });
  return entries
    .filter((entry) => entry.isFile())
    .map(({ name }) => name)
    .sort();
}

export function offline(): Plugin {
  let publicFolder = '';
  return {
    name: 'offline',
    apply: 'build',
    enforce: 'post',
    configResolved(config) {
      publicFolder = config.publicDir;
    },
    async generateBundle(_options, bundle) {
      const hash = createHash('sha256');
      const copied = await topFiles(publicFolder);
      for (const file of copied) hash.update(await readFile(join(publicFolder, file)));
      const built = Object.values(bundle).sort((a, b) => (a.fileName < b.fileName ? -1 : 1));
      for (const file of built) hash.update(file.fileName).update(file.type === 'chunk' ? file.code : file.source);
      // A host reads `_headers` and does not serve it; one missing file would fail the whole worker.
      const files = [...built.map(({ fileName }) => fileName), ...copied].filter((file) => !/^_|\.map$/.test(file));
      const version = hash.digest('hex').slice(0, 16);
      const source = offlineWorker(await readFile(SOURCE, 'utf8'), files, version);
      this.emitFile({ type: 'asset', fileName: WORKER_FILE, source });
    },
  };
}
