/** Products of matrices, either operand transposed (AssemblyScript). Row-major float32; `work` is scratch memory. */
import { packRows, packTransposed, panelBytes } from './panel.as';
import { ACCUMULATE, COLUMNS, RELU, ROWS, tileOfColumns, tileOfRows } from './tile.as';

/** Bytes that stand before the packed panels in `work`: a tile's or row table's edge, and a padded bias. */
export const EDGE_BYTES: usize = 512;

/**
 * One panel's tiles over a table of rows.
 * @param sources addresses of the rows of A, `rows` rounded up to 6 by repeating the last
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
      tileOfRows(sources + at, targets + at, column, b, 32, run, runs, gap, bias, flags);
    }
    return;
  }
  const tile = edge + 32;
  for (let r = 0; r < ROWS; r++) store<u32>(edge + ((<usize>r) << 2), <u32>(tile + ((<usize>r) << 5)));
  for (let i = 0; i < rows; i += ROWS) {
    const at = (<usize>i) << 2;
    tileOfRows(sources + at, edge, 0, b, 32, run, runs, gap, bias, flags);
    for (let r = 0; r < min(ROWS, rows - i); r++) {
      const target = <usize>load<u32>(targets + at + ((<usize>r) << 2)) + column;
      memory.copy(target, tile + ((<usize>r) << 5), (<usize>valid) << 2);
    }
  }
}

/** The bias of columns j … j + 7, copied to `edge` and filled up with 0 where there are fewer. */
export function biasOf(bias: usize, j: i32, valid: i32, edge: usize): usize {
  if (!bias) return 0;
  const source = bias + ((<usize>j) << 2);
  if (valid >= COLUMNS) return source;
  const padded = edge + 240;
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

/** C[m, n] = A[m, k] · B + bias; B is [k, n], or [n, k] where `transposed`. */
export function product(
  a: usize,
  b: usize,
  c: usize,
  m: i32,
  k: i32,
  n: i32,
  transposed: i32,
  bias: usize,
  relu: i32,
  work: usize,
): void {
  const table = work + EDGE_BYTES;
  const tableBytes = (<usize>m + ROWS) << 2;
  const panel = (table + 2 * tableBytes + 15) & ~15;
  tableOfRows(table, a, (<usize>k) << 2, m);
  tableOfRows(table + tableBytes, c, (<usize>n) << 2, m);
  for (let j = 0; j < n; j += COLUMNS) {
    const valid = min(COLUMNS, n - j);
    if (transposed) packTransposed(panel, b + <usize>j * ((<usize>k) << 2), k, (<usize>k) << 2, valid);
    else packRows(panel, b + ((<usize>j) << 2), k, (<usize>n) << 2, valid);
    const start = biasOf(bias, j, valid, work);
    panelOverRows(table, table + tableBytes, m, (<usize>j) << 2, valid, panel, k, 1, 0, start, relu ? RELU : 0, work);
  }
}

/** C[m, n] = Aᵀ · B; A is [k, m], B is [k, n]. */
export function productOfTransposed(a: usize, b: usize, c: usize, m: i32, k: i32, n: i32, work: usize): void {
  const panel = work + EDGE_BYTES;
  const stride = (<usize>n) << 2;
  for (let j = 0; j < n; j += COLUMNS) {
    const valid = min(COLUMNS, n - j);
    packRows(panel, b + ((<usize>j) << 2), k, stride, valid);
    columnsOverPanel(a, (<usize>m) << 2, m, c + ((<usize>j) << 2), stride, valid, panel, 32, k, 1, 0, 0, 0, work);
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
  bGap: usize,
  flags: i32,
  edge: usize,
): void {
  for (let i = 0; i < rows; i += ROWS) {
    const wanted = min(ROWS, rows - i);
    const source = a + ((<usize>i) << 2);
    const target = c + <usize>i * cStride;
    if (valid >= COLUMNS) {
      tileOfColumns(source, kStride, target, cStride, wanted, b, bStride, run, runs, gap, bGap, flags);
      continue;
    }
    const bytes = (<usize>valid) << 2;
    if (flags & ACCUMULATE) {
      for (let r = 0; r < wanted; r++) memory.copy(edge + ((<usize>r) << 5), target + <usize>r * cStride, bytes);
    }
    tileOfColumns(source, kStride, edge, 32, wanted, b, bStride, run, runs, gap, bGap, flags);
    for (let r = 0; r < wanted; r++) memory.copy(target + <usize>r * cStride, edge + ((<usize>r) << 5), bytes);
  }
}
