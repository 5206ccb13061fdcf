/**
 * Batch normalization of x [rows, channels], forward and backward, with an optional fused ReLU (AssemblyScript). Parts are
 * chunks of rows; each leaves its sums at a place of its own.
 */
import { address, argument } from './job.as';
import { addLanes, sumColumns, sumSquaredDeviations } from './sums.as';

/** Rows that are summed in float32 before they go into a float64. */
const BLOCK: i32 = 64;

/** Float64 sums of each channel over a chunk. Arguments: x, rows, channels, rows a part, sums. */
export function sumsPart(part: i32): void {
  const channels = argument(2);
  const first = part * argument(3);
  const rows = min(argument(3), argument(1) - first);
  const x = address(0) + ((<usize>(first * channels)) << 2);
  sumColumns(x, rows, channels, address(4) + ((<usize>(part * channels)) << 3));
}

/** Likewise of (x − mean)². Arguments: as before, then mean. */
export function deviationsPart(part: i32): void {
  const channels = argument(2);
  const first = part * argument(3);
  const rows = min(argument(3), argument(1) - first);
  const x = address(0) + ((<usize>(first * channels)) << 2);
  sumSquaredDeviations(x, address(5), rows, channels, address(4) + ((<usize>(part * channels)) << 3));
}

/**
 * y ← (x − mean) · factor + offset, then ReLU where asked.
 * Arguments: x, rows, channels, rows a part, y, mean, factor, offset, relu.
 */
export function normalizePart(part: i32): void {
  const channels = argument(2);
  const first = part * argument(3);
  const rows = min(argument(3), argument(1) - first);
  const mean = address(5);
  const factor = address(6);
  const offset = address(7);
  const floor: f32 = argument(8) ? 0 : -Infinity;
  const floors = f32x4.splat(floor);
  let x = address(0) + ((<usize>(first * channels)) << 2);
  let y = address(4) + ((<usize>(first * channels)) << 2);
  for (let i = 0; i < rows; i++) {
    let c = 0;
    for (; c + 4 <= channels; c += 4) {
      const at = (<usize>c) << 2;
      const centred = f32x4.sub(v128.load(x + at), v128.load(mean + at));
      const scaled = f32x4.add(f32x4.mul(centred, v128.load(factor + at)), v128.load(offset + at));
      v128.store(y + at, f32x4.max(scaled, floors));
    }
    for (; c < channels; c++) {
      const at = (<usize>c) << 2;
      const centred = load<f32>(x + at) - load<f32>(mean + at);
      store<f32>(y + at, max<f32>(centred * load<f32>(factor + at) + load<f32>(offset + at), floor));
    }
    x += (<usize>channels) << 2;
    y += (<usize>channels) << 2;
  }
}

/** dy, or 0 where y is given and not positive. */
function masked(dy: usize, y: usize): v128 {
  const gradient = v128.load(dy);
  return y ? v128.and(gradient, f32x4.gt(v128.load(y), f32x4.splat(0))) : gradient;
}

function maskedOne(dy: usize, y: usize): f32 {
  return y && !(load<f32>(y) > 0) ? 0 : load<f32>(dy);
}

/** Float64 sums of g and of g·(x − mean) of each channel, g being the masked dy. */
function gradientSums(
  dy: usize,
  x: usize,
  y: usize,
  mean: usize,
  rows: i32,
  channels: i32,
  ofGradient: usize,
  ofProduct: usize,
): void {
  memory.fill(ofGradient, 0, (<usize>channels) << 3);
  memory.fill(ofProduct, 0, (<usize>channels) << 3);
  const stride = (<usize>channels) << 2;
  for (let first = 0; first < rows; first += BLOCK) {
    const count = min(BLOCK, rows - first);
    const start = <usize>first * stride;
    let c = 0;
    for (; c + 4 <= channels; c += 4) {
      let at = start + ((<usize>c) << 2);
      const middle = v128.load(mean + ((<usize>c) << 2));
      let sum = f32x4.splat(0);
      let product = f32x4.splat(0);
      for (let i = count; i > 0; i--) {
        const g = masked(dy + at, y ? y + at : 0);
        sum = f32x4.add(sum, g);
        product = f32x4.add(product, f32x4.mul(g, f32x4.sub(v128.load(x + at), middle)));
        at += stride;
      }
      addLanes(ofGradient + ((<usize>c) << 3), sum);
      addLanes(ofProduct + ((<usize>c) << 3), product);
    }
    for (; c < channels; c++) {
      let at = start + ((<usize>c) << 2);
      const middle = load<f32>(mean + ((<usize>c) << 2));
      let sum: f64 = 0;
      let product: f64 = 0;
      for (let i = count; i > 0; i--) {
        const g = maskedOne(dy + at, y ? y + at : 0);
        sum += <f64>g;
        product += <f64>g * <f64>(load<f32>(x + at) - middle);
        at += stride;
      }
      const out = (<usize>c) << 3;
      store<f64>(ofGradient + out, load<f64>(ofGradient + out) + sum);
      store<f64>(ofProduct + out, load<f64>(ofProduct + out) + product);
    }
  }
}

/**
 * A chunk's float64 sums of g and g·(x − mean) of each channel.
 * Arguments: x, rows, channels, rows a part, sums, mean, dy, y (0 where no ReLU was fused).
 */
export function gradientSumsPart(part: i32): void {
  const channels = argument(2);
  const first = part * argument(3);
  const rows = min(argument(3), argument(1) - first);
  const from = (<usize>(first * channels)) << 2;
  const y = address(7);
  const sums = address(4) + ((<usize>(part * channels)) << 4);
  const ofProduct = sums + ((<usize>channels) << 3);
  gradientSums(address(6) + from, address(0) + from, y ? y + from : 0, address(5), rows, channels, sums, ofProduct);
}

/**
 * dx ← A·g + B·(x − mean) + C, with A, B and C of each channel, one behind the other.
 * Arguments: x, rows, channels, rows a part, dx, mean, dy, y, factors.
 */
export function gradientPart(part: i32): void {
  const channels = argument(2);
  const first = part * argument(3);
  const rows = min(argument(3), argument(1) - first);
  const size = (<usize>channels) << 2;
  const from = <usize>first * size;
  let x = address(0) + from;
  let dx = address(4) + from;
  const mean = address(5);
  let dy = address(6) + from;
  const fused = address(7) != 0;
  let y = fused ? address(7) + from : 0;
  const a = address(8);
  const b = a + size;
  const shift = b + size;
  for (let i = 0; i < rows; i++) {
    let c = 0;
    for (; c + 4 <= channels; c += 4) {
      const at = (<usize>c) << 2;
      const g = masked(dy + at, fused ? y + at : 0);
      const centred = f32x4.sub(v128.load(x + at), v128.load(mean + at));
      const moved = f32x4.add(f32x4.mul(centred, v128.load(b + at)), v128.load(shift + at));
      v128.store(dx + at, f32x4.add(f32x4.mul(g, v128.load(a + at)), moved));
    }
    for (; c < channels; c++) {
      const at = (<usize>c) << 2;
      const g = maskedOne(dy + at, fused ? y + at : 0);
      const centred = load<f32>(x + at) - load<f32>(mean + at);
      store<f32>(dx + at, g * load<f32>(a + at) + (centred * load<f32>(b + at) + load<f32>(shift + at)));
    }
    dy += size;
    x += size;
    if (fused) y += size;
    dx += size;
  }
}
