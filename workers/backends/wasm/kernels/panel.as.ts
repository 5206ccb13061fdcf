/**
 * Packing: eight columns of B beside each other, k after k, as the tiles read them, and images with a border of zeros
 * (AssemblyScript).
 */
import { COLUMNS } from './tile.as';

/** Bytes of a packed panel of K rows. */
export function panelBytes(inner: i32): usize {
  return <usize>inner * COLUMNS * 4;
}

/**
 * Packs columns of a row-major matrix into neighbouring panels, row by row.
 * @param source the first column's first element
 * @param stride bytes from row to row
 * @param columns any number; the last panel is filled up with 0
 */
export function packRows(target: usize, source: usize, inner: i32, stride: usize, columns: i32): void {
  const size = panelBytes(inner);
  const whole = columns & ~(COLUMNS - 1);
  const rest = columns - whole;
  for (; inner > 0; inner--) {
    let to = target;
    let from = source;
    for (let j = 0; j < whole; j += COLUMNS) {
      v128.store(to, v128.load(from));
      v128.store(to, v128.load(from, 16), 16);
      to += size;
      from += 32;
    }
    if (rest > 0) {
      for (let j = 0; j < COLUMNS; j++) {
        store<f32>(to + ((<usize>j) << 2), j < rest ? load<f32>(from + ((<usize>j) << 2)) : 0);
      }
    }
    target += 32;
    source += stride;
  }
}

/**
 * Packs columns of a matrix that is stored transposed into neighbouring panels: the values of column j are contiguous.
 * @param source the first column's first value
 * @param stride bytes from column to column
 */
export function packColumns(target: usize, source: usize, inner: i32, stride: usize, columns: i32): void {
  for (let j = 0; j < columns; j += COLUMNS) {
    packTransposed(target, source + <usize>j * stride, inner, stride, min(COLUMNS, columns - j));
    target += panelBytes(inner);
  }
}

function transposeFour(target: usize, a: usize, b: usize, c: usize, d: usize): void {
  const r0 = v128.load(a);
  const r1 = v128.load(b);
  const r2 = v128.load(c);
  const r3 = v128.load(d);
  const t0 = v128.shuffle<f32>(r0, r1, 0, 4, 1, 5);
  const t1 = v128.shuffle<f32>(r2, r3, 0, 4, 1, 5);
  const t2 = v128.shuffle<f32>(r0, r1, 2, 6, 3, 7);
  const t3 = v128.shuffle<f32>(r2, r3, 2, 6, 3, 7);
  v128.store(target, v128.shuffle<f64>(t0, t1, 0, 2));
  v128.store(target, v128.shuffle<f64>(t0, t1, 1, 3), 32);
  v128.store(target, v128.shuffle<f64>(t2, t3, 0, 2), 64);
  v128.store(target, v128.shuffle<f64>(t2, t3, 1, 3), 96);
}

/**
 * Packs up to eight columns of a matrix that is stored transposed into one panel.
 * @param source the first column's first value
 * @param stride bytes from column to column
 */
export function packTransposed(target: usize, source: usize, inner: i32, stride: usize, valid: i32): void {
  let k = 0;
  if (valid >= COLUMNS) {
    const half = source + (stride << 2);
    for (; k + 4 <= inner; k += 4) {
      const at = (<usize>k) << 2;
      const out = target + ((<usize>k) << 5);
      let row = source + at;
      transposeFour(out, row, row + stride, row + 2 * stride, row + 3 * stride);
      row = half + at;
      transposeFour(out + 16, row, row + stride, row + 2 * stride, row + 3 * stride);
    }
  }
  for (; k < inner; k++) {
    const out = target + ((<usize>k) << 5);
    for (let j = 0; j < COLUMNS; j++) {
      store<f32>(out + (j << 2), j < valid ? load<f32>(source + <usize>j * stride + ((<usize>k) << 2)) : 0);
    }
  }
}

/**
 * Copies an image into a frame: row i, column j of the frame is row i − top, column j − left of the image where there
 * is such, else 0. Negative `top` and `left` crop.
 */
export function frame(
  target: usize,
  frameHeight: i32,
  frameWidth: i32,
  image: usize,
  height: i32,
  width: i32,
  channels: i32,
  top: i32,
  left: i32,
): void {
  const pixel = (<usize>channels) << 2;
  const first = max(left, 0);
  const last = min(left + width, frameWidth);
  const inside = <usize>(last - first) * pixel;
  const skipped = <usize>(first - left) * pixel;
  const after = <usize>(frameWidth - last) * pixel;
  for (let i = 0; i < frameHeight; i++) {
    const row = i - top;
    if (row < 0 || row >= height) {
      memory.fill(target, 0, <usize>frameWidth * pixel);
      target += <usize>frameWidth * pixel;
      continue;
    }
    if (first > 0) {
      memory.fill(target, 0, <usize>first * pixel);
      target += <usize>first * pixel;
    }
    memory.copy(target, image + <usize>(row * width) * pixel + skipped, inside);
    target += inside;
    if (after > 0) {
      memory.fill(target, 0, after);
      target += after;
    }
  }
}
