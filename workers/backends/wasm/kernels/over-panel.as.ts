/** Tiles over a packed panel, for operands of every kind and panels of fewer than 8 columns (AssemblyScript). */
import { ACCUMULATE, COLUMNS, ROWS, tileOfColumns, tileOfRows } from './tile.as';

/** Bytes at the start of a thread's scratch memory: a tile's or row table's edge, and a padded bias. */
export const EDGE_BYTES: usize = 512;

/**
 * One panel's tiles over a table of rows.
 * @param sources addresses of the rows of A, `rows` rounded up to 4 by repeating the last
 * @param targets addresses of the rows of C, likewise
 * @param valid columns of the panel that exist
 * @param edge ≥ 256 bytes of scratch
 * @param bias of this panel's columns, 0 for none; 8 floats are read
 */
export function panelOverRows(
  sources: usize,
  targets: usize,
  rows: i32,
  column: usize,
  valid: i32,
  b: usize,
  run: i32,
  runs: i32,
  gap: usize,
  bias: usize,
  flags: i32,
  edge: usize,
): void {
  if (valid >= COLUMNS) {
    for (let i = 0; i < rows; i += ROWS) {
      const at = (<usize>i) << 2;
      tileOfRows(sources + at, targets + at, column, b, run, runs, gap, bias, flags);
    }
    return;
  }
  const tile = edge + 32;
  for (let r = 0; r < ROWS; r++) store<u32>(edge + ((<usize>r) << 2), <u32>(tile + ((<usize>r) << 5)));
  for (let i = 0; i < rows; i += ROWS) {
    const at = (<usize>i) << 2;
    const wanted = min(ROWS, rows - i);
    const bytes = (<usize>valid) << 2;
    if (flags & ACCUMULATE) {
      for (let r = 0; r < wanted; r++) {
        memory.copy(tile + ((<usize>r) << 5), <usize>load<u32>(targets + at + ((<usize>r) << 2)) + column, bytes);
      }
    }
    tileOfRows(sources + at, edge, 0, b, run, runs, gap, bias, flags);
    for (let r = 0; r < wanted; r++) {
      memory.copy(<usize>load<u32>(targets + at + ((<usize>r) << 2)) + column, tile + ((<usize>r) << 5), bytes);
    }
  }
}

/** The bias of columns j … j + 7, copied to `edge` and filled up with 0 where there are fewer. */
export function biasOf(bias: usize, j: i32, valid: i32, edge: usize): usize {
  if (!bias) return 0;
  const source = bias + ((<usize>j) << 2);
  if (valid >= COLUMNS) return source;
  const padded = edge + 192;
  memory.fill(padded, 0, 32);
  memory.copy(padded, source, (<usize>valid) << 2);
  return padded;
}

/** Fills a table with addresses of neighbouring rows and repeats the last up to a whole tile. */
export function tableOfRows(table: usize, first: usize, stride: usize, rows: i32): void {
  const filled = ((rows + ROWS - 1) / ROWS) * ROWS;
  for (let i = 0; i < filled; i++) {
    store<u32>(table + ((<usize>i) << 2), <u32>(first + <usize>min(i, rows - 1) * stride));
  }
}

/** One panel's tiles over neighbouring columns of A as rows; see `tileOfColumns`. */
export function columnsOverPanel(
  a: usize,
  kStride: usize,
  rows: i32,
  c: usize,
  cStride: usize,
  valid: i32,
  b: usize,
  bStride: usize,
  run: i32,
  runs: i32,
  gap: usize,
  flags: i32,
  edge: usize,
): void {
  for (let i = 0; i < rows; i += ROWS) {
    const wanted = min(ROWS, rows - i);
    const source = a + ((<usize>i) << 2);
    const target = c + <usize>i * cStride;
    if (valid >= COLUMNS) {
      tileOfColumns(source, kStride, target, cStride, wanted, b, bStride, run, runs, gap, flags);
      continue;
    }
    const bytes = (<usize>valid) << 2;
    if (flags & ACCUMULATE) {
      for (let r = 0; r < wanted; r++) memory.copy(edge + ((<usize>r) << 5), target + <usize>r * cStride, bytes);
    }
    tileOfColumns(source, kStride, edge, 32, wanted, b, bStride, run, runs, gap, flags);
    for (let r = 0; r < wanted; r++) memory.copy(target + <usize>r * cStride, edge + ((<usize>r) << 5), bytes);
  }
}
