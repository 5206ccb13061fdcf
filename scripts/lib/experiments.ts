/** The data of docs/experiments: one row per run in a CSV file, and the tables and figures made from it. */
import * as v from 'valibot';
import { pictureSvg } from '../../src/charts/svg-document.ts';
import { compareFigure } from '../../src/compare/figure.ts';
import { figurePicture } from '../../src/compare/figure-picture.ts';
import type { Column, RunRecord } from '../../src/shared/run/run-file.ts';
import { measure, MetricSchema, QUANTITIES as METRICS, type Metric } from '../../src/shared/sweep/metric.ts';
import { nearestNames } from '../../src/shared/util/near-names.ts';
import type { Cell, MeasuredRun } from '../../src/shared/sweep/summary.ts';

export { variantsOf } from '../../src/shared/run/run-file.ts';

/** Number of examples to which a layer's coherence refers. */
const M = 512;
/** The training loss that counts as fitted, nats. */
const FITTED = 0.1;

interface Quantity {
  /** NaN if the run did not measure it. */
  of(run: RunRecord): number;
  readonly text: (value: number) => string;
}

const percent = (value: number): string => `${(100 * value).toFixed(1)}%`;
const hundredths = (value: number): string => value.toFixed(2);
const whole = (value: number): string => String(Math.round(value));

/** The value of a sweep's metric. */
const metric = (wanted: Metric, text: Quantity['text']): Quantity => ({ of: (run) => measure(run, wanted), text });

/** The first layer's m-coherence over the probes of these steps; signal and noise are averaged separately. */
const coherence = (from: number, to: number): Quantity => ({
  of({ probes }) {
    const first = Object.values(probes)[0];
    if (!first) return NaN;
    const rows = [...first.step.keys()].filter(
      (row) => from <= (first.step[row] ?? NaN) && (first.step[row] ?? NaN) <= to,
    );
    const sum = (column: Column): number => rows.reduce((total, row) => total + (column[row] ?? NaN), 0);
    const [signal, noise] = [sum(first.signal), sum(first.noise)];
    return (M * signal + noise) / (signal + noise);
  },
  text: (value) => value.toFixed(1),
});

export const QUANTITIES: Readonly<Record<string, Quantity>> = {
  train: metric({ quantity: 'trainAccuracy' }, percent),
  test: metric({ quantity: 'testAccuracy' }, percent),
  'best test': metric({ quantity: 'testAccuracy', at: 'most' }, percent),
  'at step': metric({ quantity: 'testAccuracy', at: 'stepOfMost' }, whole),
  /** Early in training. */
  coherence: coherence(1, 50),
  '1–50': coherence(1, 50),
  '51–200': coherence(51, 200),
  '201–500': coherence(201, 500),
  '501–1000': coherence(501, 1000),
  later: coherence(1001, Infinity),
  /** Forgetting events and the unforgettable fraction, of examples with right and with wrong labels. */
  'F clean': metric({ quantity: 'cleanForgetting' }, hundredths),
  'F wrong': metric({ quantity: 'corruptedForgetting' }, hundredths),
  'U clean': metric({ quantity: 'cleanUnforgettable' }, percent),
  'U wrong': metric({ quantity: 'corruptedUnforgettable' }, percent),
  loss: metric({ quantity: 'trainLoss' }, (value) => value.toPrecision(2)),
  /** Not in a run file: scripts/sharpness.mjs reads it from the page. */
  sharpness: { of: () => NaN, text: (value) => value.toPrecision(2) },
  'steps to fit': metric({ quantity: 'timeToFit', epsilon: FITTED, by: 'epoch' }, whole),
};

/** For a page that names none. */
export const USUAL = ['train', 'test', 'best test', 'at step', 'coherence'] as const;

/** One of the list, or any metric of sweeps: its quantity, then its layer and step if it has them, "tpm conv1 1600". */
function quantityNamed(name: string): Quantity {
  const found = QUANTITIES[name];
  if (found) return found;
  const [quantity, ...rest] = name.split(' ');
  const step = rest.find((word) => /^\d+$/.test(word));
  const layer = rest.find((word) => word !== step);
  const wanted = v.safeParse(MetricSchema, {
    quantity,
    ...(layer !== undefined && { layer }),
    ...(step !== undefined && { at: { step: Number(step) } }),
  });
  if (wanted.success) return metric(wanted.output, (value) => value.toFixed(3));
  const near = nearestNames(name, [...Object.keys(QUANTITIES), ...METRICS]);
  throw new Error(`No quantity "${name}", or it lacks its layer. Names like it: ${near.join(', ') || 'none'}.`);
}

/** The quantities of a run as cells of the CSV file; empty if the run did not measure one. */
export function figuresOf(run: RunRecord, names: readonly string[] = USUAL): string[] {
  return names.map((name) => {
    const value = quantityNamed(name).of(run);
    return Number.isNaN(value) ? '' : String(value);
  });
}

