/** The bench: the same work on the lab, stock TensorFlow.js, jax-js and PyTorch, in alternating rounds of one run. */
import { writeFileSync } from 'node:fs';
import { cpus, loadavg } from 'node:os';
import type { Page } from 'playwright';
import { inPage } from './contender.ts';
import { FULL, LOSS_STEPS, measure, QUICK, reasonOf } from './measure.ts';
import { watchHistory } from './history.ts';
import { findTorch, native } from './native.ts';
import { compareObserving } from './observables.ts';
import { batchOf, readOptions, USAGE, type Options } from './options.ts';
import { referenceLosses, storeReference } from './reference.ts';
import { kernelsTable, ratiosTable, roofTable, rowsTable, tableText, type StepTime } from './report.ts';
import { rowOf, type Row } from './rows.ts';
import { openStage } from './stage.ts';
import type { Table } from './table.ts';
import type { BackendName, EngineName } from './protocol.ts';

/** In the order of starting; a quick run that is out of time skips the last ones. */
const IN_PAGE: readonly (readonly [EngineName, BackendName])[] = [
  ['lab', 'wasm'],
  ['jax-js', 'wasm'],
  ['tfjs', 'cpu'],
  ['tfjs', 'wasm'],
  ['lab', 'webgpu'],
  ['tfjs', 'webgpu'],
  ['jax-js', 'webgpu'],
  ['lab', 'webgl'],
  ['tfjs', 'webgl'],
  ['lab', 'cpu'],
];
/** Only if `--engines` names them: no other engine trains as they do. */
const ON_REQUEST: readonly (readonly [EngineName, BackendName])[] = [
  ['lab-adam', 'wasm'],
  ['lab-adam', 'webgpu'],
];
const NATIVE_THREADS = [1, 2];
const PROFILED: readonly BackendName[] = ['wasm', 'webgpu'];
/** Approximate duration of a profile. */
const PROFILE_MS = 3000;
const LEAST_PROFILED = 3;
/** Most steps of a profile on a GPU, whose timestamps must fit into one query set. */
const MOST_ON_GPU = 20;
/** Longest delay of a timer. */
const LONGEST_MS = 2 ** 31 - 1;

const say = (text: string): void => {
  process.stdout.write(`${text}\n`);
};

/** @returns the exit code */
export async function main(args: readonly string[]): Promise<number> {
  const begun = performance.now();
  let options: Options;
  try {
    options = readOptions(args);
  } catch (error) {
    process.stderr.write(`${reasonOf(error)}\n\n${USAGE}\n`);
    return 2;
  }
  if (options.help) {
    say(USAGE);
    return 0;
  }
  // With few cores, threads that wait for each other would hide the cost of measuring.
  const stage = await openStage(!options.observables);
  try {
    const machine = `${cpus().length} × ${cpus()[0]?.model ?? 'unknown CPU'}`;
    const on = { date: new Date().toISOString().slice(0, 10), browser: stage.browser, machine, load: load() };
    say(`${on.browser}; ${machine}; load ${on.load}`);
    if (options.writeReference) await writeReference(stage.page, options);
    else {
      const tables = await measured(stage.page, options);
      for (const each of tables) say(`\n${tableText(each)}`);
      if (options.json !== null) writeFileSync(options.json, jsonText(args, { ...on, loadAfter: load() }, tables));
    }
  } finally {
    await stage.close();
  }
  say(`${((performance.now() - begun) / 1000).toFixed(0)} s, load ${load()}`);
  return 0;
}

/** Average number of runnable processes in the last minute. */
const load = (): string => (loadavg()[0] ?? NaN).toFixed(1);

/** What docs/performance.md is made from. `args` without `--json FILE` reproduce it. */
function jsonText(args: readonly string[], on: object, tables: readonly Table[]): string {
  const at = args.indexOf('--json');
  const command = ['npm run bench --', ...args.filter((_, i) => i !== at && i !== at + 1)].join(' ');
  return `${JSON.stringify({ command, ...on, tables }, null, 2)}\n`;
}

function measured(page: Page, options: Options): Promise<Table[]> {
  if (options.observables) return compareObserving(page, options, say);
  if (options.history) return watchHistory(page, options.quick);
  return options.profile ? profileSteps(page, options) : compareEngines(page, options);
}

async function compareEngines(page: Page, options: Options): Promise<Table[]> {
  const python = findTorch();
  if (python === null) say('No python3 with torch here (Debian: apt-get install python3-torch libopenblas0-openmp).');
  const rows: Row[] = [];
  for (const work of options.models) {
    const task = { work, batch: batchOf(work, options) };
    say(`\n${work}, batch ${task.batch}`);
    const entrants = [
      ...(python === null ? [] : NATIVE_THREADS.map((threads) => native(python, task, threads))),
      ...[...IN_PAGE, ...(options.engines ? ON_REQUEST : [])].map(([engine, backend]) =>
        inPage(page, engine, backend, task),
      ),
    ].filter(({ engine, backend }) => options.engines?.includes(`${engine}/${backend}`) ?? true);
    const reference = referenceLosses(work, task.batch);
    const measured = await measure(entrants, options.quick ? QUICK : FULL, say);
    rows.push(...measured.map((one) => rowOf(one, task, one.entrant.engine === 'lab-adam' ? null : reference)));
  }
  return [rowsTable(rows), ratiosTable(rows)];
}

/** For the lab's step on wasm and on WebGPU. */
async function profileSteps(page: Page, options: Options): Promise<Table[]> {
  const tables: Table[] = [];
  const steps: StepTime[] = [];
  const threads = cpus().length;
  for (const work of options.models) {
    const task = { work, batch: batchOf(work, options) };
    for (const backend of PROFILED) {
      if (!(options.engines?.includes(`lab/${backend}`) ?? true)) continue;
      const contender = await inPage(page, 'lab', backend, task).open(FULL.limitMs);
      const { stepMs } = await contender.ask<'losses'>({ kind: 'losses', count: 10, budgetMs: 5000 }, FULL.limitMs);
      const most = backend === 'webgpu' ? MOST_ON_GPU : Infinity;
      const count = Math.max(LEAST_PROFILED, Math.min(most, Math.floor(PROFILE_MS / stepMs)));
      const kernels = await contender.ask<'profile'>({ kind: 'profile', steps: count }, FULL.limitMs);
      await contender.close();
      if (backend === 'wasm') steps.push({ ...task, ms: kernels.reduce((sum, { ms }) => sum + ms, 0) });
      tables.push(kernelsTable(`${work}, batch ${task.batch}, lab ${backend}, ${count} steps`, kernels));
    }
  }
  if (steps.length === 0) return tables;
  const roof = await page.evaluate((all) => globalThis.benchPage.roof(all), threads);
  return [roofTable(steps, roof, threads), ...tables];
}

/** Minutes: stock tfjs's cpu backend trains each model for the twenty reference steps. */
async function writeReference(page: Page, options: Options): Promise<void> {
  for (const work of options.models) {
    const task = { work, batch: batchOf(work, options) };
    const contender = await inPage(page, 'tfjs', 'cpu', task).open(FULL.limitMs);
    const losses: number[] = [];
    while (losses.length < LOSS_STEPS) {
      const more = await contender.ask<'losses'>({ kind: 'losses', count: 1, budgetMs: Infinity }, LONGEST_MS);
      losses.push(...more.losses);
      // Stored one by one, because for a large model even the first ones are useful.
      await storeReference(work, task.batch, losses);
    }
    await contender.close();
    say(`${work}, batch ${task.batch}: ${losses.map((loss) => loss.toFixed(4)).join(' ')}`);
  }
}
