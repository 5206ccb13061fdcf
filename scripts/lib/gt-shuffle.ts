/**
 * The tables of docs/experiments/gt-shuffle-cifar10.md: the note's windows beside the lab's. The lab's numbers come from
 * the run file without its per-layer columns, which is committed beside the page.
 */
import { blocksToMarkdown } from '../../src/export/report-blocks.ts';
import { comparison, phases } from '../../src/export/report-phases.ts';
import { windowTables } from '../../src/export/report-windows.ts';
import { variantsOf, type RunFile, type RunRecord } from '../../src/shared/run/run-file.ts';

type Norms = readonly (readonly [start: number, stop: number])[];

/** TPM in the note's five windows. */
const NOTE_TPM = [
  ['module4_inception_3x3', 0, [0.351, 0.568, 0.9994, 0.9989, 0.9975]],
  ['module1_inception_1x1', 0, [0.408, 0.695, 0.9999, 0.9998, 0.9997]],
  ['module4_inception_3x3', 1, [0.822, 0.344, 0.352, 0.27, 0.222]],
  ['module1_inception_1x1', 1, [0.857, 0.361, 0.474, 0.574, 0.465]],
] as const satisfies readonly (readonly [string, number, readonly number[]])[];

/** Weight norms at the start and the end of the note's windows, shuffled labels. */
const NOTE_NORMS: readonly (readonly [string, Norms])[] = [
  [
    'module3_inception_1x1',
    [
      [2.634, 1.662],
      [1.593, 2.26],
      [3.174, 5.239],
      [6.272, 7.469],
      [7.406, 6.946],
    ],
  ],
  [
    'module3_inception_3x3',
    [
      [4.814, 2.76],
      [2.43, 2.656],
      [3.601, 6.361],
      [7.711, 9.246],
      [9.187, 8.662],
    ],
  ],
];

/** Steps in the page's accuracy table. */
export const SHOWN_STEPS = [500, 1500, 2500, 3500, 4000, 4500];

const VARIANTS = ['true', 'shuffled'];
const decimals = (value: number | null | undefined): string =>
  value === null || value === undefined ? '–' : value.toFixed(3);
const change = ([start, stop]: readonly [number, number]): string => {
  const percent = (100 * (stop / start - 1)).toFixed(0);
  return percent.startsWith('-') ? `−${percent.slice(1)}%` : `+${percent}%`;
};
const line = (cells: readonly string[]): string => `| ${cells.join(' | ')} |`;

const windowsOf = (run: RunRecord | undefined, layer: string): RunRecord['windows'] =>
  (run?.windows ?? []).filter((row) => row.layer === layer).sort((a, b) => a.start - b.start);

function without<T extends object, K extends keyof T>(record: T, keys: readonly K[]): Omit<T, K> {
  const kept = Object.entries(record).filter(([key]) => !(keys as readonly string[]).includes(key));
  return Object.fromEntries(kept) as Omit<T, K>;
}

/** The run file without its per-layer columns: a valid run file, small enough to commit. */
export function withoutLayerColumns(file: RunFile): RunFile {
  const bare = (run: RunRecord): RunRecord => {
    const windows = run.windows.map((row) => without(row, ['kernelTpm', 'segmentLengths']));
    return { ...without(run, ['stiffness', 'paths']), layerSteps: {}, probes: {}, windows };
  };
  if (!('arms' in file)) return bare(file);
  return { ...file, arms: [bare(file.arms[0]), bare(file.arms[1])] };
}

/** "note / lab" for each window. */
export function tpmTable(file: RunFile): string[] {
  const runs = variantsOf(file);
  return NOTE_TPM.map(([layer, variant, values]) => {
    const own = windowsOf(runs[variant], layer);
    return line([
      layer,
      VARIANTS[variant] ?? '',
      ...values.map((value, i) => `${value.toFixed(3)} / ${decimals(own[i]?.tpm)}`),
    ]);
  });
}

/** How the norm changed over each window with shuffled labels, "note / lab". */
export function normTable(file: RunFile): string[] {
  const shuffled = variantsOf(file)[1];
  return NOTE_NORMS.map(([layer, values]) => {
    const own = windowsOf(shuffled, layer);
    const lab = own.map((row) => change([row.weightNormStart ?? NaN, row.weightNormStop ?? NaN]));
    return line([layer, ...values.map((pair, i) => `${change(pair)} / ${lab[i] ?? '–'}`)]);
  });
}

/** The report's phases of each variant, and the comparison of both, as list items. */
export function phaseLines(file: RunFile): string[] {
  const [first, second] = variantsOf(file);
  if (!first || !second) return [];
  const both = comparison(first, second, VARIANTS);
  return [...phases(first), ...phases(second), ...both].map((sentence) => `- ${sentence}`);
}

/** Training loss and accuracies at each of these steps, by variant. */
export function accuracyTable(file: RunFile, steps: readonly number[]): string[] {
  return variantsOf(file).flatMap(({ evaluations }, variant) =>
    steps.map((step) => {
      const row = evaluations.step.indexOf(step);
      const percent = (value: number | null | undefined): string =>
        value === null || value === undefined ? '–' : `${(100 * value).toFixed(1)}%`;
      return line([
        VARIANTS[variant] ?? '',
        String(step),
        decimals(evaluations.trainLoss?.[row]),
        percent(evaluations.trainAccuracy[row]),
        percent(evaluations.testAccuracy[row]),
      ]);
    }),
  );
}

/** The report's tables of TPM, norms and decay alignment of every layer and window. */
export function windowLines(file: RunFile): string[] {
  const lines = blocksToMarkdown(windowTables(file), () => '').split('\n');
  return lines.filter((text) => text.startsWith('|') || text.startsWith('###'));
}
