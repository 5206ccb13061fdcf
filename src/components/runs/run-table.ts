/** Rows, columns, filter, order and best run of the table of saved runs. It draws nothing. */
import { formatCount, formatPercent, UNDEFINED } from '../../charts/format.ts';
import { meanAndSd } from '../../charts/seed-mean.ts';
import type { ExplanationKey } from '../../shared/glossary/explanations.ts';
import { msg } from '../../shared/util/texts.ts';
import {
  differingNames,
  groupBySettings,
  groupKey,
  runDifferences,
  SETTING_COLUMNS,
} from '../../state/run-differences.ts';
import type { SavedRun } from '../../state/saved-run.ts';
import type { RunResults, ListedRun } from '../../state/saved-runs.ts';
import { runName } from './run-name.ts';

/** One run, or several that differ only in their seed. */
export interface RunRow {
  /** The run's id, or the group's key. */
  readonly key: string;
  readonly name: string;
  readonly runs: readonly [ListedRun, ...ListedRun[]];
}

export interface RunColumn {
  readonly key: string;
  readonly label: string;
  readonly explains?: ExplanationKey;
  readonly number: boolean;
  readonly text: (row: RunRow) => string;
  /** The sort key; undefined or NaN comes last in either order. */
  readonly order: (row: RunRow) => number | string | undefined;
}

export interface RunOrder {
  readonly key: string;
  readonly descending: boolean;
}

const WHEN = new Intl.DateTimeFormat(undefined, { dateStyle: 'medium', timeStyle: 'short' });

const NAME: RunColumn = {
  key: 'name',
  label: msg('name'),
  number: false,
  text: ({ name }) => name,
  order: ({ name }) => name.toLowerCase(),
};

const SETTINGS: readonly RunColumn[] = SETTING_COLUMNS.map(({ key, label, text }) => {
  const value = ({ runs: [{ run }] }: RunRow): string => text(run);
  return {
    key,
    label,
    number: false,
    text: (row) => value(row) || UNDEFINED,
    order: (row) => {
      const written = value(row);
      return written === '' || Number.isNaN(Number(written)) ? written || undefined : Number(written);
    },
  };
});

const RESULTS: readonly RunColumn[] = [
  {
    key: 'results-steps',
    label: msg('steps'),
    explains: 'step',
    number: true,
    text: ({ runs }) =>
      [...new Set(runs.map(({ run }) => run.step))]
        .sort((a, b) => a - b)
        .map(formatCount)
        .join(', '),
    order: ({ runs }) => Math.max(...runs.map(({ run }) => run.step)),
  },
  accuracyColumn('trainAccuracy', msg('train, given')),
  accuracyColumn('testAccuracy', msg('test')),
  {
    key: 'results-changed',
    label: msg('changed'),
    number: false,
    text: ({ runs: [{ run }] }) => WHEN.format(run.updatedAt),
    order: ({ runs: [{ run }] }) => run.updatedAt,
  },
];
/** A column that is shown on request. */
const ON_REQUEST = 'results-changed';

/** Every column that can be chosen. */
export const RUN_COLUMNS: readonly RunColumn[] = [...SETTINGS, ...RESULTS];

const SEEDS: RunColumn = {
  key: 'seeds',
  label: msg('seeds'),
  number: true,
  text: ({ runs }) => String(runs.length),
  order: ({ runs }) => runs.length,
};

/** The name, then the columns `chosen`; undefined means the settings that differ, and the results. */
export function shownColumns(
  rows: readonly RunRow[],
  chosen: readonly string[] | undefined,
  grouped: boolean,
): RunColumn[] {
  const differing = runDifferences(rows.map(({ runs: [{ run }] }) => run)).map(({ key }) => key);
  const shown = RUN_COLUMNS.filter(({ key }) => {
    if (grouped && key === 'seed') return false;
    if (chosen) return chosen.includes(key);
    return key !== ON_REQUEST && (differing.includes(key) || RESULTS.some((result) => result.key === key));
  });
  return [NAME, ...(grouped ? [SEEDS] : []), ...shown];
}

