/** Products of matrices, either operand transposed (AssemblyScript). Row-major float32; `work` is scratch memory. */
import { packColumns, packRows, panelBytes } from './panel.as';
import { ACCUMULATE, COLUMNS, RELU, ROWS, tileOfColumns, tileOfRows } from './tile.as';

/** Bytes that stand before the packed panels in `work`: a tile's or row table's edge, and a padded bias. */
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

/** Panels that are packed at a time: together they read whole cache lines of B. */
const PANELS: i32 = 4;
/** Rows of B in a packed panel, at most: a panel and four rows of A fit the first-level cache. */
const INNER: i32 = 416;

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
  const targets = table + ((<usize>m + ROWS) << 2);
  const panels = (targets + ((<usize>m + ROWS) << 2) + 15) & ~15;
  tableOfRows(targets, c, (<usize>n) << 2, m);
  // Equal parts of k, each a multiple of 4 but the last.
  const parts = (k + INNER - 1) / INNER;
  const part = ((k + parts - 1) / parts + 3) & ~3;
  for (let first = 0; first < k; first += part) {
    const inner = min(part, k - first);
    tableOfRows(table, a + ((<usize>first) << 2), (<usize>k) << 2, m);
    const flags = (first > 0 ? ACCUMULATE : 0) | (relu && first + inner == k ? RELU : 0);
    for (let left = 0; left < n; left += PANELS * COLUMNS) {
      const columns = min(PANELS * COLUMNS, n - left);
      if (transposed) packColumns(panels, b + ((<usize>(left * k + first)) << 2), inner, (<usize>k) << 2, columns);
      else packRows(panels, b + ((<usize>(first * n + left)) << 2), inner, (<usize>n) << 2, columns);
      for (let j = 0; j < columns; j += COLUMNS) {
        const valid = min(COLUMNS, columns - j);
        const panel = panels + <usize>(j / COLUMNS) * panelBytes(inner);
        const start = first > 0 ? 0 : biasOf(bias, left + j, valid, work);
        panelOverRows(table, targets, m, (<usize>(left + j)) << 2, valid, panel, inner, 1, 0, start, flags, work);
      }
    }
  }
}

/** Rows of a transposed product that pass a panel before the next one comes. */
const BLOCK_ROWS: i32 = 16;

/** C[m, n] = Aᵀ · B; A is [k, m], B is [k, n]. */
export function productOfTransposed(a: usize, b: usize, c: usize, m: i32, k: i32, n: i32, work: usize): void {
  const panels = work + EDGE_BYTES;
  const stride = (<usize>n) << 2;
  packRows(panels, b, k, stride, n);
  for (let i = 0; i < m; i += BLOCK_ROWS) {
    const rows = min(BLOCK_ROWS, m - i);
    const source = a + ((<usize>i) << 2);
    for (let j = 0; j < n; j += COLUMNS) {
      const panel = panels + <usize>(j / COLUMNS) * panelBytes(k);
      const target = c + <usize>i * stride + ((<usize>j) << 2);
      const valid = min(COLUMNS, n - j);
      columnsOverPanel(source, (<usize>m) << 2, rows, target, stride, valid, panel, 32, k, 1, 0, 0, work);
    }
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
