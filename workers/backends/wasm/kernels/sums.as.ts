/**
 * Sums (AssemblyScript): float32 lanes over short blocks, blocks in float64, always in one order. A block whose float32 sum
 * is too small or too large to be right is summed again in float64.
 */

import { multiplyAdd, sumOfLanes } from './lanes.as';

/** Elements or rows that are summed in float32 before they go into a float64. */
const BLOCK: i32 = 64;

/** Whether a block's float32 sum is accurate: no square underflowed or overflowed. */
export function holds(sum: f64): bool {
  return abs(sum) > 1e-28 && abs(sum) < f64.MAX_VALUE;
}

/** Σ a·b of the floats from `i` to `end`, in float64. */
export function dotInDoubles(a: usize, b: usize, i: i32, end: i32): f64 {
  let total: f64 = 0;
  for (; i < end; i++) total += <f64>load<f32>(a + ((<usize>i) << 2)) * <f64>load<f32>(b + ((<usize>i) << 2));
  return total;
}

/** Σ a·b of n floats. */
export function dot(a: usize, b: usize, n: i32): f64 {
  let total: f64 = 0;
  let i = 0;
  while (i + 8 <= n) {
    const start = i;
    const end = min(i + 4 * BLOCK, n - 7);
    let even = f32x4.splat(0);
    let odd = f32x4.splat(0);
    for (; i < end; i += 8) {
      const at = (<usize>i) << 2;
      even = multiplyAdd(v128.load(a + at), v128.load(b + at), even);
      odd = multiplyAdd(v128.load(a + at, 16), v128.load(b + at, 16), odd);
    }
    const sum = sumOfLanes(f32x4.add(even, odd));
    total += holds(sum) ? sum : dotInDoubles(a, b, start, i);
  }
  return total + dotInDoubles(a, b, i, n);
}

/** Σ (a − b)² of the floats from `i` to `end`, in float64. */
function distanceInDoubles(a: usize, b: usize, i: i32, end: i32): f64 {
  let total: f64 = 0;
  for (; i < end; i++) {
    const difference = <f64>load<f32>(a + ((<usize>i) << 2)) - <f64>load<f32>(b + ((<usize>i) << 2));
    total += difference * difference;
  }
  return total;
}

/** Σ (a − b)² of n floats. */
export function distance(a: usize, b: usize, n: i32): f64 {
  let total: f64 = 0;
  let i = 0;
  while (i + 4 <= n) {
    const start = i;
    const end = min(i + 4 * BLOCK, n - 3);
    let sum = f32x4.splat(0);
    for (; i < end; i += 4) {
      const at = (<usize>i) << 2;
      const difference = f32x4.sub(v128.load(a + at), v128.load(b + at));
      sum = f32x4.add(sum, f32x4.mul(difference, difference));
    }
    const block = sumOfLanes(sum);
    total += holds(block) ? block : distanceInDoubles(a, b, start, i);
  }
  return total + distanceInDoubles(a, b, i, n);
}

/** Both scales of a sum of squares or products: times 2⁶⁰, and times 2⁻⁶⁰ at `gap` bytes after it. */
export function storeInScales(out: usize, sum: f64, gap: usize): void {
  store<f32>(out, <f32>(sum * 1152921504606846976.0));
  store<f32>(out + gap, <f32>(sum / 1152921504606846976.0));
}

/** out ← Σ a·b in both scales */
export function innerProduct(a: usize, b: usize, n: i32, out: usize): void {
  storeInScales(out, dot(a, b, n), 4);
}

/** out ← Σ (a − b)² in both scales */
export function squaredDistance(a: usize, b: usize, n: i32, out: usize): void {
  storeInScales(out, distance(a, b, n), 4);
}

/** The largest |x| of n floats. */
function largest(x: usize, n: i32): f32 {
  let lanes = f32x4.splat(0);
  let i = 0;
  for (; i + 4 <= n; i += 4) lanes = f32x4.max(lanes, f32x4.abs(v128.load(x + ((<usize>i) << 2))));
  const pair = f32x4.max(lanes, v128.shuffle<f32>(lanes, lanes, 2, 3, 0, 1));
  let most = max(f32x4.extract_lane(pair, 0), f32x4.extract_lane(pair, 1));
  for (; i < n; i++) most = max(most, abs(load<f32>(x + ((<usize>i) << 2))));
  return most;
}

/** out ← x / divisor, n floats */
function divide(x: usize, out: usize, n: i32, divisor: f32): void {
  const divisors = f32x4.splat(divisor);
  let i = 0;
  for (; i + 4 <= n; i += 4) {
    const at = (<usize>i) << 2;
    v128.store(out + at, f32x4.div(v128.load(x + at), divisors));
  }
  for (; i < n; i++) store<f32>(out + ((<usize>i) << 2), load<f32>(x + ((<usize>i) << 2)) / divisor);
}

/** units[i, :] ← x[i, :] / ‖x[i, :]‖, or 0; lengths[i] ← ‖x[i, :]‖ of x [rows, length] */
export function unitRows(x: usize, rows: i32, length: i32, units: usize, lengths: usize): void {
  for (let i = 0; i < rows; i++) {
    const row = x + ((<usize>(i * length)) << 2);
    const out = units + ((<usize>(i * length)) << 2);
    const norm = Math.sqrt(dot(row, row, length));
    store<f32>(lengths + ((<usize>i) << 2), <f32>norm);
    // A length outside float32's accurate range: the largest element is factored out first.
    const most = norm > 1e-30 && norm < 1e30 ? <f32>1 : largest(row, length);
    if (most == 0) {
      memory.fill(out, 0, (<usize>length) << 2);
    } else if (most == 1) {
      divide(row, out, length, <f32>norm);
    } else {
      divide(row, out, length, most);
      divide(out, out, length, <f32>(norm / <f64>most));
    }
  }
}

