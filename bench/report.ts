/** Rows, ratios and kernels as tables, printed as text and written as JSON. */
import { digits } from './numbers.ts';
import type { Task } from './contender.ts';
import type { KernelTime } from './protocol.ts';
import type { Row } from './rows.ts';
import type { Table } from './table.ts';
import { workNamed } from './work.ts';

const NONE = '–';

/** The title, then columns padded to their widest cell. */
export function tableText({ title, head, rows }: Table): string {
  const widths = head.map((title, column) => Math.max(title.length, ...rows.map((row) => row[column]?.length ?? 0)));
  const line = (cells: readonly string[]): string =>
    cells
      .map((cell, column) => cell.padEnd(widths[column] ?? 0))
      .join('  ')
      .trimEnd();
  return [title, line(head), line(widths.map((width) => '-'.repeat(width))), ...rows.map(line)].join('\n');
}

const number = (value: number | null): string => (value === null ? NONE : digits(value));

function agreement({ lossAgrees, lossDeviation, lossSteps }: Row): string {
  if (lossAgrees === null) return NONE;
  return `${lossAgrees ? 'yes' : 'NO'} (${lossDeviation?.toExponential(0) ?? NONE} over ${lossSteps})`;
}

function nameOf({ engine, backend, threads }: Row): string {
  return `${engine} ${backend}${threads === null ? '' : ` ×${threads}`}`;
}

export function rowsTable(rows: readonly Row[]): Table {
  const head = [
    'engine',
    'model',
    'batch',
    'ms/step',
    'min–max',
    'queue ms',
    'first ms',
    'load ms',
    'MB',
    'losses agree',
  ];
  return {
    title: 'Engines',
    head: [...head, 'not measured'],
    rows: rows.map((row) => [
      nameOf(row),
      row.model,
      String(row.batch),
      number(row.msPerStep),
      row.spread ? `${digits(row.spread[0])}–${digits(row.spread[1])}` : NONE,
      number(row.queueMsPerStep),
      number(row.firstStepMs),
      number(row.loadMs),
      number(row.memoryMB),
      agreement(row),
      row.failure ?? '',
    ]),
  };
}

interface Ratio {
  readonly what: string;
  readonly over: string;
  readonly under: string;
  readonly value: (row: Row) => number | null;
  /** The targets, model by model. */
  readonly aims: Readonly<Record<string, string>>;
}

const step = ({ msPerStep }: Row): number | null => msPerStep;
const queue = ({ queueMsPerStep }: Row): number | null => queueMsPerStep;
const WASM = 'lab wasm';
const WEBGPU = 'lab webgpu';

const RATIOS: readonly Ratio[] = [
  {
    what: 'stock tfjs cpu / lab wasm, step',
    over: 'tfjs cpu',
    under: WASM,
    value: step,
    aims: { M1: '≥ 30', M2: '≥ 120' },
  },
  { what: 'stock tfjs wasm / lab wasm, step', over: 'tfjs wasm', under: WASM, value: step, aims: {} },
  {
    what: 'jax-js wasm / lab wasm, step',
    over: 'jax-js wasm',
    under: WASM,
    value: step,
    aims: { M1: '≥ 2', M2: '≥ 40' },
  },
  { what: 'lab wasm / PyTorch 2 threads, step', over: WASM, under: 'torch cpu ×2', value: step, aims: { M2: '≤ 2' } },
  {
    what: 'stock tfjs webgpu / lab webgpu, step',
    over: 'tfjs webgpu',
    under: WEBGPU,
    value: step,
    aims: { M1: '≥ 3', M2: '≥ 3' },
  },
  {
    what: 'stock tfjs webgpu / lab webgpu, JavaScript',
    over: 'tfjs webgpu',
    under: WEBGPU,
    value: queue,
    aims: { M1: '≥ 10', M2: '≥ 10', 'inception-small': '≥ 10' },
  },
  {
    what: 'jax-js webgpu / lab webgpu, JavaScript',
    over: 'jax-js webgpu',
    under: WEBGPU,
    value: queue,
    aims: { M1: '≥ 1', M2: '≥ 1', 'inception-small': '≥ 1' },
  },
  { what: 'jax-js webgpu / lab webgpu, step', over: 'jax-js webgpu', under: WEBGPU, value: step, aims: {} },
  {
    what: 'lab webgpu, Adam / SGD, JavaScript',
    over: 'lab-adam webgpu',
    under: WEBGPU,
    value: queue,
    aims: { M1: '≤ 1.1', M2: '≤ 1.1' },
  },
  { what: 'lab webgpu, Adam / SGD, step', over: 'lab-adam webgpu', under: WEBGPU, value: step, aims: {} },
  { what: 'lab wasm, Adam / SGD, step', over: 'lab-adam wasm', under: WASM, value: step, aims: {} },
];

/** The ratios of one run for which both sides were measured. */
export function ratiosTable(rows: readonly Row[]): Table {
  const models = [...new Set(rows.map(({ model }) => model))];
  const found = RATIOS.flatMap(({ what, over, under, value, aims }) =>
    models.flatMap((model) => {
      const of = (name: string): number | null => {
        const row = rows.find((candidate) => candidate.model === model && nameOf(candidate) === name);
        return row ? value(row) : null;
      };
      const [above, below] = [of(over), of(under)];
      return above === null || below === null ? [] : [[what, model, digits(above / below), aims[model] ?? '']];
    }),
  );
  return { title: 'Ratios', head: ['ratio', 'model', 'found', 'aim'], rows: found };
}

export interface StepTime extends Task {
  readonly ms: number;
}

/**
 * What the lab's steps on wasm compute a second, beside the roof: independent multiply-adds in registers. Winograd's
 * algorithm needs fewer multiplications than are counted, so a network of convolutions may pass 100%.
 */
export function roofTable(steps: readonly StepTime[], perSecond: number, threads: number): Table {
  const rows = steps.map(({ work, batch, ms }) => {
    const operations = 2 * workNamed(work).multiplyAdds * batch;
    const found = (1000 * operations) / ms;
    const share = `${Math.round((100 * found) / perSecond)}%`;
    return [work, String(batch), digits(operations / 1e9), digits(ms), digits(found / 1e9), share];
  });
  return {
    title: `Multiply-adds on wasm; ${digits(perSecond / 1e9)} GFLOP/s is the most that ${threads} threads compute here`,
    head: ['model', 'batch', 'GFLOP a step', 'ms a step', 'GFLOP/s', 'of the most'],
    rows,
  };
}

/** Kernels by time, with their share of the step. */
export function kernelsTable(title: string, kernels: readonly KernelTime[]): Table {
  const whole = kernels.reduce((sum, { ms }) => sum + ms, 0);
  const cells = kernels.map(({ kernel, calls, ms }) => [
    kernel,
    calls.toFixed(0),
    ms.toFixed(3),
    `${((100 * ms) / whole).toFixed(1)}%`,
  ]);
  return {
    title,
    head: ['kernel', 'calls', 'ms a step', 'share'],
    rows: [...cells, ['all', '', whole.toFixed(3), '']],
  };
}
