/** Tables with growing columns: typed arrays that double, so a long history costs 8 bytes per number. */
import { TABLE_COLUMNS, type ColumnName, type TableFamily } from '../shared/run/tables.ts';

/** Initial capacity of the first table in rows, and the increment for each further table: see `Table`. */
const ROOM = 256;
const STAGGER = ROOM / 32;

/** One table of one family. Its columns have equal length. */
export class Table<F extends TableFamily = TableFamily> {
  readonly family: F;
  #length = 0;
  #capacity: number;
  readonly #columns: Map<string, Float64Array>;

  /**
   * @param among an index, 0, 1, 2, …, among tables that grow by the same rows. It staggers their reallocations, so
   * that they don't all happen within one task.
   */
  constructor(family: F, among = 0) {
    this.family = family;
    this.#capacity = ROOM + STAGGER * (among % 32);
    this.#columns = new Map(TABLE_COLUMNS[family].map((name) => [name, new Float64Array(this.#capacity)]));
  }

  /** Rows so far. */
  get length(): number {
    return this.#length;
  }

  /** A view of the column's rows; valid until the next `append`. NaN means "not defined". */
  column(name: ColumnName<F>): Float64Array {
    return this.#array(name).subarray(0, this.#length);
  }

  /** The value in the latest row, or NaN if there is none. */
  last(name: ColumnName<F>): number {
    return this.#length === 0 ? NaN : (this.#array(name)[this.#length - 1] ?? NaN);
  }

  /** Adds `rows` rows; `values` is column-major. */
  append(rows: number, values: Float64Array): void {
    this.#reserve(this.#length + rows);
    let offset = 0;
    for (const array of this.#columns.values()) {
      array.set(values.subarray(offset, offset + rows), this.#length);
      offset += rows;
    }
    this.#length += rows;
  }

  /** A column-major copy of the rows from `from` on, in the format of `append`. */
  rowsFrom(from: number): { readonly rows: number; readonly values: Float64Array } {
    const rows = Math.max(0, this.#length - from);
    const values = new Float64Array(rows * this.#columns.size);
    let offset = 0;
    for (const array of this.#columns.values()) {
      values.set(array.subarray(from, from + rows), offset);
      offset += rows;
    }
    return { rows, values };
  }

  /** Drops the rows of `step` and later steps, which will come again. */
  cut(step: number): void {
    const steps = this.#array('step');
    while (this.#length > 0 && (steps[this.#length - 1] ?? 0) >= step) this.#length -= 1;
  }

  #array(name: string): Float64Array {
    const array = this.#columns.get(name);
    if (!array) throw new Error(`${this.family} has no column ${name}`);
    return array;
  }

  #reserve(rows: number): void {
    if (rows <= this.#capacity) return;
    while (this.#capacity < rows) this.#capacity *= 2;
    for (const [name, array] of this.#columns) {
      const larger = new Float64Array(this.#capacity);
      larger.set(array.subarray(0, this.#length));
      this.#columns.set(name, larger);
    }
  }
}