interface Place {
  /** Values of the settings. */
  readonly values: readonly string[];
  /** Rows of runs. */
  readonly rows: readonly (readonly string[])[];
}

interface Table {
  readonly settings: readonly string[];
  /** The quantities that some run measured. */
  readonly quantities: readonly string[];
  readonly places: readonly Place[];
  /** The quantity in each row of a combination; NaN if it was not measured. */
  readonly column: (place: Place, quantity: string) => number[];
}

/** Reads a CSV file: settings, "seed", quantities, "sha256". */
function read(csv: string): Table {
  const [head = [], ...rows] = csv
    .trim()
    .split('\n')
    .map((line) => line.split(','));
  const seed = head.indexOf('seed');
  const settings = head.slice(0, seed);
  const places = new Map<string, { values: string[]; rows: string[][] }>();
  for (const row of rows) {
    const values = row.slice(0, seed);
    const place = places.get(values.join()) ?? { values, rows: [] };
    place.rows.push(row);
    places.set(values.join(), place);
  }
  return {
    settings,
    quantities: head.slice(seed + 1, -1).filter((name) => rows.some((row) => row[head.indexOf(name)] !== '')),
    places: [...places.values()],
    column(place, quantity) {
      const index = head.indexOf(quantity);
      return place.rows.map((row) => (row[index] === '' ? NaN : Number(row[index])));
    },
  };
}

const meanOf = (values: readonly number[]): number => values.reduce((sum, value) => sum + value, 0) / values.length;
const line = (cells: readonly string[]): string => `| ${cells.join(' | ')} |`;

/**
 * A quantity of one combination: the mean over seeds, and in brackets the smallest and the largest; a dash if a run
 * lacks it.
 */
function told(quantity: string, values: readonly number[]): string {
  if (values.some(Number.isNaN)) return '–';
  const { text } = quantityNamed(quantity);
  const mean = text(meanOf(values));
  return values.length === 1 ? mean : `${mean} (${text(Math.min(...values))}–${text(Math.max(...values))})`;
}

/**
 * A row for each combination of the settings.
 * @returns lines of Markdown with single spaces, without the rule below the head
 */
export function tableOf(csv: string): string[] {
  const { settings, quantities, places, column } = read(csv);
  const rows = places.map((place) => [...place.values, ...quantities.map((name) => told(name, column(place, name)))]);
  return [[...settings, ...quantities], ...rows].map(line);
}

/**
 * The lab's numbers next to the paper's, for combinations in the paper.
 * @param paper the settings, then quantities in percent as printed in the paper
 */
export function comparisonOf(csv: string, paper: string): string[] {
  const { settings, places, column } = read(csv);
  const [head = [], ...rows] = paper
    .trim()
    .split('\n')
    .map((text) => text.split(','));
  const quantities = head.slice(settings.length);
  const cells = rows.map((row) => {
    const values = row.slice(0, settings.length);
    const place = places.find((candidate) => candidate.values.join() === values.join());
    const pairs = quantities.flatMap((name, i) => {
      const mean = place ? 100 * meanOf(column(place, name)) : NaN;
      return [row[settings.length + i] ?? '', place ? mean.toFixed(2) : 'not run'];
    });
    return [...values, ...pairs];
  });
  return [[...settings, ...quantities.flatMap((name) => [`${name}, paper`, `${name}, lab`])], ...cells].map(line);
}

/**
 * Mean, least and most over seeds as a figure. One quantity runs along the first setting, or along `along`, with a line for
 * each value of the next other setting; several run along themselves, which `along` names, with a line for each value of
 * the first setting.
 */
export function figureOf(csv: string, names: readonly string[], title: string, along?: string): string {
  const { settings, places, column } = read(csv);
  const several = names.length > 1;
  const valuesAt = (index: number): string[] => [...new Set(places.map(({ values }) => values[index] ?? ''))];
  const ownAxes = settings.map((key, i) => ({ key, values: valuesAt(i) }));
  const cells = places.flatMap((place) =>
    names.flatMap((name): readonly Cell[] => {
      const all = column(place, name);
      const values = all.filter((value) => !Number.isNaN(value));
      if (values.length === 0) return [];
      const cell = {
        values: several ? [name, ...place.values] : place.values,
        // A figure uses only the runs' names and values.
        runs: all.map((value, i) => ({ name: String(i), value }) as MeasuredRun),
        defined: values.length,
        mean: meanOf(values),
        min: Math.min(...values),
        max: Math.max(...values),
      };
      return [cell];
    }),
  );
  const axes = several ? [{ key: along ?? 'steps', values: names }, ...ownAxes] : ownAxes;
  const x = along ?? axes[0]?.key;
  const figure = compareFigure(
    { axes, cells, metric: { quantity: 'testAccuracy' } },
    {
      x,
      lines: several ? settings[0] : settings.find((key) => key !== x),
      logarithmic: false,
      dark: false,
      panel: { width: 520, height: 280 },
    },
  );
  return pictureSvg(figurePicture({ ...figure, title }));
}
