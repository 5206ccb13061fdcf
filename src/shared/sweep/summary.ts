/** Summarizes runs that differ only in their seed: mean, minimum and maximum over the seeds. */
import { settingOf, valuesAlong, axesOf, type FolderRun } from './folder-runs.ts';
import { measure, metricLabel, type Metric } from './metric.ts';
import type { Published } from './published.ts';

export interface MeasuredRun extends FolderRun {
  /** NaN if it isn't defined, or if the run didn't finish. */
  readonly value: number;
}

/** The runs at one combination of axis values. */
export interface Cell {
  /** One value per axis. */
  readonly values: readonly string[];
  readonly runs: readonly MeasuredRun[];
  /** Number of runs with a defined value; mean, least and most are NaN if it is 0. */
  readonly defined: number;
  readonly mean: number;
  readonly min: number;
  readonly max: number;
  /** The published value; undefined if the sweep file has none for these settings. */
  readonly published?: number | undefined;
}

export interface Summary {
  readonly axes: readonly { readonly key: string; readonly values: readonly string[] }[];
  /** Combinations that have a run; the last axis varies fastest. */
  readonly cells: readonly Cell[];
  readonly metric: Metric;
  /** Where the published values come from; undefined if there are none. */
  readonly source?: string | undefined;
}

/** `published` are values of the same metric. */
export function summarize(
  runs: readonly FolderRun[],
  metric: Metric,
  firstAxes: readonly string[] = [],
  published?: Published,
): Summary {
  const axes = axesOf(runs, firstAxes).map((key) => ({ key, values: valuesAlong(runs, key) }));
  const places = new Map<string, { values: readonly string[]; runs: MeasuredRun[] }>();
  for (const run of runs) {
    const values = axes.map(({ key }) => settingOf(run, key));
    const id = JSON.stringify(values);
    const place = places.get(id) ?? { values, runs: [] };
    place.runs.push({ ...run, value: run.outcome === 'done' ? measure(run.file, metric) : NaN });
    places.set(id, place);
  }
  const rank = ({ values }: Cell): number[] => values.map((value, i) => axes[i]?.values.indexOf(value) ?? 0);
  const cells = [...places.values()].map((place) => cellOf(place, published)).sort((a, b) => compare(rank(a), rank(b)));
  return { axes, cells, metric, source: published?.source };
}

function cellOf(
  { values, runs }: { values: readonly string[]; runs: readonly MeasuredRun[] },
  published: Published | undefined,
): Cell {
  const ordered = [...runs].sort((a, b) => a.seed - b.seed);
  const defined = ordered.map(({ value }) => value).filter((value) => !Number.isNaN(value));
  const none = defined.length === 0;
  return {
    values,
    runs: ordered,
    defined: defined.length,
    mean: none ? NaN : defined.reduce((sum, value) => sum + value, 0) / defined.length,
    min: none ? NaN : Math.min(...defined),
    max: none ? NaN : Math.max(...defined),
    published: ordered.map(({ name }) => published?.values.get(name)).find((value) => value !== undefined),
  };
}

/** 97.5% quantiles of Student's t for 1, 2, … degrees of freedom; the normal's beyond. */
const T_QUANTILES = [
  12.706, 4.303, 3.182, 2.776, 2.571, 2.447, 2.365, 2.306, 2.262, 2.228, 2.201, 2.179, 2.16, 2.145, 2.131, 2.12, 2.11,
  2.101, 2.093, 2.086, 2.08, 2.074, 2.069, 2.064, 2.06, 2.056, 2.052, 2.048, 2.045, 2.042,
];
const NORMAL_QUANTILE = 1.96;

/**
 * Spread of a cell's defined values: the sample standard deviation, and half the width of the 95% confidence interval
 * of their mean (Student's t). Both are NaN for fewer than two values.
 */
export function spread({ runs }: Pick<Cell, 'runs'>): { readonly sd: number; readonly ci: number } {
  const values = runs.map(({ value }) => value).filter((value) => !Number.isNaN(value));
  const n = values.length;
  if (n < 2) return { sd: NaN, ci: NaN };
  const mean = values.reduce((sum, value) => sum + value, 0) / n;
  const sd = Math.sqrt(values.reduce((sum, value) => sum + (value - mean) ** 2, 0) / (n - 1));
  return { sd, ci: ((T_QUANTILES[n - 2] ?? NORMAL_QUANTILE) * sd) / Math.sqrt(n) };
}

/** Mean − published value; NaN if either is undefined. */
export const excess = ({ mean, published = NaN }: Cell): number => mean - published;

function compare(a: readonly number[], b: readonly number[]): number {
  const i = a.findIndex((value, at) => value !== b[at]);
  return i < 0 ? 0 : (a[i] ?? 0) - (b[i] ?? 0);
}

/**
 * RFC 4180 with a row per combination; undefined values are empty. If there are published values, the last columns are
 * theirs and mean − published.
 */
export function summaryCsv({ axes, cells, metric, source }: Summary): string {
  const compared = source !== undefined;
  const head = [...axes.map(({ key }) => key), 'metric', 'runs', 'defined', 'mean', 'min', 'max', 'by seed', 'sd'];
  const rows = [
    compared ? [...head, 'published', 'mean - published'] : head,
    ...cells.map((cell) => {
      const { values, runs, defined, mean, min, max, published = NaN } = cell;
      return [
        ...values,
        metricLabel(metric),
        String(runs.length),
        String(defined),
        ...[mean, min, max].map(plain),
        runs.map(({ seed, value }) => `${seed}:${plain(value)}`).join(' '),
        plain(spread({ runs }).sd),
        ...(compared ? [published, excess(cell)].map(plain) : []),
      ];
    }),
  ];
  return rows.map((row) => row.map(field).join(',') + '\r\n').join('');
}

const plain = (value: number): string => (Number.isNaN(value) ? '' : String(value));
const field = (text: string): string => (/[",\r\n]/.test(text) ? `"${text.replaceAll('"', '""')}"` : text);
