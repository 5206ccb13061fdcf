/** Copies of channels and sums of tensors, as called from JavaScript (AssemblyScript). */
import { CHUNK } from './elementwise.as';
import { partsOf, setAddress, setArgument } from './job.as';
import { computeAll, COPY_COLUMNS, SUM } from './jobs.as';

/**
 * Copies `columns` columns of a matrix with rows of `fromRow` floats into one with rows of `toRow` floats.
 * @param from the first of the columns; `to` likewise
 */
export function copyColumns(from: usize, to: usize, rows: i32, columns: i32, fromRow: i32, toRow: i32): void {
  const each = max(1, CHUNK / max(1, columns));
  setAddress(0, from);
  setAddress(1, to);
  setArgument(2, rows);
  setArgument(3, columns);
  setArgument(4, fromRow);
  setArgument(5, toRow);
  setArgument(6, each);
  computeAll(COPY_COLUMNS, partsOf(rows, each), 0, 0);
}

/** y ← a + b */
export function sum(a: usize, b: usize, y: usize, n: i32): void {
  setAddress(0, a);
  setAddress(1, b);
  setAddress(2, y);
  setArgument(3, n);
  computeAll(SUM, partsOf(n, CHUNK), 0, 0);
}
