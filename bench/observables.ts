/** The cost of the lab's measurements: one network, short alternating rounds that measure all, some and nothing. */
import type { Page } from 'playwright';
import { randomStream } from '../src/shared/util/random.ts';
import { inPage, type Contender, type Task } from './contender.ts';
import { FULL, reasonOf } from './measure.ts';
import { digits, median } from './numbers.ts';
import { batchOf, type Options } from './options.ts';
import { OBSERVING, type BackendName, type Observing } from './protocol.ts';
import type { Table } from './table.ts';

const BACKENDS: readonly BackendName[] = ['wasm', 'webgpu'];
/** Steps between probes by default. */
const PROBE_EVERY = 25;
/** A round is short, so that other load on the machine affects all alike. */
const ROUND_MS = 60;
/** For one network on one backend, ms; a slow one takes as long as the smallest number of rounds. */
const FULL_MS = 40_000;
const QUICK_MS = 6_000;
const LEAST_ROUNDS = 4;
/**
 * Warm-up steps before those of a round, if it has several: the first ones find the caches filled by the previous
 * round,
 * which never happens in a run.
 */
const LEAD = 2;
const RESAMPLES = 2000;

/** Milliseconds per step, one number per round. */
export type Times = Readonly<Record<Observing, readonly number[]>>;

/** By which factor measuring multiplies a step's time. */
export interface Ratio {
  readonly middle: number;
  /** The 90% bootstrap interval of the ratio: rounds are resampled with replacement. */
  readonly low: number;
  readonly high: number;
}

/** For each model and backend, milliseconds per step and the factors of measuring. */
export async function compareObserving(page: Page, options: Options, say: (text: string) => void): Promise<Table[]> {
  const rows: string[][] = [];
  for (const work of options.models) {
    const task = { work, batch: batchOf(work, options) };
    for (const backend of BACKENDS) {
      if (!(options.engines?.includes(`lab/${backend}`) ?? true)) continue;
      const cells = await cellsOf(page, backend, task, options.quick ? QUICK_MS : FULL_MS);
      say(`${work} on ${backend}, batch ${task.batch}: ${cells.join(', ')}`);
      rows.push([work, String(task.batch), backend, ...cells]);
    }
  }
  const found = ['× for steps', '90%', '× with default probes', '90%', '× with a window', '90%', 'rounds'];
  const head = ['model', 'batch', 'backend', ...OBSERVING.map((name) => `ms, ${name}`), ...found];
  return [{ title: 'What measuring adds', head, rows }];
}

async function cellsOf(page: Page, backend: BackendName, task: Task, spendMs: number): Promise<string[]> {
  try {
    const contender = await inPage(page, 'lab-variant', backend, task).open(FULL.limitMs);
    const times = await alternate(contender, spendMs);
    await contender.close();
    return cellsFrom(times);
  } catch (error) {
    return [reasonOf(error)];
  }
}

/** In alternating order, so that none always follows the same other one. */
async function alternate(contender: Contender, spendMs: number): Promise<Times> {
  const times: Record<Observing, number[]> = { nothing: [], steps: [], 'steps and probe': [], 'steps and window': [] };
  const round = async (observing: Observing, steps: number): Promise<number> => {
    await contender.ask<'observe'>({ kind: 'observe', observing }, FULL.limitMs);
    return contender.ask<'round'>({ kind: 'round', lead: Math.min(LEAD, steps - 1), steps }, FULL.limitMs);
  };
  for (const observing of OBSERVING) await round(observing, 2);
  const steps = Math.max(1, Math.floor(ROUND_MS / (await round('nothing', 3))));
  const begun = performance.now();
  for (let i = 0; i < LEAST_ROUNDS || performance.now() - begun < spendMs; i++) {
    const order = i % 2 === 0 ? OBSERVING : [...OBSERVING].reverse();
    for (const observing of order) times[observing].push(await round(observing, steps));
  }
  return times;
}

/** A step's time with the default probes: the time of every step, plus its share of one probe per this many steps. */
function probed(nothing: readonly number[], steps: readonly number[], probes: readonly number[]): number {
  const step = median(steps);
  return (step + (median(probes) - step) / PROBE_EVERY) / median(nothing);
}

/** The factors of measuring every step, of the same with the default probes, and of an open window. */
export function ratiosOf(times: Times): Readonly<Record<'steps' | 'probes' | 'window', Ratio>> {
  const { nothing, steps, 'steps and probe': probes, 'steps and window': window } = times;
  const random = randomStream(1, 'probe');
  // Rounds with the same index ran one after the other under the same load, so they are resampled together.
  const drawn = Array.from({ length: RESAMPLES }, () => {
    const rounds = nothing.map(() => random.integer(nothing.length));
    return [nothing, steps, probes, window].map((column) => rounds.map((i) => column[i] ?? NaN));
  });
  const ratio = (of: (columns: readonly (readonly number[])[]) => number): Ratio => {
    const sorted = drawn.map(of).sort((a, b) => a - b);
    const at = (part: number): number => sorted[Math.round(part * (sorted.length - 1))] ?? NaN;
    return { middle: of([nothing, steps, probes, window]), low: at(0.05), high: at(0.95) };
  };
  return {
    steps: ratio(([base = [], measured = []]) => median(measured) / median(base)),
    probes: ratio(([base = [], measured = [], withProbe = []]) => probed(base, measured, withProbe)),
    window: ratio(([base = [], , , withWindow = []]) => median(withWindow) / median(base)),
  };
}

function cellsFrom(times: Times): string[] {
  const { steps, probes, window } = ratiosOf(times);
  const cells = ({ middle, low, high }: Ratio): string[] => [middle.toFixed(3), `${low.toFixed(2)}–${high.toFixed(2)}`];
  const middles = OBSERVING.map((observing) => digits(median(times[observing])));
  return [...middles, ...cells(steps), ...cells(probes), ...cells(window), String(times.nothing.length)];
}
