/** Tables whose columns grow: typed arrays that double, so that a history of many steps costs 8 bytes a number. */
import { TABLE_COLUMNS, type ColumnName, type TableFamily } from '../shared/run/tables.ts';

/** Rows that a first table has room for, and by how many more each further one: see `Table`. */
const ROOM = 256;
const STAGGER = ROOM / 32;

/** One table of one family. Columns of a table have one length. */
export class Table<F extends TableFamily = TableFamily> {
  readonly family: F;
  #length = 0;
  #capacity: number;
  readonly #columns: Map<string, Float64Array>;

  /**
   * Tables that grow by the same rows get different places `among` their likes, 0, 1, 2, …: so they are copied to larger
   * room at different times, not all within one task of the page.
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

  /** A view of the column's rows so far; valid until the next `append`. NaN is "not defined". */
  column(name: ColumnName<F>): Float64Array {
    return this.#array(name).subarray(0, this.#length);
  }

  /** The latest row's value, or NaN while there is none. */
  last(name: ColumnName<F>): number {
    return this.#length === 0 ? NaN : (this.#array(name)[this.#length - 1] ?? NaN);
  }

  /** Adds `rows` rows; `values` holds one column after the other. */
  append(rows: number, values: Float64Array): void {
    this.#reserve(this.#length + rows);
    let offset = 0;
    for (const array of this.#columns.values()) {
      array.set(values.subarray(offset, offset + rows), this.#length);
      offset += rows;
    }
    this.#length += rows;
  }

  /** A copy of the rows from `from` on, one column after the other: what `append` takes. */
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
