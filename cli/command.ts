/**
 * `npm run lab` and `npx shuffle-lab run`: from an address to a trained run and its files. USAGE lists the exit codes.
 */
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { failureFrom } from '../src/shared/run/failure.ts';
import type { Failure } from '../src/shared/run/run-records.ts';
import { formatAddress } from '../src/shared/run/run-url.ts';
import { userPaths, type UserPaths } from './user-data.ts';
import { helpText, parseOptions, type Options } from './options.ts';
import { prepareOutputs, writeOutputs, writeUnmeasured, type Written } from './outputs.ts';
import { LabPage } from './page.ts';
import { duration, Progress } from './progress.ts';
import type { Site } from './serve.ts';
import { spelledOut } from './spelled-out.ts';
import { Stop, Stopped } from './stop.ts';
import { takeUnfinished, type UnfinishedRun } from './unfinished.ts';

const POLL = 250;
/** Notes change seldom. */
const NOTES_EVERY = 4;
const OK = 0;
const FAILED = 1;
const WRONG = 2;

const say = (line: string): boolean => process.stderr.write(`${line}\n`);
const reason = (error: unknown): string => (error instanceof Error ? error.message : String(error));

/** How the command is called, and its source of the built page. */
export interface Host {
  readonly program: string;
  readonly openSite: (say: (line: string) => void) => Promise<Site>;
}

/** Runs the command and returns its exit code. `early` is a signal that came before. */
export async function command(args: readonly string[], host: Host, early?: NodeJS.Signals): Promise<number> {
  const parsed = parseOptions(args);
  switch (parsed.kind) {
    case 'help':
      console.log(helpText(host.program));
      return OK;
    case 'wrong':
      for (const issue of parsed.issues) say(issue);
      say('\nNothing was trained. --help tells how the command is used.');
      return WRONG;
    case 'spec': {
      const { text, counts } = spelledOut(parsed.address.params);
      console.log(text);
      say(counts);
      return OK;
    }
    case 'run':
      return train(parsed.options, host, early);
  }
}

/** A folder that is deleted when the process ends, however it ends. */
function scratchFolder(): string {
  const folder = mkdtempSync(join(tmpdir(), 'shuffle-lab-'));
  process.on('exit', () => {
    try {
      rmSync(folder, { recursive: true, force: true, maxRetries: 3 });
    } catch {
      // The browser may still be writing to it.
    }
  });
  return folder;
}

async function train(options: Options, host: Host, early: NodeJS.Signals | undefined): Promise<number> {
  const stop = new Stop(say, early);
  const { outputs, data, address, restart } = options;
  const scratch = scratchFolder();
  const training = new Training(options, host, stop);
  let unfinished: UnfinishedRun | undefined;
  let state: string | undefined;
  let failure: string | undefined;
  let complete: boolean;
  let keep = false;
  try {
    prepareOutputs(outputs);
    if (outputs.out !== undefined) unfinished = await takeUnfinished(outputs.out, address, { restart, onAsked: leave });
    keep = unfinished?.found ?? false;
    const paths = data.length > 0 ? userPaths(data, address.params.data, scratch) : undefined;
    state = await training.run(unfinished ?? { profile: join(scratch, 'browser'), found: false }, paths);
    if (state === 'failed') failure = await training.failure();
  } catch (error) {
    if (!(error instanceof Stopped)) failure = training.crashed ?? reason(error);
  }
  if (failure !== undefined) say(failure);
  try {
    const written = await training.write(failure);
    complete = written.complete;
    keep = await training.canGoOn(state, keep || written.measured);
  } catch (error) {
    say(reason(error));
    return stop.code ?? FAILED;
  } finally {
    await training.close();
    unfinished?.release(keep);
  }
  if (keep && unfinished)
    say(`The same command continues the run, which is saved in ${unfinished.profile}; --restart starts over.`);
  return stop.code ?? (state === 'done' && complete ? OK : FAILED);
}

/** Another command has the run now, so this one must not write. */
function leave(): void {
  say('\nThe same command was started again and continues this run.');
  process.exit(FAILED);
}

/** The browser's profile, and whether it may hold a run. */
type Place = Pick<UnfinishedRun, 'profile' | 'found'>;

class Training {
  readonly #options: Options;
  readonly #host: Host;
  readonly #stop: Stop;
  /** The browser's storage, which outlives a browser crash. */
  #profile = '';
  #site: Promise<Site> | undefined;
  #page: Promise<LabPage> | undefined;
  #open: LabPage | undefined;
  readonly #noted = new Set<string>();

  constructor(options: Options, host: Host, stop: Stop) {
    this.#options = options;
    this.#host = host;
    this.#stop = stop;
  }

