/** The folder beside a run file in which the command's browser saves the run until it has ended. */
import { execFileSync } from 'node:child_process';
import { createHash } from 'node:crypto';
import { existsSync, mkdirSync, readlinkSync, realpathSync, rmSync } from 'node:fs';
import { connect, createServer, type Server } from 'node:net';
import { tmpdir } from 'node:os';
import { basename, dirname, join, resolve } from 'node:path';
import { formatAddress, type RunAddress } from '../src/shared/run/run-url.ts';

/** How long a killed command and its browser may take to end, ms. */
const ENDING = 10_000;
const LOOK_EVERY = 100;
/** Hexadecimal digits of SHA-256 that identify a run in its folder. */
const DIGITS = 8;

const digest = (text: string): string => createHash('sha256').update(text).digest('hex');
const wait = (ms: number): Promise<void> => new Promise((done) => setTimeout(done, ms));

/** Each run file and address has its own folder, so another address with the same file leaves it alone. */
function unfinishedFolder(out: string, address: RunAddress): string {
  const folder = dirname(resolve(out));
  // Resolves links, so that every path to the folder gives the same name.
  const real = existsSync(folder) ? realpathSync(folder) : folder;
  const run = digest(formatAddress({ ...address, start: false })).slice(0, DIGITS);
  return join(real, `${basename(out)}.${run}.unfinished`);
}

export interface UnfinishedRun {
  /** The profile of the browser that trains the run. */
  readonly profile: string;
  /** An earlier command was cut short and left the folder. */
  readonly found: boolean;
  /** Unlocks the folder; deletes it unless `keep`. */
  release(keep: boolean): void;
}

export interface TakeOptions {
  /** Deletes an existing run. */
  readonly restart?: boolean;
  /** Called when another command asks for the folder: this process must end. Without it, the folder stays locked. */
  readonly onAsked?: () => void;
}

/**
 * Locks the run's folder for this process. If another command has it (started twice, or its npm was killed), asks that
 * command to end. Throws if it doesn't.
 */
export async function takeUnfinished(
  out: string,
  address: RunAddress,
  { restart = false, onAsked }: TakeOptions = {},
): Promise<UnfinishedRun> {
  const profile = unfinishedFolder(out, address);
  const lock = await lockOf(profile, onAsked);
  await browserEnded(profile);
  if (restart) remove(profile);
  const found = existsSync(profile);
  mkdirSync(profile, { recursive: true });
  return {
    profile,
    found,
    release(keep) {
      lock.close();
      if (!keep) remove(profile);
    },
  };
}

const remove = (folder: string): void => rmSync(folder, { recursive: true, force: true, maxRetries: 3 });

/** A socket as the lock: the system closes it when its process ends. Connecting to it asks for the folder. */
async function lockOf(profile: string, onAsked: (() => void) | undefined): Promise<Server> {
  const name = `shuffle-lab-${digest(profile).slice(0, 2 * DIGITS)}`;
  const path = process.platform === 'win32' ? `\\\\.\\pipe\\${name}` : join(tmpdir(), `${name}.sock`);
  for (const until = Date.now() + ENDING; Date.now() < until;) {
    if (!(await answers(path))) {
      rmSync(path, { force: true });
      const lock = await listens(path, onAsked);
      if (lock) return lock;
    }
    await wait(LOOK_EVERY);
  }
  throw new Error(`Another command trains this run and does not end. Its folder is ${profile}. Stop it, or wait.`);
}

const answers = (path: string): Promise<boolean> =>
  new Promise((tell) => {
    const socket = connect(path);
    socket.once('connect', () => {
      socket.destroy();
      tell(true);
    });
    socket.once('error', () => {
      tell(false);
    });
  });

/** undefined if another process was faster. */
const listens = (path: string, onAsked: (() => void) | undefined): Promise<Server | undefined> =>
  new Promise((tell) => {
    const server = createServer((socket) => {
      socket.destroy();
      onAsked?.();
    });
    server.once('error', () => {
      tell(undefined);
    });
    server.listen(path, () => {
      server.unref();
      tell(server);
    });
  });

/** Waits until the browser of a killed command has ended; kills it if it doesn't. */
async function browserEnded(profile: string): Promise<void> {
  const pid = browserOf(profile);
  if (pid === undefined) return;
  for (const until = Date.now() + ENDING; Date.now() < until;) {
    if (browserOf(profile) !== pid) return;
    await wait(LOOK_EVERY);
  }
  endBrowser(profile);
}

/** Kills the browser that uses the profile, if any. */
export function endBrowser(profile: string): void {
  const pid = browserOf(profile);
  if (pid === undefined) return;
  try {
    process.kill(pid, 'SIGKILL');
  } catch {
    // It ended by itself.
  }
}

/** The process id of the browser that uses the profile; undefined if there is none or it can't be found. */
function browserOf(profile: string): number | undefined {
  try {
    // Chromium locks a profile by a link to HOST-PID. The link can outlive the process, and the id can be reused.
    const [, pid] = /-(\d+)$/.exec(readlinkSync(join(profile, 'SingletonLock'))) ?? [];
    if (pid === undefined) return undefined;
    const args = execFileSync('ps', ['-p', pid, '-o', 'args='], {
      encoding: 'utf8',
      stdio: ['ignore', 'pipe', 'ignore'],
    });
    return args.includes(profile) ? Number(pid) : undefined;
  } catch {
    return undefined;
  }
}
