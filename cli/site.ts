/** The built page on a local port: builds it when it is missing or older than its sources. */
import { existsSync, readdirSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { build, preview, type Plugin } from 'vite';
import { freePort } from '../scripts/lib/port.mjs';

const SOURCES = [
  'src',
  'workers',
  'vite',
  'public',
  'index.html',
  'compare.html',
  'check.html',
  'vite.config.ts',
  'package-lock.json',
];

/** When the newest of the files at or under `path` was written; tests do not count. */
function newest(path: string): number {
  if (!existsSync(path)) return 0;
  const status = statSync(path);
  if (!status.isDirectory()) return path.endsWith('.test.ts') ? 0 : status.mtimeMs;
  return Math.max(0, ...readdirSync(path).map((name) => newest(join(path, name))));
}

export function isStale(root: string): boolean {
  const built = newest(join(root, 'dist', 'index.html'));
  return built === 0 || SOURCES.some((source) => newest(join(root, source)) > built);
}

export interface Site {
  readonly url: string;
  close(): Promise<void>;
}

/** Serves `dist`, and what `plugins` add, with the headers of `npm start`. Throws where the build fails. */
export async function openSite(
  root: string,
  say: (line: string) => void,
  plugins: readonly Plugin[] = [],
): Promise<Site> {
  if (isStale(root)) {
    say('Building the page …');
    await build({ root, logLevel: 'error' });
  }
  const port = await freePort();
  const before = process.listeners('SIGTERM');
  const server = await preview({
    root,
    logLevel: 'error',
    plugins: [...plugins],
    preview: { port, strictPort: true, host: 'localhost' },
  });
  // Vite would end the process at SIGTERM; the command answers it itself, when what was measured is written.
  for (const own of process.listeners('SIGTERM')) if (!before.includes(own)) process.off('SIGTERM', own);
  return { url: server.resolvedUrls?.local[0] ?? `http://localhost:${port}/`, close: () => server.close() };
}
