/** Element-wise kernels (AssemblyScript): ReLU and its gradient, running sums, copies. Parts are ranges. */
import { address, argument } from './job.as';

/** Elements of a part. */
export const CHUNK: i32 = 32768;

/** y ← max(x, 0); NaN stays NaN. Arguments: x, y, n. */
export function reluPart(part: i32): void {
  const x = address(0);
  const y = address(1);
  let i = part * CHUNK;
  const n = min(i + CHUNK, argument(2));
  const zero = f32x4.splat(0);
  for (; i + 4 <= n; i += 4) {
    const at = (<usize>i) << 2;
    v128.store(y + at, f32x4.max(v128.load(x + at), zero));
  }
  for (; i < n; i++) store<f32>(y + ((<usize>i) << 2), max<f32>(load<f32>(x + ((<usize>i) << 2)), 0));
}

/** dx ← dy where y > 0, else 0. Arguments: dy, y, dx, n. */
export function reluGradientPart(part: i32): void {
  const dy = address(0);
  const y = address(1);
  const dx = address(2);
  let i = part * CHUNK;
  const n = min(i + CHUNK, argument(3));
  const zero = f32x4.splat(0);
  for (; i + 4 <= n; i += 4) {
    const at = (<usize>i) << 2;
    v128.store(dx + at, v128.and(v128.load(dy + at), f32x4.gt(v128.load(y + at), zero)));
  }
  for (; i < n; i++) {
    const at = (<usize>i) << 2;
    store<f32>(dx + at, load<f32>(y + at) > 0 ? load<f32>(dy + at) : 0);
  }
}

function addTo(sum: usize, x: usize, n: i32): void {
  let i = 0;
  for (; i + 4 <= n; i += 4) {
    const at = (<usize>i) << 2;
    v128.store(sum + at, f32x4.add(v128.load(sum + at), v128.load(x + at)));
  }
  for (; i < n; i++) {
    const at = (<usize>i) << 2;
    store<f32>(sum + at, load<f32>(sum + at) + load<f32>(x + at));
  }
}

/** sum ← sum + each of `count` contiguous arrays. Arguments: sum, arrays, n, count. */
export function accumulatePart(part: i32): void {
  const start = part * CHUNK;
  const size = argument(2);
  const at = (<usize>start) << 2;
  for (let k = 0; k < argument(3); k++) {
    addTo(address(0) + at, address(1) + at + <usize>k * ((<usize>size) << 2), min(CHUNK, size - start));
  }
}

/** y ← a + b. Arguments: a, b, y, n. */
export function sumPart(part: i32): void {
  const a = address(0);
  const b = address(1);
  const y = address(2);
  let i = part * CHUNK;
  const n = min(i + CHUNK, argument(3));
  for (; i + 4 <= n; i += 4) {
    const at = (<usize>i) << 2;
    v128.store(y + at, f32x4.add(v128.load(a + at), v128.load(b + at)));
  }
  for (; i < n; i++) {
    const at = (<usize>i) << 2;
    store<f32>(y + at, load<f32>(a + at) + load<f32>(b + at));
  }
}

/** Copies some columns of matrices. Arguments: from, to, rows, columns, floats of a row of each, rows a part. */
export function copyColumnsPart(part: i32): void {
  const columns = argument(3);
  const fromRow = (<usize>argument(4)) << 2;
  const toRow = (<usize>argument(5)) << 2;
  const first = part * argument(6);
  let from = address(0) + <usize>first * fromRow;
  let to = address(1) + <usize>first * toRow;
  for (let rows = min(argument(6), argument(2) - first); rows > 0; rows--) {
    let c = 0;
    for (; c + 4 <= columns; c += 4) v128.store(to + ((<usize>c) << 2), v128.load(from + ((<usize>c) << 2)));
    for (; c < columns; c++) store<u32>(to + ((<usize>c) << 2), load<u32>(from + ((<usize>c) << 2)));
    from += fromRow;
    to += toRow;
  }
}

/** average ← share · average + rest · value, each product and the sum rounded. */
export function movingAverage(average: usize, value: usize, n: i32, share: f32, rest: f32): void {
  for (let i = 0; i < n; i++) {
    const at = (<usize>i) << 2;
    store<f32>(average + at, load<f32>(average + at) * share + load<f32>(value + at) * rest);
  }
}

/** Copies `bytes` bytes. */
export function copy(from: usize, to: usize, bytes: usize): void {
  memory.copy(to, from, bytes);
}

/** dx[n, p, c] ← dy[n, c] · factor, for each of `pixels` places p. */
export function spread(dy: usize, dx: usize, batch: i32, pixels: i32, channels: i32, factor: f32): void {
  const row = (<usize>channels) << 2;
  for (let n = 0; n < batch; n++) {
    const first = dx;
    for (let c = 0; c < channels; c++) {
      store<f32>(dx + ((<usize>c) << 2), load<f32>(dy + ((<usize>c) << 2)) * factor);
    }
    dx += row;
    for (let p = 1; p < pixels; p++) {
      memory.copy(dx, first, row);
      dx += row;
    }
    dy += row;
  }
}
