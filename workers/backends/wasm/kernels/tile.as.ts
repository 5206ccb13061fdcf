/**
 * The inner loops of every product: a tile of 4 × 8 results in eight vector registers (AssemblyScript).
 * Knows no shape of a tensor: rows come as a table of addresses, columns as a panel of 8 packed beside each other.
 * Of the tiles that were measured (3 to 6 rows, 8 to 16 columns, unrolled 1 to 8 times) V8 allots registers to this one
 * and to 6 × 8 unrolled twice without moving them about: 38 GFLOP/s where others reach 23 to 35; it wastes the least.
 * In Chromium 156, 6 × 8 not unrolled takes 0 to 10% less time in a kernel on one thread. In steps on two threads, which
 * vary by more than that, no gain was seen.
 */

import { multiplyAdd } from './lanes.as';

/** Rows of a tile. */
export const ROWS: i32 = 4;
/** Columns of a tile, and of a packed panel. */
export const COLUMNS: i32 = 8;

/** Adds to what the target holds instead of starting from the bias or 0. */
export const ACCUMULATE: i32 = 1;
/** Clamps the results at 0 from below. */
export const RELU: i32 = 2;

function finish(target: usize, low: v128, high: v128, flags: i32): void {
  if (flags & RELU) {
    const zero = f32x4.splat(0);
    low = f32x4.max(low, zero);
    high = f32x4.max(high, zero);
  }
  v128.store(target, low);
  v128.store(target, high, 16);
}

/**
 * Four rows of A by address. A row's K values are in `runs` runs of `run` contiguous floats, `gap` bytes apart.
 * @param sources four addresses of rows of A
 * @param targets four addresses of rows of C, to which `column` bytes are added
 * @param b the panel: K rows of 8 floats
 * @param bias 8 floats to start from, or 0 for none
 */
export function tileOfRows(
  sources: usize,
  targets: usize,
  column: usize,
  b: usize,
  run: i32,
  runs: i32,
  gap: usize,
  bias: usize,
  flags: i32,
): void {
  let a0 = <usize>load<u32>(sources);
  let a1 = <usize>load<u32>(sources, 4);
  let a2 = <usize>load<u32>(sources, 8);
  let a3 = <usize>load<u32>(sources, 12);
  const c0 = <usize>load<u32>(targets) + column;
  const c1 = <usize>load<u32>(targets, 4) + column;
  const c2 = <usize>load<u32>(targets, 8) + column;
  const c3 = <usize>load<u32>(targets, 12) + column;
  let low = f32x4.splat(0);
  let high = f32x4.splat(0);
  if (bias) {
    low = v128.load(bias);
    high = v128.load(bias, 16);
  }
  let s00 = low;
  let s01 = high;
  let s10 = low;
  let s11 = high;
  let s20 = low;
  let s21 = high;
  let s30 = low;
  let s31 = high;
  if (flags & ACCUMULATE) {
    s00 = v128.load(c0);
    s01 = v128.load(c0, 16);
    s10 = v128.load(c1);
    s11 = v128.load(c1, 16);
    s20 = v128.load(c2);
    s21 = v128.load(c2, 16);
    s30 = v128.load(c3);
    s31 = v128.load(c3, 16);
  }
  for (; runs > 0; runs--) {
    for (let k = run; k > 0; k--) {
      low = v128.load(b);
      high = v128.load(b, 16);
      let a = v128.load32_splat(a0);
      s00 = multiplyAdd(a, low, s00);
      s01 = multiplyAdd(a, high, s01);
      a = v128.load32_splat(a1);
      s10 = multiplyAdd(a, low, s10);
      s11 = multiplyAdd(a, high, s11);
      a = v128.load32_splat(a2);
      s20 = multiplyAdd(a, low, s20);
      s21 = multiplyAdd(a, high, s21);
      a = v128.load32_splat(a3);
      s30 = multiplyAdd(a, low, s30);
      s31 = multiplyAdd(a, high, s31);
      a0 += 4;
      a1 += 4;
      a2 += 4;
      a3 += 4;
      b += 32;
    }
    a0 += gap;
    a1 += gap;
    a2 += gap;
    a3 += gap;
  }
  finish(c0, s00, s01, flags);
  finish(c1, s10, s11, flags);
  finish(c2, s20, s21, flags);
  finish(c3, s30, s31, flags);
}

/**
 * Four neighbouring columns of a matrix as the rows of A: a transposed product. For each k the four floats are
 * contiguous. The next k is `kStride` bytes further; after each run of `run`, `gap` more bytes are skipped, `runs`
 * times.
 * @param c the first of the rows of C, `cStride` bytes apart; only `rows` of them are written
 */
export function tileOfColumns(
  a: usize,
  kStride: usize,
  c0: usize,
  cStride: usize,
  rows: i32,
  b: usize,
  bStride: usize,
  run: i32,
  runs: i32,
  gap: usize,
  flags: i32,
): void {
  const c1 = rows > 1 ? c0 + cStride : c0;
  const c2 = rows > 2 ? c1 + cStride : c1;
  const c3 = rows > 3 ? c2 + cStride : c2;
  let s00 = f32x4.splat(0);
  let s01 = f32x4.splat(0);
  let s10 = f32x4.splat(0);
  let s11 = f32x4.splat(0);
  let s20 = f32x4.splat(0);
  let s21 = f32x4.splat(0);
  let s30 = f32x4.splat(0);
  let s31 = f32x4.splat(0);
  if (flags & ACCUMULATE) {
    s00 = v128.load(c0);
    s01 = v128.load(c0, 16);
    s10 = v128.load(c1);
    s11 = v128.load(c1, 16);
    s20 = v128.load(c2);
    s21 = v128.load(c2, 16);
    s30 = v128.load(c3);
    s31 = v128.load(c3, 16);
  }
  for (; runs > 0; runs--) {
    for (let k = run; k > 0; k--) {
      const low = v128.load(b);
      const high = v128.load(b, 16);
      let x = v128.load32_splat(a);
      s00 = multiplyAdd(x, low, s00);
      s01 = multiplyAdd(x, high, s01);
      x = v128.load32_splat(a, 4);
      s10 = multiplyAdd(x, low, s10);
      s11 = multiplyAdd(x, high, s11);
      x = v128.load32_splat(a, 8);
      s20 = multiplyAdd(x, low, s20);
      s21 = multiplyAdd(x, high, s21);
      x = v128.load32_splat(a, 12);
      s30 = multiplyAdd(x, low, s30);
      s31 = multiplyAdd(x, high, s31);
      a += kStride;
      b += bStride;
    }
    a += gap;
  }
  // Rows past the last requested one share its address. From the last row up, each overwrites the surplus.
  finish(c3, s30, s31, flags);
  finish(c2, s20, s21, flags);
  finish(c1, s10, s11, flags);
  finish(c0, s00, s01, flags);
}
