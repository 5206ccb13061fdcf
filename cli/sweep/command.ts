/** `npm run sweep`: from a sweep file to a folder of run files. USAGE lists the exit codes. */
import { accessSync, constants, mkdirSync, mkdtempSync, rmSync, statSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { MAX_SWEEP_SIZE, readSweep, type Sweep } from '../../src/shared/sweep/sweep-file.ts';
import { readUpTo } from '../reading.ts';
import type { Site } from '../serve.ts';
import { openSite } from '../site.ts';
import { startEngine, type Engine } from './engine.ts';
import { parseSweepOptions, USAGE, type SweepOptions } from './options.ts';
import { isReachable } from './remote.ts';
import { CHECKSUMS, writeResults } from './results.ts';
import { writeWhole } from './run-folder.ts';
import { serveFolder } from './folder-server.ts';

/** The name of the sweep file in the folder of its runs. */
const SWEEP = 'sweep.json';

const OK = 0;
const FAILED = 1;
const WRONG = 2;
const STOPPED = { SIGINT: 130, SIGTERM: 143 } as const;
type Stop = keyof typeof STOPPED;

const say = (line: string): boolean => process.stderr.write(`${line}\n`);
const reason = (error: unknown): string => (error instanceof Error ? error.message : String(error));

/** Runs the command and returns its exit code. */
export async function command(args: readonly string[]): Promise<number> {
  const parsed = parseSweepOptions(args);
  switch (parsed.kind) {
    case 'help':
      console.log(USAGE);
      return OK;
    case 'wrong':
      return refuse(parsed.issues, ' --help tells how the command is used.');
    case 'compare':
      return compare(parsed.folder);
    case 'sweep':
      return prepare(parsed.options);
  }
}

function refuse(issues: readonly string[], hint = ''): number {
  for (const issue of issues) say(issue);
  say(`\nNothing was trained; run files that are there are kept.${hint}`);
  return WRONG;
}

/** The first signal asks to stop; later ones repeat it. */
function stopSignal(): { readonly asked: () => Stop | undefined; readonly wait: Promise<void> } {
  let asked: Stop | undefined;
  const wait = new Promise<void>((wake) => {
    for (const signal of ['SIGINT', 'SIGTERM'] as const) {
      process.on(signal, () => {
        asked ??= signal;
        wake();
      });
    }
  });
  return { asked: () => asked, wait };
}

async function prepare(options: SweepOptions): Promise<number> {
  let file: { readonly size: number; readonly text: string };
  try {
    file = readUpTo(options.file, MAX_SWEEP_SIZE);
  } catch (error) {
    return refuse([`The sweep file ${options.file} cannot be read: ${reason(error)}.`]);
  }
  const { size, text } = file;
  const parsed = await readSweep({ size, text: () => Promise.resolve(text) });
  if (!parsed.ok) return refuse(parsed.issues);
  const silent: string[] = [];
  for (const remote of options.remotes) if (!(await isReachable(remote))) silent.push(remote);
  if (silent.length > 0) {
    return refuse(
      silent.map(
        (remote) => `The remote ${remote} does not answer. Start one there: npx playwright run-server --port PORT`,
      ),
    );
  }
  try {
    mkdirSync(options.out, { recursive: true });
    accessSync(options.out, constants.W_OK);
    writeWhole(options.out, SWEEP, text);
  } catch (error) {
    return refuse([reason(error)]);
  }
  return train(options, parsed.sweep);
}

async function train(options: SweepOptions, sweep: Sweep): Promise<number> {
  const stop = stopSignal();
  const scratch = mkdtempSync(join(tmpdir(), 'shuffle-lab-sweep-'));
  let site: Site | undefined;
  let engine: Engine | undefined;
  try {
    site = await openSite(say);
    if (stop.asked() === undefined) {
      const started = startEngine(
        {
          // The text that was read: the original file may change meanwhile, or be a pipe.
          file: resolve(options.out, SWEEP),
          out: resolve(options.out),
          site: site.url,
          remotes: options.remotes,
          remoteBrowser: options.remoteBrowser,
          scratch,
          blob: options.blob === undefined ? undefined : resolve(options.blob),
        },
        options.engine,
      );
      engine = started;
      void stop.wait.then(() => {
        say('\nStopping; finished runs are kept; the same command trains the others.');
        started.stop();
      });
      const code = await started.ended;
      const signal = stop.asked();
      if (signal !== undefined) return STOPPED[signal];
      tell(options.out, sweep);
      return code === 0 ? OK : FAILED;
    }
    return STOPPED[stop.asked() ?? 'SIGINT'];
  } catch (error) {
    engine?.stop();
    say(reason(error));
    return FAILED;
  } finally {
    await site?.close().catch(() => undefined);
    rmSync(scratch, { recursive: true, force: true });
  }
}

function tell(out: string, sweep: Sweep): void {
  const digest = writeResults(out, sweep);
  if (digest === undefined) {
    say(`Other runs of the sweep are not in ${out} yet; once they are, the same command without --shard sums them up.`);
    return;
  }
  for (const name of ['summary.csv', 'summary.svg', CHECKSUMS]) console.log(join(out, name));
  console.log(`sha256 of ${CHECKSUMS}: ${digest}`);
  say(`Compare the runs: npm run sweep -- --compare ${out}`);
}

async function compare(folder: string): Promise<number> {
  if (!statSync(folder, { throwIfNoEntry: false })?.isDirectory()) return refuse([`${folder} is not a folder.`]);
  const stop = stopSignal();
  const site = await openSite(say, [serveFolder(folder)]);
  console.log(`${site.url}compare.html?served=1`);
  say('Ctrl-C ends it.');
  await stop.wait;
  await site.close();
  return OK;
}
