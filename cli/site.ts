/** Serves a clone's page on a local port; builds it if it is missing or older than its sources. */
import { existsSync, readdirSync, statSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { build } from 'vite';
import { serveSite, type Handler, type Site } from './serve.ts';

const ROOT = dirname(dirname(fileURLToPath(import.meta.url)));

const SOURCES = [
  'src',
  'workers',
  'vite',
  'public',
  'index.html',
  'compare.html',
  'check.html',
  'experiments.html',
  'docs/experiments',
  'scripts/lib/experiment-pages.ts',
  'vite.config.ts',
  'package-lock.json',
];

/** When the newest file at or under `path` was written; tests do not count. */
function newest(path: string): number {
  if (!existsSync(path)) return 0;
  const status = statSync(path);
  if (!status.isDirectory()) return path.endsWith('.test.ts') ? 0 : status.mtimeMs;
  return Math.max(0, ...readdirSync(path).map((name) => newest(join(path, name))));
}

function isStale(): boolean {
  const built = newest(join(ROOT, 'dist', 'index.html'));
  return built === 0 || SOURCES.some((source) => newest(join(ROOT, source)) > built);
}

/** Serves `dist`, after the `handlers`. Throws if the build fails. */
export async function openSite(say: (line: string) => void, handlers: readonly Handler[] = []): Promise<Site> {
  if (isStale()) {
    say('Building the page …');
    await build({ root: ROOT, logLevel: 'error' });
  }
  return serveSite(join(ROOT, 'dist'), 0, handlers);
}
