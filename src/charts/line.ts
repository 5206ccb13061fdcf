/** A line of a chart: where its numbers come from and how it looks. Reads tables; draws nothing. */
import { COMMON_M, coherenceAt } from '../shared/derived.ts';
import type { Table } from '../state/series.ts';

export interface LineStyle {
  readonly color: string;
  /** Lengths of dash and gap in pixels; empty for a whole line. */
  readonly dash: readonly number[];
  readonly width: number;
}

export interface Line {
  /** The quantity or layer: the legend's row. */
  readonly name: string;
  /** Which arm of the run: the legend's column. */
  readonly arm: number;
  readonly style: LineStyle;
  /** Steps, never falling, and values, NaN where not defined; of one length, valid until the next row comes. */
  readonly xs: () => Float64Array;
  readonly ys: () => Float64Array;
  /** What is drawn as the line where `ys` are too noisy; these then stand behind it. */
  readonly smoothed?: (() => Float64Array) | undefined;
}

/** The latest value at or before step `x`, or of all when `x` is undefined; NaN where there is none. */
export function valueAt(line: Line, x: number | undefined): number {
  const ys = line.ys();
  if (x === undefined) return ys[ys.length - 1] ?? NaN;
  return ys[rowAt(line.xs(), x)] ?? NaN;
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
