/** `npm run lab`: from an address to a trained run and its files. Exit codes as USAGE tells them. */
import { accessSync, constants } from 'node:fs';
import { dirname } from 'node:path';
import { fileURLToPath } from 'node:url';
import { helpText, parseOptions, type Options } from './options.ts';
import { prepareOutputs, writeOutputs } from './outputs.ts';
import { LabPage } from './page.ts';
import { duration, Progress } from './progress.ts';
import { openSite, type Site } from './site.ts';

const POLL = 250;
const OK = 0;
const FAILED = 1;
const WRONG = 2;
const STOPPED: Readonly<Partial<Record<NodeJS.Signals, number>>> = { SIGINT: 130, SIGTERM: 143 };
/** npm passes a Ctrl-C on that the terminal has sent already; a later one means it. */
const SAME_PRESS = 1500;

const say = (line: string): boolean => process.stderr.write(`${line}\n`);
const reason = (error: unknown): string => (error instanceof Error ? error.message : String(error));

/** Runs the command; gives its exit code. */
export async function command(args: readonly string[]): Promise<number> {
  const parsed = parseOptions(args);
  switch (parsed.kind) {
    case 'help':
      console.log(helpText());
      return OK;
    case 'wrong':
      for (const fault of parsed.faults) say(fault);
      say('\nNothing was trained. --help tells how the command is used.');
      return WRONG;
    case 'run':
      return train(parsed.options);
  }
}

/** Hears Ctrl-C from the beginning: a second one, later, ends the process at once. */
function listen(): { readonly code: () => number | undefined } {
  let code: number | undefined;
  let first = 0;
  const hear = (signal: NodeJS.Signals): void => {
    const now = performance.now();
    if (code !== undefined && now - first > SAME_PRESS) process.exit(code);
    if (code !== undefined) return;
    code = STOPPED[signal] ?? FAILED;
    first = now;
    say('\nStopping; what was measured is being written. Ctrl-C again ends at once.');
  };
  for (const signal of ['SIGINT', 'SIGTERM'] as const) process.on(signal, hear);
  return { code: () => code };
}

async function train({ query, data, outputs }: Options): Promise<number> {
  const stop = listen();
  let site: Site | undefined;
  let page: LabPage | undefined;
  try {
    prepareOutputs(outputs);
    for (const file of data) accessSync(file, constants.R_OK);
    site = await openSite(dirname(dirname(fileURLToPath(import.meta.url))), say);
    page = await LabPage.open(`${site.url}?${query}`);
    if (data.length > 0) await page.trainOn(data);
    const state = await follow(page, stop.code);
    const code = stop.code() ?? (state === 'done' ? OK : FAILED);
    if (state === 'failed') say(await page.failure());
    await write(page, outputs);
    return code;
  } catch (error) {
    say(page?.crashed ?? reason(error));
    return stop.code() ?? FAILED;
  } finally {
    await page?.close().catch(() => undefined);
    await site?.close().catch(() => undefined);
  }
}

/** Shows the run's progress until it ends or is stopped; gives its last state. */
async function follow(page: LabPage, stopped: () => number | undefined): Promise<string> {
  const progress = new Progress(process.stderr);
  const begun = performance.now();
  try {
    for (;;) {
      if (page.crashed !== undefined) throw new Error(page.crashed);
      const seen = await page.seen();
      progress.show(performance.now(), seen);
      if (seen.state === 'done' || seen.state === 'failed') {
        say(`\n${seen.state === 'done' ? 'Done' : 'Failed'} after ${duration((performance.now() - begun) / 1000)}.`);
        return seen.state;
      }
      if (stopped() !== undefined) {
        await page.pause();
        return (await page.seen()).state;
      }
      await new Promise((resolve) => setTimeout(resolve, POLL));
    }
  } finally {
    progress.end();
  }
}

async function write(page: LabPage, outputs: Options['outputs']): Promise<void> {
  if (Object.keys(outputs).length === 0) return;
  if (!(await page.hasResults())) {
    say('Nothing was measured, so no file was written.');
    return;
  }
  for (const path of await writeOutputs(page, outputs)) console.log(path);
}
