/** The tables of docs/performance.md, from the files that `npm run bench -- --json FILE` wrote into docs/performance. */
import { readFileSync } from 'node:fs';
import type { Table } from '../../bench/table.ts';

interface Measurement {
  readonly command: string;
  /** ISO date. */
  readonly date: string;
  readonly browser: string;
  readonly machine: string;
  /** Average number of runnable processes in the minute before and after. */
  readonly load: string;
  readonly loadAfter: string;
  readonly tables: readonly Table[];
}

export const MEASUREMENTS_FOLDER = 'docs/performance';
const MARKED = /(<!-- bench: ([\w-]+) -->)[^]*?(<!-- \/bench -->)/g;

/** docs/performance.md with each marked block made from its file. */
export function withMeasurements(page: string): string {
  return page.replace(MARKED, (_, begin: string, name: string, end: string) => {
    // The file belongs to the project, so it needs no check.
    const text = readFileSync(`${MEASUREMENTS_FOLDER}/${name}.json`, 'utf8');
    return `${begin}\n\n${block(JSON.parse(text) as Measurement)}\n\n${end}`;
  });
}

function block({ command, date, browser, machine, load, loadAfter, tables }: Measurement): string {
  const where = `\`${command}\`, ${date}, ${browser}, ${machine}; load ${load} before, ${loadAfter} after.`;
  return [where, ...tables.map(markdown)].join('\n\n');
}

/** Columns without a value are left out. */
function markdown({ title, head, rows }: Table): string {
  const filled = head.map((_, i) => rows.some((row) => !['', '–'].includes(row[i] ?? '')));
  const line = (cells: readonly string[]): string => `| ${cells.filter((_, i) => filled[i]).join(' | ')} |`;
  return [`${title}:`, '', line(head), line(head.map(() => '---')), ...rows.map(line)].join('\n');
}