/** Adds four float32 lanes to four float64 numbers. */
export function addLanes(out: usize, x: v128): void {
  v128.store(out, f64x2.add(v128.load(out), f64x2.promote_low_f32x4(x)));
  const high = f64x2.promote_low_f32x4(v128.shuffle<f32>(x, x, 2, 3, 2, 3));
  v128.store(out, f64x2.add(v128.load(out, 16), high), 16);
}

function add(out: usize, x: f32): void {
  store<f64>(out, load<f64>(out) + <f64>x);
}

/** Float64 sums[c] ← Σ x[:, c] of x [rows, channels] */
export function sumColumns(x: usize, rows: i32, channels: i32, sums: usize): void {
  memory.fill(sums, 0, (<usize>channels) << 3);
  const stride = (<usize>channels) << 2;
  for (let first = 0; first < rows; first += BLOCK) {
    const count = min(BLOCK, rows - first);
    const block = x + <usize>first * stride;
    let c = 0;
    for (; c + 16 <= channels; c += 16) {
      let at = block + ((<usize>c) << 2);
      let s0 = f32x4.splat(0);
      let s1 = f32x4.splat(0);
      let s2 = f32x4.splat(0);
      let s3 = f32x4.splat(0);
      for (let i = count; i > 0; i--) {
        s0 = f32x4.add(s0, v128.load(at));
        s1 = f32x4.add(s1, v128.load(at, 16));
        s2 = f32x4.add(s2, v128.load(at, 32));
        s3 = f32x4.add(s3, v128.load(at, 48));
        at += stride;
      }
      const out = sums + ((<usize>c) << 3);
      addLanes(out, s0);
      addLanes(out + 32, s1);
      addLanes(out + 64, s2);
      addLanes(out + 96, s3);
    }
    for (; c + 4 <= channels; c += 4) {
      let at = block + ((<usize>c) << 2);
      let sum = f32x4.splat(0);
      for (let i = count; i > 0; i--) {
        sum = f32x4.add(sum, v128.load(at));
        at += stride;
      }
      addLanes(sums + ((<usize>c) << 3), sum);
    }
    for (; c < channels; c++) {
      let at = block + ((<usize>c) << 2);
      let sum: f32 = 0;
      for (let i = count; i > 0; i--) {
        sum += load<f32>(at);
        at += stride;
      }
      add(sums + ((<usize>c) << 3), sum);
    }
  }
}

/** Float64 sums[c] ← Σ (x[:, c] − centre[c])² of x [rows, channels] */
export function sumSquaredDeviations(x: usize, centre: usize, rows: i32, channels: i32, sums: usize): void {
  memory.fill(sums, 0, (<usize>channels) << 3);
  const stride = (<usize>channels) << 2;
  for (let first = 0; first < rows; first += BLOCK) {
    const count = min(BLOCK, rows - first);
    const block = x + <usize>first * stride;
    let c = 0;
    for (; c + 8 <= channels; c += 8) {
      let at = block + ((<usize>c) << 2);
      const m0 = v128.load(centre + ((<usize>c) << 2));
      const m1 = v128.load(centre + ((<usize>c) << 2), 16);
      let s0 = f32x4.splat(0);
      let s1 = f32x4.splat(0);
      for (let i = count; i > 0; i--) {
        const d0 = f32x4.sub(v128.load(at), m0);
        const d1 = f32x4.sub(v128.load(at, 16), m1);
        s0 = f32x4.add(s0, f32x4.mul(d0, d0));
        s1 = f32x4.add(s1, f32x4.mul(d1, d1));
        at += stride;
      }
      addLanes(sums + ((<usize>c) << 3), s0);
      addLanes(sums + ((<usize>c) << 3) + 32, s1);
    }
    for (; c < channels; c++) {
      let at = block + ((<usize>c) << 2);
      const middle = load<f32>(centre + ((<usize>c) << 2));
      let sum: f32 = 0;
      for (let i = count; i > 0; i--) {
        const difference = load<f32>(at) - middle;
        sum += difference * difference;
        at += stride;
      }
      add(sums + ((<usize>c) << 3), sum);
    }
  }
}

/** out[n, c] ← factor · Σ x[n, :, c] of x [batch, rows, channels]; `work` holds 8 bytes a channel. */
export function columnSumsOfEach(
  x: usize,
  batch: i32,
  rows: i32,
  channels: i32,
  factor: f64,
  out: usize,
  work: usize,
): void {
  for (let n = 0; n < batch; n++) {
    const image = x + ((<usize>(n * rows * channels)) << 2);
    sumColumns(image, rows, channels, work);
    for (let c = 0; c < channels; c++) {
      store<f32>(out + ((<usize>(n * channels + c)) << 2), <f32>(load<f64>(work + ((<usize>c) << 3)) * factor));
    }
  }
}

/** fine[c] and coarse[c] ← Σ x[:, c]² in both scales; `work` holds 8 bytes a channel. */
export function channelSquaredNorms(x: usize, rows: i32, channels: i32, fine: usize, coarse: usize, work: usize): void {
  memory.fill(work, 0, (<usize>channels) << 3);
  for (let i = 0; i < rows; i++) {
    const row = x + ((<usize>(i * channels)) << 2);
    for (let c = 0; c < channels; c++) {
      const value = <f64>load<f32>(row + ((<usize>c) << 2));
      const sum = work + ((<usize>c) << 3);
      store<f64>(sum, load<f64>(sum) + value * value);
    }
  }
  for (let c = 0; c < channels; c++) {
    storeInScales(fine + ((<usize>c) << 2), load<f64>(work + ((<usize>c) << 3)), coarse - fine);
  }
}