export function runRows(runs: readonly ListedRun[], grouped: boolean): RunRow[] {
  if (!grouped) return runs.map((each) => ({ key: each.run.id, name: runName(each.run), runs: [each] }));
  const of = new Map(runs.map((each) => [each.run, each]));
  const groups = groupBySettings(runs.map(({ run }) => run));
  const names = differingNames(
    groups.map((group) => ({ ...group[0], name: group.length > 1 ? null : group[0].name, seeds: group.length })),
  );
  return groups.map((group, i): RunRow => {
    const [first, ...others] = group.flatMap((run) => of.get(run) ?? []);
    if (!first) throw new Error('a group without a run');
    return { key: groupKey(first.run), name: names[i] ?? '', runs: [first, ...others] };
  });
}

/** Rows for which every word of `query` is part of the name, the note or a setting, written "lr 0.1" or "lr=0.1". */
export function filteredRows(rows: readonly RunRow[], query: string): RunRow[] {
  const words = query
    .toLowerCase()
    .split(/\s+/)
    .filter((word) => word !== '');
  return rows.filter(({ name, runs }) => {
    const texts = [name, ...runs.flatMap(({ run }) => wordsOf(run))].join('\n').toLowerCase();
    return words.every((word) => texts.includes(word));
  });
}

const wordsOf = (run: SavedRun): string[] => [
  runName(run),
  run.note ?? '',
  ...SETTING_COLUMNS.map(({ key, label, text }) => `${label} ${key} ${text(run)} ${key}=${text(run)}`),
];

/** Pinned rows stay first. */
export function sortedRows(rows: readonly RunRow[], columns: readonly RunColumn[], by: RunOrder | undefined): RunRow[] {
  const column = columns.find(({ key }) => key === by?.key);
  if (!by || !column) return [...rows];
  const pinned = ({ runs }: RunRow): number => (runs.some(({ run }) => run.pinned === true) ? 0 : 1);
  const sign = by.descending ? -1 : 1;
  return [...rows].sort((a, b) => pinned(a) - pinned(b) || compare(column.order(a), column.order(b), sign));
}

function compare(a: number | string | undefined, b: number | string | undefined, sign: number): number {
  const none = (value: typeof a): boolean => value === undefined || Number.isNaN(value);
  if (none(a) || none(b)) return Number(none(a)) - Number(none(b));
  if (typeof a === 'number' && typeof b === 'number') return sign * (a - b);
  return sign * String(a).localeCompare(String(b), undefined, { numeric: true });
}

/** Keys of the rows with the highest test accuracy on their data set, if there are several rows. */
export function bestRows(rows: readonly RunRow[]): ReadonlySet<string> {
  const measured = rows
    .map((row) => ({ key: row.key, data: row.runs[0].run.params.data, value: bestAccuracy(row) }))
    .filter(({ value }) => Number.isFinite(value));
  return new Set(
    measured
      .filter(({ data, value }) => {
        const rivals = measured.filter((other) => other.data === data);
        return rivals.length > 1 && rivals.every((other) => other.value <= value);
      })
      .map(({ key }) => key),
  );
}

/** Test accuracy of the better variant; the mean over several seeds. */
const bestAccuracy = (row: RunRow): number =>
  Math.max(...variantValues(row, 'testAccuracy').map((values) => meanAndSd(values).mean));

function accuracyColumn(quantity: keyof RunResults, label: string): RunColumn {
  return {
    key: quantity,
    label,
    explains: quantity,
    number: true,
    text: (row) => variantValues(row, quantity).map(spreadText).join(' / ') || UNDEFINED,
    order: (row) => meanAndSd(variantValues(row, quantity)[0] ?? []).mean,
  };
}

/** The values of each variant, one per seed that has a value. */
function variantValues({ runs }: RunRow, quantity: keyof RunResults): number[][] {
  const each = runs.map(({ results }) => results?.[quantity] ?? []);
  const variants = Math.max(0, ...each.map(({ length }) => length));
  return Array.from({ length: variants }, (_, variant) =>
    each.flatMap((values) => values.slice(variant, variant + 1)).filter(Number.isFinite),
  );
}

/** "83.1%", or for several seeds "83.1% ± 0.42": mean and sample standard deviation in percentage points. */
function spreadText(values: readonly number[]): string {
  if (values.length < 2) return formatPercent(values[0]);
  const { mean, sd } = meanAndSd(values);
  return `${formatPercent(mean)} ± ${(100 * sd).toPrecision(2)}`;
}
