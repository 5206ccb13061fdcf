/** A line of a chart: where its numbers come from and how it looks. Reads tables; draws nothing. */
import { COMMON_M, coherenceAt } from '../shared/observables/derived.ts';
import type { ExplanationKey } from '../shared/glossary/explanations.ts';
import { rowsAfter } from '../shared/run/schedule.ts';
import { ON_OBSERVED_LABELS, type ColumnName } from '../shared/run/tables.ts';
import type { VariantHistory } from '../state/variant-history.ts';
import type { Table } from '../state/series.ts';

export interface LineStyle {
  readonly color: string;
  /** Lengths of dash and gap in pixels; empty for a whole line. */
  readonly dash: readonly number[];
  readonly width: number;
  /** In the background of the others. */
  readonly pale?: boolean;
}

/** Ends of a band about a line, of the line's length; NaN where the line is not defined. */
export interface Band {
  readonly lows: Float64Array;
  readonly highs: Float64Array;
}

/** The numbers of a line. */
export interface LineData {
  /** Steps, never falling, and values, NaN where not defined; of one length, valid until the next row comes. */
  readonly xs: () => Float64Array;
  readonly ys: () => Float64Array;
  /** Rows that begin the line anew: its labels changed since the row before, at a step that may lie between the two. */
  readonly breaks?: (() => readonly number[]) | undefined;
}

export interface Line extends LineData {
  /** The quantity or layer: the legend's row. */
  readonly name: string;
  /** What the line is called beside its end; undefined where it is not labelled there. */
  readonly label?: string | undefined;
  /** What the name means; undefined where it is a layer's. */
  readonly explains?: ExplanationKey | undefined;
  /** Which arm of the run: the legend's column. */
  readonly arm: number;
  readonly style: LineStyle;
  /** What is drawn as the line where `ys` are too noisy; these then stand behind it. */
  readonly smoothed?: (() => Float64Array) | undefined;
  /** Shaded about the line, as measured: a mean's standard deviation. */
  readonly band?: (() => Band) | undefined;
}

/** What lines are called outside their legend's columns. */
export function lineNames(lines: readonly Line[], arms: readonly string[]): string[] {
  return lines.map(({ name, arm }) => (arms[arm] ? `${name} (${arms[arm]})` : name));
}

/** A value and the place on the axis at which it was measured; both NaN where nothing was. */
export interface Measured {
  readonly value: number;
  readonly at: number;
}

/** The latest value at or before the place `x`, or of all when `x` is undefined. */
export function measuredAt(line: LineData, x: number | undefined): Measured {
  const [xs, ys] = [line.xs(), line.ys()];
  const row = x === undefined ? ys.length - 1 : rowAt(xs, x);
  return { value: ys[row] ?? NaN, at: xs[row] ?? NaN };
}

/** The latest value at or before the place `x`, or of all when `x` is undefined; NaN where there is none. */
export function valueAt(line: LineData, x: number | undefined): number {
  return measuredAt(line, x).value;
}

/** The last row whose step is at most `x`, or −1. */
export function rowAt(xs: Float64Array, x: number): number {
  let low = 0;
  let high = xs.length;
  while (low < high) {
    const middle = (low + high) >> 1;
    if ((xs[middle] ?? NaN) <= x) low = middle + 1;
    else high = middle;
  }
  return low - 1;
}

/** A column of an arm's evaluations. */
export function evaluationLine(arm: VariantHistory, column: ColumnName<'evaluations'>): LineData {
  const xs = (): Float64Array => arm.evaluations.column('step');
  const breaks = ON_OBSERVED_LABELS.has(column) ? labelBreaks(arm, xs) : undefined;
  return { xs, ys: () => arm.evaluations.column(column), breaks };
}

/** The breaks of a line measured now and then against an arm's given labels. */
export function labelBreaks(arm: Pick<VariantHistory, 'relabelled'>, xs: Line['xs']): () => readonly number[] {
  return () => rowsAfter(arm.relabelled, xs());
}

/** Gives the value of a row, from 0; made anew for each reading, so that it can look at the columns once. */
export type RowValues = () => (row: number) => number;

/** A column computed from a table's others, once a row; the table may be cut short and grow again. */
export class DerivedColumn {
  readonly #table: Table;
  readonly #compute: RowValues;
  #values = new Float64Array(256);
  #rows = 0;

  constructor(table: Table, compute: RowValues) {
    this.#table = table;
    this.#compute = compute;
  }

  read(): Float64Array {
    const { length } = this.#table;
    if (length > this.#values.length) {
      const larger = new Float64Array(Math.max(length, 2 * this.#values.length));
      larger.set(this.#values);
      this.#values = larger;
    }
    const from = Math.min(this.#rows, length);
    if (from < length) {
      const valueOf = this.#compute();
      for (let row = from; row < length; row++) this.#values[row] = valueOf(row);
    }
    this.#rows = length;
    return this.#values.subarray(0, length);
  }
}

/** Coherence at the common m beside a probe table. */
export function coherenceColumn(probes: Table<'probes'>): DerivedColumn {
  return new DerivedColumn(probes, () => {
    const signal = probes.column('signal');
    const noise = probes.column('noise');
    return (row) => coherenceAt(COMMON_M, { signal: signal[row] ?? NaN, noise: noise[row] ?? NaN });
  });
}
