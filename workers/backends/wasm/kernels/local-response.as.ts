/**
 * Local response normalization across channels and its gradient (AssemblyScript). Parts are rows: [rows, channels].
 * s = bias + alpha · Σ x² over the channels at most 4 away; y = x · s^(−3/4).
 */
import { address, argument, real } from './job.as';
import { loadSome, storeSome } from './lanes.as';

/** Channels on either side. */
const RADIUS: i32 = 4;

/** Floats of a row in scratch memory, padded with zeros on both sides. */
function framed(channels: i32): i32 {
  return ((channels + 3) & ~3) + 2 * RADIUS;
}

function clearFrame(row: usize, channels: i32): void {
  memory.fill(row, 0, (<usize>framed(channels)) << 2);
}

/** Σ of the row's values at most RADIUS away from each of the channels c to c + 3. */
function windowSum(row: usize, c: i32): v128 {
  const first = row + ((<usize>c) << 2);
  let sum = v128.load(first);
  for (let d = 1; d <= 2 * RADIUS; d++) sum = f32x4.add(sum, v128.load(first + ((<usize>d) << 2)));
  return sum;
}

/** The squares of a row's values into a frame. */
function square(x: usize, channels: i32, row: usize): void {
  for (let c = 0; c < channels; c += 4) {
    const value = loadSome(x + ((<usize>c) << 2), channels - c);
    v128.store(row + ((<usize>(c + RADIUS)) << 2), f32x4.mul(value, value));
  }
}

/** s^(3/4) */
function power(s: v128): v128 {
  const root = f32x4.sqrt(s);
  return f32x4.mul(root, f32x4.sqrt(root));
}

/** Arguments: x, y, rows, channels, rows a part, bias, alpha. */
export function localResponsePart(part: i32, work: usize): void {
  const channels = argument(3);
  const bias = f32x4.splat(real(5));
  const alpha = f32x4.splat(real(6));
  const end = min((part + 1) * argument(4), argument(2));
  clearFrame(work, channels);
  for (let r = part * argument(4); r < end; r++) {
    const at = (<usize>(r * channels)) << 2;
    const x = address(0) + at;
    square(x, channels, work);
    for (let c = 0; c < channels; c += 4) {
      const s = f32x4.add(bias, f32x4.mul(alpha, windowSum(work, c)));
      const value = loadSome(x + ((<usize>c) << 2), channels - c);
      storeSome(address(1) + at + ((<usize>c) << 2), f32x4.div(value, power(s)), channels - c);
    }
  }
}

/**
 * dx ← dy · s^(−3/4) − 3/2 · alpha · x · Σ dy · x · s^(−7/4) over the same windows.
 * Arguments: dy, x, dx, rows, channels, rows a part, bias, alpha.
 */
export function localResponseGradientPart(part: i32, work: usize): void {
  const channels = argument(4);
  const bias = f32x4.splat(real(6));
  const alpha = f32x4.splat(real(7));
  const factor = f32x4.splat(-1.5 * real(7));
  const end = min((part + 1) * argument(5), argument(3));
  const frame = (<usize>framed(channels)) << 2;
  const ratios = work + frame;
  const direct = ratios + frame;
  clearFrame(work, channels);
  clearFrame(ratios, channels);
  for (let r = part * argument(5); r < end; r++) {
    const at = (<usize>(r * channels)) << 2;
    const x = address(1) + at;
    square(x, channels, work);
    for (let c = 0; c < channels; c += 4) {
      const place = (<usize>c) << 2;
      const s = f32x4.add(bias, f32x4.mul(alpha, windowSum(work, c)));
      const own = f32x4.div(loadSome(address(0) + at + place, channels - c), power(s));
      v128.store(direct + place, own);
      const ratio = f32x4.div(f32x4.mul(own, loadSome(x + place, channels - c)), s);
      v128.store(ratios + place + ((<usize>RADIUS) << 2), ratio);
    }
    for (let c = 0; c < channels; c += 4) {
      const place = (<usize>c) << 2;
      const others = f32x4.mul(f32x4.mul(factor, loadSome(x + place, channels - c)), windowSum(ratios, c));
      storeSome(address(2) + at + place, f32x4.add(v128.load(direct + place), others), channels - c);
    }
  }
}
