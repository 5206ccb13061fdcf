/** What the lab's own measurements cost: one network, rounds that alternate between measuring all, some and nothing. */
import type { Page } from 'playwright';
import { inPage, type Contender, type Task } from './contender.ts';
import { FULL, QUICK, reasonOf, type Pace } from './measure.ts';
import { digits, median, spread } from './numbers.ts';
import { batchOf, type Options } from './options.ts';
import { OBSERVING, type BackendName, type Observing } from './protocol.ts';
import { table } from './report.ts';

const BACKENDS: readonly BackendName[] = ['wasm', 'webgpu'];
/** Steps between probes by default. */
const PROBE_EVERY = 25;
/** More than of engines: the differences looked for are of a few percent. */
const MORE_ROUNDS = 3;
const MOST_STEPS = 200;

type Times = Readonly<Record<Observing, readonly number[]>>;

/** Prints, for each model and backend, milliseconds a step and what measuring multiplies them by. */
export async function compareObserving(page: Page, options: Options, say: (text: string) => void): Promise<void> {
  const pace = options.quick ? QUICK : FULL;
  const rows: string[][] = [];
  for (const work of options.models) {
    const task = { work, batch: batchOf(work, options) };
    for (const backend of BACKENDS) {
      if (!(options.engines?.includes(`lab/${backend}`) ?? true)) continue;
      const cells = await cellsOf(page, backend, task, pace);
      say(`${work} on ${backend}, batch ${task.batch}: ${cells.join(', ')}`);
      rows.push([work, String(task.batch), backend, ...cells]);
    }
  }
  const found = ['× for steps', '× with default probes', 'min–max'];
  say(`\n${table(['model', 'batch', 'backend', ...OBSERVING.map((name) => `ms, ${name}`), ...found], rows)}`);
}

async function cellsOf(page: Page, backend: BackendName, task: Task, pace: Pace): Promise<string[]> {
  try {
    const contender = await inPage(page, 'lab-arm', backend, task).open(FULL.limitMs);
    const times = await alternate(contender, pace);
    await contender.close();
    return cellsFrom(times);
  } catch (error) {
    return [reasonOf(error)];
  }
}

async function alternate(contender: Contender, pace: Pace): Promise<Times> {
  const times: Record<Observing, number[]> = { nothing: [], steps: [], 'steps and probe': [] };
  const round = async (observing: Observing, steps: number): Promise<number> => {
    await contender.ask<'observe'>({ kind: 'observe', observing }, FULL.limitMs);
    return contender.ask<'round'>({ kind: 'round', steps }, FULL.limitMs);
  };
  for (const observing of OBSERVING) await round(observing, 2);
  const steps = Math.max(1, Math.min(MOST_STEPS, Math.floor(pace.roundMs / (await round('nothing', 2)))));
  for (let i = 0; i < MORE_ROUNDS * pace.rounds; i++) {
    for (const observing of OBSERVING) times[observing].push(await round(observing, steps));
  }
  return times;
}

/** A step with the default probes costs one of its interval's probes in part. */
function cellsFrom(times: Times): string[] {
  const { nothing, steps, 'steps and probe': probes } = times;
  const base = (i: number): number => nothing[i] ?? NaN;
  const measuring = steps.map((time, i) => time / base(i));
  const probing = steps.map((time, i) => (time + ((probes[i] ?? NaN) - time) / PROBE_EVERY) / base(i));
  const range = spread(probing);
  return [
    ...OBSERVING.map((observing) => digits(median(times[observing]))),
    median(measuring).toFixed(3),
    median(probing).toFixed(3),
    range ? `${range[0].toFixed(2)}–${range[1].toFixed(2)}` : '–',
  ];
}
