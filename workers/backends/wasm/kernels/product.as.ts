/**
 * Products of matrices, either operand transposed (AssemblyScript). Row-major float32. A part is a group of columns of
 * C; the thread that computes it packs those columns of B.
 */
import { address, argument } from './job.as';
import { biasOf, columnsOverPanel, EDGE_BYTES, panelOverRows, tableOfRows } from './over-panel.as';
import { packColumns, packRows, panelBytes } from './panel.as';
import { ACCUMULATE, COLUMNS, RELU, ROWS } from './tile.as';

/** Columns of a part; four panels together read whole cache lines of B. */
export const GROUP_COLUMNS: i32 = 32;
/** Rows of B in a packed panel, at most: a panel and four rows of A fit the first-level cache. */
const INNER: i32 = 416;
/** Rows of a transposed product that pass a panel before the next one comes. */
const BLOCK_ROWS: i32 = 16;

/**
 * C[m, n] = A[m, k] · B + bias; B is [k, n], or [n, k] where transposed.
 * Arguments: a, b, c, m, k, n, transposed, bias (0 for none), relu.
 */
export function productPart(part: i32, work: usize): void {
  const a = address(0);
  const b = address(1);
  const c = address(2);
  const m = argument(3);
  const k = argument(4);
  const n = argument(5);
  const transposed = argument(6);
  const bias = address(7);
  const relu = argument(8);
  const left = part * GROUP_COLUMNS;
  const columns = min(GROUP_COLUMNS, n - left);
  const table = work + EDGE_BYTES;
  const targets = table + ((<usize>m + ROWS) << 2);
  const panels = (targets + ((<usize>m + ROWS) << 2) + 15) & ~15;
  tableOfRows(targets, c, (<usize>n) << 2, m);
  // Equal chunks of k, each a multiple of 4 but the last.
  const chunks = (k + INNER - 1) / INNER;
  const chunk = ((k + chunks - 1) / chunks + 3) & ~3;
  for (let first = 0; first < k; first += chunk) {
    const inner = min(chunk, k - first);
    tableOfRows(table, a + ((<usize>first) << 2), (<usize>k) << 2, m);
    if (transposed) packColumns(panels, b + ((<usize>(left * k + first)) << 2), inner, (<usize>k) << 2, columns);
    else packRows(panels, b + ((<usize>(first * n + left)) << 2), inner, (<usize>n) << 2, columns);
    const flags = (first > 0 ? ACCUMULATE : 0) | (relu && first + inner == k ? RELU : 0);
    for (let j = 0; j < columns; j += COLUMNS) {
      const valid = min(COLUMNS, columns - j);
      const panel = panels + <usize>(j / COLUMNS) * panelBytes(inner);
      const start = biasOf(first > 0 ? 0 : bias, left + j, valid, work);
      panelOverRows(table, targets, m, (<usize>(left + j)) << 2, valid, panel, inner, 1, 0, start, flags, work);
    }
  }
}

/** C[m, n] = Aᵀ · B; A is [k, m], B is [k, n]. Arguments: a, b, c, m, k, n. */
export function transposedProductPart(part: i32, work: usize): void {
  const a = address(0);
  const m = argument(3);
  const k = argument(4);
  const n = argument(5);
  const left = part * GROUP_COLUMNS;
  const columns = min(GROUP_COLUMNS, n - left);
  const c = address(2) + ((<usize>left) << 2);
  const panels = work + EDGE_BYTES;
  const stride = (<usize>n) << 2;
  packRows(panels, address(1) + ((<usize>left) << 2), k, stride, columns);
  for (let i = 0; i < m; i += BLOCK_ROWS) {
    const rows = min(BLOCK_ROWS, m - i);
    const source = a + ((<usize>i) << 2);
    for (let j = 0; j < columns; j += COLUMNS) {
      const panel = panels + <usize>(j / COLUMNS) * panelBytes(k);
      const target = c + <usize>i * stride + ((<usize>j) << 2);
      const valid = min(COLUMNS, columns - j);
      columnsOverPanel(source, (<usize>m) << 2, rows, target, stride, valid, panel, 32, k, 1, 0, 0, work);
    }
  }
}
