/** The folder beside a run file in which the command's browser keeps a run, until that has ended. */
import { execFileSync } from 'node:child_process';
import { createHash } from 'node:crypto';
import { existsSync, mkdirSync, readlinkSync, realpathSync, rmSync } from 'node:fs';
import { connect, createServer, type Server } from 'node:net';
import { tmpdir } from 'node:os';
import { basename, dirname, join, resolve } from 'node:path';
import { formatAddress, type RunAddress } from '../src/shared/run/run-url.ts';

/** A command that was killed, and its browser, may need so long to end, ms. */
const ENDING = 10_000;
const LOOK_EVERY = 100;
/** Of SHA-256: enough to tell the runs of one folder apart. */
const DIGITS = 8;

const digest = (text: string): string => createHash('sha256').update(text).digest('hex');
const wait = (ms: number): Promise<void> => new Promise((done) => setTimeout(done, ms));

/** One folder for each run file and address: another address with the same file does not touch it. */
function unfinishedFolder(out: string, address: RunAddress): string {
  const folder = dirname(resolve(out));
  // The same place by whichever path it is named.
  const real = existsSync(folder) ? realpathSync(folder) : folder;
  const run = digest(formatAddress({ ...address, start: false })).slice(0, DIGITS);
  return join(real, `${basename(out)}.${run}.unfinished`);
}

export interface UnfinishedRun {
  /** The profile of the browser that trains the run. */
  readonly profile: string;
  /** An earlier command was cut short and left the folder. */
  readonly found: boolean;
  /** Lets go of the folder; deletes it unless the run is to be continued. */
  release(keep: boolean): void;
}

export interface TakeOptions {
  /** Whether a run that is there is deleted. */
  readonly restart?: boolean;
  /** Called when another command asks for the folder: this process must end then. Without it the folder is not given. */
  readonly onAsked?: () => void;
}

/**
 * Takes the folder of the run for this process alone. Where a command has it (one that was started twice, or whose npm was
 * killed) that is asked to give it. Throws where it does not.
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

/** A socket, which the system closes when its process ends, however it does; a connection to it asks for the folder. */
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
  throw new Error(`Another command trains this run and does not end; it keeps the run in ${profile}.`);
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

/** Undefined where another process was faster. */
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

/** The browser of a command that was killed ends by itself; one that does not is ended. */
async function browserEnded(profile: string): Promise<void> {
  const pid = browserOf(profile);
  if (pid === undefined) return;
  for (const until = Date.now() + ENDING; Date.now() < until;) {
    if (browserOf(profile) !== pid) return;
    await wait(LOOK_EVERY);
  }
  endBrowser(profile);
}

/** Ends the browser of the profile by force, where there is one. */
export function endBrowser(profile: string): void {
  const pid = browserOf(profile);
  if (pid === undefined) return;
  try {
    process.kill(pid, 'SIGKILL');
  } catch {
    // It ended by itself.
  }
}

/** The process of the browser that uses the profile; undefined where none does, or the system has no such link. */
function browserOf(profile: string): number | undefined {
  try {
    // Chromium locks a profile by a link to HOST-PID. The link outlives it, and the number may be another process's by now.
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
