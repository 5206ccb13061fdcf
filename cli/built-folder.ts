/**
 * The built page of a clone, for a command to serve: `dist`, built first if it is missing or older than its sources.
 * Commands that start together build it once, and a later build doesn't change what a running command serves.
 */
import {
  copyFileSync,
  existsSync,
  linkSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  renameSync,
  rmSync,
  statSync,
  writeFileSync,
} from 'node:fs';
import { hostname } from 'node:os';
import { join } from 'node:path';
import { build } from 'vite';

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
  'tsconfig.base.json',
  'tsconfig.page.json',
  'package-lock.json',
];
const LOOK_EVERY = 100;

export interface BuiltFolder {
  readonly folder: string;
  /** Deletes the folder; the end of the process does too. */
  release(): void;
}

/** The page of the clone at `root`. Throws if the build fails. */
export async function takeBuilt(root: string, say: (line: string) => void): Promise<BuiltFolder> {
  const cache = join(root, '.cache', 'built');
  const dist = join(root, 'dist');
  try {
    mkdirSync(cache, { recursive: true });
  } catch (error) {
    // Nothing can be built in a clone that may not be written to, and nothing can change there.
    if (isStale(root)) throw error;
    return { folder: dist, release: () => undefined };
  }
  removeLeftovers(cache);
  const unlock = await lock(join(cache, 'lock'), say);
  try {
    if (isStale(root)) {
      say('Building the page …');
      const fresh = temporary(cache);
      try {
        await build({ root, logLevel: 'error', build: { outDir: fresh.folder, emptyOutDir: true } });
        replace(dist, fresh.folder);
      } finally {
        fresh.release();
      }
    }
    // The links keep these files when another build replaces `dist`.
    const served = temporary(cache);
    linkFolder(dist, served.folder);
    return served;
  } finally {
    unlock();
  }
}

/** When the newest file at or under `path` was written; tests do not count. */
function newest(path: string): number {
  if (!existsSync(path)) return 0;
  const status = statSync(path);
  if (!status.isDirectory()) return path.endsWith('.test.ts') ? 0 : status.mtimeMs;
  return Math.max(0, ...readdirSync(path).map((name) => newest(join(path, name))));
}

function isStale(root: string): boolean {
  const built = newest(join(root, 'dist', 'index.html'));
  return built === 0 || SOURCES.some((source) => newest(join(root, source)) > built);
}

const remove = (folder: string): void => rmSync(folder, { recursive: true, force: true, maxRetries: 3 });

/** A new folder that is named after this process. */
function temporary(cache: string): BuiltFolder {
  const folder = mkdtempSync(join(cache, `${hostname()}-${process.pid}-`));
  const release = (): void => {
    process.off('exit', release);
    remove(folder);
  };
  process.on('exit', release);
  return { folder, release };
}

/** Removes what killed processes of this machine left. */
function removeLeftovers(cache: string): void {
  for (const name of readdirSync(cache)) {
    const [, host, pid] = /^(.+)-(\d+)-\w{6}$/.exec(name) ?? [];
    if (host === hostname() && !isAlive(Number(pid))) remove(join(cache, name));
  }
}

function isAlive(pid: number): boolean {
  try {
    process.kill(pid, 0);
    return true;
  } catch (error) {
    // Another user's process may not be signalled.
    return (error as NodeJS.ErrnoException).code === 'EPERM';
  }
}

/**
 * Waits until no other process has the lock, a file with the id of its process; returns what unlocks it. Two processes
 * that find a dead one's lock at the same time may both build: each builds in its own folder, so both are right.
 */
async function lock(file: string, say: (line: string) => void): Promise<() => void> {
  for (let told = false; ;) {
    try {
      writeFileSync(file, String(process.pid), { flag: 'wx' });
      return () => rmSync(file, { force: true });
    } catch (error) {
      if ((error as NodeJS.ErrnoException).code !== 'EEXIST') throw error;
    }
    const holder = holderOf(file);
    if (holder !== undefined && !isAlive(holder)) rmSync(file, { force: true });
    else {
      const whom = holder === undefined ? 'another process' : `process ${holder}`;
      if (!told) say(`Waiting for ${whom}, which builds the page; it holds ${file} …`);
      told = true;
      await new Promise((done) => setTimeout(done, LOOK_EVERY));
    }
  }
}

/** undefined if the lock is gone, or its process has not written its id yet. */
function holderOf(file: string): number | undefined {
  try {
    return Number(readFileSync(file, 'utf8')) || undefined;
  } catch {
    return undefined;
  }
}

/** Puts the folder `fresh` in the place of `folder`. */
function replace(folder: string, fresh: string): void {
  const old = `${fresh}-old`;
  if (existsSync(folder)) renameSync(folder, old);
  renameSync(fresh, folder);
  remove(old);
}

/** Links every file of `from` into `to`; copies it where the file system has no links. */
function linkFolder(from: string, to: string): void {
  for (const entry of readdirSync(from, { withFileTypes: true })) {
    const [source, target] = [join(from, entry.name), join(to, entry.name)];
    if (entry.isDirectory()) {
      mkdirSync(target);
      linkFolder(source, target);
      continue;
    }
    try {
      linkSync(source, target);
    } catch {
      copyFileSync(source, target);
    }
  }
}