  /** Why the page is gone, once it is. */
  get crashed(): string | undefined {
    return this.#open?.crashed;
  }

  /** Trains until the run ends or the command is stopped; returns the run's last state. */
  async run({ profile, found }: Place, paths: UserPaths | undefined): Promise<string> {
    const stop = this.#stop;
    const { address, query } = this.#options;
    this.#profile = profile;
    this.#site = this.#host.openSite(say);
    const { url } = await stop.race(this.#site);
    const waiting = formatAddress({ ...address, start: false });
    this.#page = LabPage.open(profile, url, found ? waiting : query);
    const page = await stop.race(this.#page);
    this.#open = page;
    const kept = found ? await stop.race(page.continueKept()) : undefined;
    if (kept !== undefined) say(kept);
    else {
      if (found) await stop.race(page.goto(query));
      if (paths) await stop.race(page.trainOn(paths));
    }
    return this.#follow(page);
  }

  /** Whether the run can be continued. `state` is undefined if it was cut short. */
  async canGoOn(state: string | undefined, kept: boolean): Promise<boolean> {
    if (state === 'failed') return (await this.#open?.canGoOn()) ?? false;
    return state !== 'done' && kept;
  }

  /** The page's message about a failed run. */
  async failure(): Promise<string> {
    return (await this.#open?.failure()) ?? 'The page was not opened.';
  }

  /** Shows the run's progress until it ends or is stopped; returns its last state. */
  async #follow(page: LabPage): Promise<string> {
    const progress = new Progress(process.stderr);
    const begun = performance.now();
    try {
      for (let round = 0; ; round++) {
        if (page.crashed !== undefined) throw new Error(page.crashed);
        const seen = await page.seen();
        const ended = seen.state === 'done' || seen.state === 'failed';
        const stopped = this.#stop.code !== undefined;
        if (ended || stopped || round % NOTES_EVERY === 0) await this.#note(page, progress);
        // A restored run shows its last step until it trains.
        progress.show(performance.now(), seen.state === 'loading' ? { ...seen, step: 0 } : seen);
        if (ended) {
          say(`\n${seen.state === 'done' ? 'Done' : 'Failed'} after ${duration((performance.now() - begun) / 1000)}.`);
          return seen.state;
        }
        if (stopped) {
          await page.pause();
          return (await page.seen()).state;
        }
        const refusal = seen.state === 'idle' ? await page.refusal() : undefined;
        if (refusal !== undefined) throw new Error(refusal);
        await new Promise((resolve) => setTimeout(resolve, POLL));
      }
    } finally {
      progress.end();
    }
  }

  /** Prints what the page dropped, scaled, lowered or chose, each once. */
  async #note(page: LabPage, progress: Progress): Promise<void> {
    const fresh = (await page.notes()).filter((note) => !this.#noted.has(note));
    if (fresh.length > 0) progress.end();
    for (const note of fresh) {
      this.#noted.add(note);
      say(note);
    }
  }

  /** Writes the files: from the page, else from what its browser stored, else the settings alone. */
  async write(failure: string | undefined): Promise<{ readonly complete: boolean; readonly measured: boolean }> {
    const { outputs, address } = this.#options;
    if (Object.keys(outputs).length === 0) return { complete: true, measured: false };
    const measured = await this.#measured();
    const { paths, refusals } = measured ?? writeUnmeasured(address, failureOf(failure), outputs);
    for (const refusal of refusals) say(refusal);
    for (const path of paths) console.log(path);
    return { complete: refusals.length === 0, measured: measured !== undefined };
  }

  /** The files written; undefined where nothing was measured. */
  async #measured(): Promise<Written | undefined> {
    const page = this.#open;
    if (!page) return undefined;
    if (page.crashed === undefined) {
      try {
        return (await page.hasResults()) ? await writeOutputs(page, this.#options) : undefined;
      } catch (error) {
        say(reason(error));
      }
    }
    const site = await this.#site;
    if (!site) return undefined;
    say('Reading what the browser kept of the run.');
    await page.close();
    this.#page = LabPage.open(this.#profile, site.url, '');
    const again = await this.#page;
    return (await again.openKept()) ? writeOutputs(again, this.#options) : undefined;
  }

  async close(): Promise<void> {
    const [page, site] = [this.#page, this.#site];
    // A page that is still opening ends with the process.
    if (this.#open) await (await page)?.close().catch(() => undefined);
    if (page) await (await site)?.close().catch(() => undefined);
  }
}

const failureOf = (what: string | undefined): Failure | null =>
  what === undefined ? null : failureFrom('internal', { what, kept: '', remedy: '' });
