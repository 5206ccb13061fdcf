/** `metrics.csv` (RFC 4180): a row for each step with a measurement; cells without a value are empty. */
import { variantsOf, type RunFile, type RunRecord } from '../shared/run/run-file.ts';
import { collect } from './collect.ts';
import { variantFileNames, columnGroups } from './columns.ts';

const LINES_A_PART = 100;

/** `comma`: decimal commas and semicolons, which spreadsheets of many locales expect. */
export type Decimal = 'point' | 'comma';
const SEPARATORS: Readonly<Record<Decimal, string>> = { point: ',', comma: ';' };

const cell = (text: string): string => (/[",;\r\n]/.test(text) ? `"${text.replaceAll('"', '""')}"` : text);

/** The table in parts of many lines; their concatenation is the file. A paired run has the column `arm` first. */
export function* csvParts(file: RunFile, decimal: Decimal = 'point'): Generator<string> {
  const variants = variantsOf(file);
  const names = variantFileNames(file);
  const twin = variants.length > 1;
  const [first] = variants;
  if (!first) return;
  const head = [...(twin ? ['arm'] : []), 'step', ...columnNames(first)];
  yield `${head.map(cell).join(SEPARATORS[decimal])}\r\n`;
  for (const [index, variant] of variants.entries())
    yield* variantParts(variant, twin ? [cell(names[index] ?? '')] : [], decimal);
}

const columnNames = (run: RunRecord): string[] =>
  columnGroups(run).flatMap((group) => group.columns.map((column) => column.name));

function* variantParts(run: RunRecord, before: readonly string[], decimal: Decimal): Generator<string> {
  const groups = columnGroups(run);
  const number = (value: number | null | undefined): string => {
    const text = String(value ?? '');
    return decimal === 'comma' ? text.replace('.', ',') : text;
  };
  const steps = [...new Set(groups.flatMap((group) => group.step))].sort((a, b) => a - b);
  // The current row of each group; steps are non-decreasing within a group. Of several rows at one step, the last wins.
  const cursors = groups.map(() => -1);
  let lines: string[] = [];
  for (const step of steps) {
    const cells = [...before, String(step)];
    for (const [index, group] of groups.entries()) {
      let row = cursors[index] ?? -1;
      while ((group.step[row + 1] ?? Infinity) <= step) row++;
      cursors[index] = row;
      const measured = group.step[row] === step;
      for (const { values } of group.columns) cells.push(measured ? number(values[row]) : '');
    }
    // Numbers need no quotes.
    lines.push(`${cells.join(SEPARATORS[decimal])}\r\n`);
    if (lines.length < LINES_A_PART) continue;
    yield lines.join('');
    lines = [];
  }
  yield lines.join('');
}

export async function csvBlob(file: RunFile, decimal?: Decimal): Promise<Blob> {
  return new Blob(await collect(csvParts(file, decimal)), { type: 'text/csv;charset=utf-8' });
}
