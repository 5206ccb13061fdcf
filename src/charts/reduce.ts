/**
 * A growing series reduced to what a chart can show: for each pixel column the smallest, the largest and the mean value.
 * New rows cost what they number; only another domain or width reads the series anew.
 */
import { rowAt } from './line.ts';

export class Reduction {
  /** A point for each column that has rows, `count` of them: mean step, mean value, band. A mean of NaN breaks the line. */
  xs = new Float64Array(0);
  means = new Float64Array(0);
  lows = new Float64Array(0);
  highs = new Float64Array(0);
  count = 0;
  /** Over all defined values; infinite while there is none. */
  min = Infinity;
  max = -Infinity;
  minPositive = Infinity;

  #from = NaN;
  #to = NaN;
  #columns = 0;
  /** Rows taken in. */
  #rows = 0;
  /** The open column, and the rows and sums in it. */
  #column = -1;
  #members = 0;
  #sumX = 0;
  #sumY = 0;
  #gap = false;
  #breaks: readonly number[] = [];

  /**
   * Takes in what was added to the series since the last call. `xs` never falls; rows outside [from, to] go to the first
   * or last of the `columns`. A row that is not defined breaks the line unless its column has others; a row of `breaks`,
   * rising, breaks it in any case.
   */
  update(
    xs: Float64Array,
    ys: Float64Array,
    from: number,
    to: number,
    columns: number,
    breaks: readonly number[] = [],
  ): void {
    const other = breaks.length !== this.#breaks.length || breaks.some((row, i) => row !== this.#breaks[i]);
    if (from !== this.#from || to !== this.#to || columns !== this.#columns || ys.length < this.#rows || other) {
      this.#begin(from, to, columns, breaks);
    }
    const scale = columns / (to - from);
    for (let row = this.#rows; row < ys.length; row++) {
      const y = ys[row] ?? NaN;
      if (breaks.includes(row)) {
        this.#gap = true;
        this.#column = -1;
      }
      if (Number.isFinite(y)) {
        const x = xs[row] ?? NaN;
        this.#take(x, y, Math.min(columns - 1, Math.max(0, Math.floor((x - from) * scale))));
      } else {
        this.#gap = true;
      }
    }
    this.#rows = ys.length;
  }

  #begin(from: number, to: number, columns: number, breaks: readonly number[]): void {
    this.#from = from;
    this.#to = to;
    this.#columns = columns;
    this.#breaks = breaks;
    // A gap may stand before each point, and a break gives its column another one.
    const room = 2 * (columns + breaks.length);
    this.xs = new Float64Array(room);
    this.means = new Float64Array(room);
    this.lows = new Float64Array(room);
    this.highs = new Float64Array(room);
    this.count = 0;
    this.min = Infinity;
    this.max = -Infinity;
    this.minPositive = Infinity;
    this.#rows = 0;
    this.#column = -1;
    this.#gap = false;
  }

  #take(x: number, y: number, column: number): void {
    if (y < this.min) this.min = y;
    if (y > this.max) this.max = y;
    if (y > 0 && y < this.minPositive) this.minPositive = y;
    if (column !== this.#column) this.#open(x, y, column);
    this.#gap = false;
    const at = this.count - 1;
    this.#members += 1;
    this.#sumX += x;
    this.#sumY += y;
    this.xs[at] = this.#sumX / this.#members;
    this.means[at] = this.#sumY / this.#members;
    if (y < (this.lows[at] ?? Infinity)) this.lows[at] = y;
    if (y > (this.highs[at] ?? -Infinity)) this.highs[at] = y;
  }

  #open(x: number, y: number, column: number): void {
    if (this.#gap && this.count > 0) {
      this.xs[this.count] = x;
      this.means[this.count] = this.lows[this.count] = this.highs[this.count] = NaN;
      this.count += 1;
    }
    this.#column = column;
    this.#members = 0;
    this.#sumX = 0;
    this.#sumY = 0;
    this.lows[this.count] = this.highs[this.count] = y;
    this.count += 1;
  }
}

/** Reduces what lies in [start, end] to a point for each of `columns`, with the next row on either side, to which the line goes on. */
export function reduceStretch(
  reduction: Reduction,
  xs: Float64Array,
  ys: Float64Array,
  { start, end }: { readonly start: number; readonly end: number },
  columns: number,
  breaks: readonly number[] = [],
): void {
  const column = (end - start) / columns;
  let first = Math.max(0, rowAt(xs, start));
  if (first === xs.length - 1 && (xs[first] ?? 0) < start) first = xs.length;
  const last = rowAt(xs, end) + 2;
  const inside = breaks.filter((row) => row > first && row < last).map((row) => row - first);
  const [from, to] = [start - column, end + column];
  reduction.update(xs.subarray(first, last), ys.subarray(first, last), from, to, columns + 2, inside);
}
