/** A line of a chart: its data source and its style. It reads tables and draws nothing. */
import { COMMON_M, coherenceAt } from '../shared/observables/derived.ts';
import type { ExplanationKey } from '../shared/glossary/explanations.ts';
import { rowsAfter } from '../shared/run/schedule.ts';
import { ON_OBSERVED_LABELS, type ColumnName } from '../shared/run/tables.ts';
import type { VariantHistory } from '../state/variant-history.ts';
import type { Table } from '../state/series.ts';

export interface LineStyle {
  readonly color: string;
  /** Lengths of dash and gap in pixels; empty for a solid line. */
  readonly dash: readonly number[];
  readonly width: number;
  /** Drawn behind the others. */
  readonly pale?: boolean;
}

/** Limits of a band around a line, as long as the line; NaN where the line isn't defined. */
export interface Band {
  readonly lows: Float64Array;
  readonly highs: Float64Array;
}

/** The data of a line. */
export interface LineData {
  /** Steps (non-decreasing) and values (NaN means "not defined"), of equal length, valid until the next row arrives. */
  readonly xs: () => Float64Array;
  readonly ys: () => Float64Array;
  /** Indices of rows before which the line breaks, because the labels changed since the previous row. */
  readonly breaks?: (() => readonly number[]) | undefined;
}

export interface Line extends LineData {
  /** The quantity or layer: the legend's row. */
  readonly name: string;
  /** Label beside the line's end; undefined for none. */
  readonly label?: string | undefined;
  /** Explanation of the name; undefined for a layer. */
  readonly explains?: ExplanationKey | undefined;
  /** Index of the variant: the legend's column. */
  readonly variant: number;
  readonly style: LineStyle;
  /** Drawn as the line if `ys` are too noisy; the raw values are then drawn behind it. */
  readonly smoothed?: (() => Float64Array) | undefined;
  /** Shaded band around the raw line, such as a mean's standard deviation. */
  readonly band?: (() => Band) | undefined;
  /** If this line is a line at some time: that line, which grows. */
  readonly growing?: Line;
}

/** Names of lines outside their legend's columns. */
export function lineNames(lines: readonly Line[], variants: readonly string[]): string[] {
  return lines.map(({ name, variant }) => (variants[variant] ? `${name} (${variants[variant]})` : name));
}

/** A value and its position on the axis; both are NaN if nothing was measured. */
export interface Measured {
  readonly value: number;
  readonly at: number;
}

/** The latest value at or before the position `x`, or overall if `x` is undefined. */
export function measuredAt(line: LineData, x: number | undefined): Measured {
  const [xs, ys] = [line.xs(), line.ys()];
  const row = x === undefined ? ys.length - 1 : rowAt(xs, x);
  return { value: ys[row] ?? NaN, at: xs[row] ?? NaN };
}

/** The latest value at or before the position `x`, or overall if `x` is undefined; NaN if there is none. */
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

/** A column of a variant's evaluations. */
export function evaluationLine(variant: VariantHistory, column: ColumnName<'evaluations'>): LineData {
  const xs = (): Float64Array => variant.evaluations.column('step');
  const breaks = ON_OBSERVED_LABELS.has(column) ? labelBreaks(variant, xs) : undefined;
  return { xs, ys: () => variant.evaluations.column(column), breaks };
}

/** The breaks of a line that depends on a variant's observed labels. */
export function labelBreaks(variant: Pick<VariantHistory, 'relabelled'>, xs: Line['xs']): () => readonly number[] {
  return () => rowsAfter(variant.relabelled, xs());
}

/** Returns a function from row index to value. It is called once per reading, so that it can fetch the columns once. */
export type RowValues = () => (row: number) => number;

/** A column computed from other columns of its table, each row once. The table may be truncated and grow again. */
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

/** Coherence at the common m, as a derived column of a probe table. */
export function coherenceColumn(probes: Table<'probes'>): DerivedColumn {
  return new DerivedColumn(probes, () => {
    const signal = probes.column('signal');
    const noise = probes.column('noise');
    return (row) => coherenceAt(COMMON_M, { signal: signal[row] ?? NaN, noise: noise[row] ?? NaN });
  });
}
