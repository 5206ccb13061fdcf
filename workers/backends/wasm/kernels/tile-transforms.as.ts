/**
 * The transforms of Winograd's convolutions F(4×4, 3×3) and F(3×3, 4×4), four channels at once (AssemblyScript).
 * Source: Lavin & Gray 2015 (arXiv 1509.09308). The points are 0, ±√½, ±√2 and ∞ instead of the paper's 0, ±1, ±2 and ∞:
 * in float32 that leaves a fifth of the error. Each function applies one matrix to the columns of a block, then to its
 * rows. A block of the transformed domain has 6 × 6 values, `point` bytes apart, row by row.
 */
import { multiplyAdd } from './lanes.as';

/** Values of a transformed block. */
export const POINTS: i32 = 36;
/** Outputs of a tile along an edge. */
export const EDGE: i32 = 4;
/** Inputs of a tile along an edge. */
export const WINDOW: i32 = 6;
/** Bytes of a half-transformed block of four channels, and of a whole tile of results. */
export const BLOCK_BYTES: usize = 576;

const A: f32 = 0.70710678118654752;
const B: f32 = 1.4142135623730951;

/**
 * A window of 6 × 6 pixels → 36 points.
 * @param row bytes from row to row of pixels
 * @param pixel bytes from pixel to pixel
 * @param half memory for a half-transformed block
 */
export function transformWindow(from: usize, row: usize, pixel: usize, half: usize, to: usize, point: usize): void {
  const a = f32x4.splat(A);
  const minusA = f32x4.splat(-A);
  const b = f32x4.splat(B);
  const minusB = f32x4.splat(-B);
  const minusTwo = f32x4.splat(-2);
  const minusHalf = f32x4.splat(-0.5);
  const middle = f32x4.splat(-2.5);
  let source = from;
  let step = row;
  let next = pixel;
  let target = half;
  let targetStep: usize = 96;
  let targetNext: usize = 16;
  for (let k = 0; k < 12; k++) {
    if (k == 6) {
      source = half;
      step = 16;
      next = 96;
      target = to;
      targetStep = point;
      targetNext = 6 * point;
    }
    let at = source;
    const d0 = v128.load(at);
    at += step;
    const d1 = v128.load(at);
    at += step;
    const d2 = v128.load(at);
    at += step;
    const d3 = v128.load(at);
    at += step;
    const d4 = v128.load(at);
    at += step;
    const d5 = v128.load(at);
    const even = multiplyAdd(minusTwo, d2, d4);
    const odd = multiplyAdd(minusTwo, d1, d3);
    const even2 = multiplyAdd(minusHalf, d2, d4);
    const odd2 = multiplyAdd(minusHalf, d1, d3);
    let out = target;
    v128.store(out, multiplyAdd(middle, d2, f32x4.add(d0, d4)));
    out += targetStep;
    v128.store(out, multiplyAdd(a, odd, even));
    out += targetStep;
    v128.store(out, multiplyAdd(minusA, odd, even));
    out += targetStep;
    v128.store(out, multiplyAdd(b, odd2, even2));
    out += targetStep;
    v128.store(out, multiplyAdd(minusB, odd2, even2));
    out += targetStep;
    v128.store(out, multiplyAdd(middle, d3, f32x4.add(d1, d5)));
    source += next;
    target += targetNext;
  }
}

/** A kernel of 3 × 3 taps, `tap` bytes apart, row by row → 36 points. */
export function transformKernel(from: usize, tap: usize, half: usize, to: usize, point: usize): void {
  let source = from;
  let step = 3 * tap;
  let next = tap;
  let target = half;
  let targetStep: usize = 48;
  let targetNext: usize = 16;
  for (let k = 0; k < 9; k++) {
    if (k == 3) {
      source = half;
      step = 16;
      next = 48;
      target = to;
      targetStep = point;
      targetNext = 6 * point;
    }
    const g0 = v128.load(source);
    const g1 = v128.load(source + step);
    const g2 = v128.load(source + 2 * step);
    const even = f32x4.mul(f32x4.splat(-2.0 / 3.0), multiplyAdd(f32x4.splat(0.5), g2, g0));
    const odd = f32x4.mul(f32x4.splat((-2.0 / 3.0) * A), g1);
    const even2 = f32x4.mul(f32x4.splat(1.0 / 6.0), multiplyAdd(f32x4.splat(2), g2, g0));
    const odd2 = f32x4.mul(f32x4.splat((1.0 / 6.0) * B), g1);
    let out = target;
    v128.store(out, g0);
    out += targetStep;
    v128.store(out, f32x4.add(even, odd));
    out += targetStep;
    v128.store(out, f32x4.sub(even, odd));
    out += targetStep;
    v128.store(out, f32x4.add(even2, odd2));
    out += targetStep;
    v128.store(out, f32x4.sub(even2, odd2));
    out += targetStep;
    v128.store(out, g2);
    source += next;
    target += targetNext;
  }
}

/** A tile of 4 × 4 output gradients → 36 points; parameters as of `transformWindow`. */
export function transformGradient(from: usize, row: usize, pixel: usize, half: usize, to: usize, point: usize): void {
  let source = from;
  let step = row;
  let next = pixel;
  let target = half;
  let targetStep: usize = 64;
  let targetNext: usize = 16;
  for (let k = 0; k < 10; k++) {
    if (k == 4) {
      source = half;
      step = 16;
      next = 64;
      target = to;
      targetStep = point;
      targetNext = 6 * point;
    }
    const g0 = v128.load(source);
    const g1 = v128.load(source + step);
    const g2 = v128.load(source + 2 * step);
    const g3 = v128.load(source + 3 * step);
    const even = f32x4.mul(f32x4.splat(-2.0 / 3.0), multiplyAdd(f32x4.splat(0.5), g2, g0));
    const odd = f32x4.mul(f32x4.splat((-2.0 / 3.0) * A), multiplyAdd(f32x4.splat(0.5), g3, g1));
    const even2 = f32x4.mul(f32x4.splat(1.0 / 6.0), multiplyAdd(f32x4.splat(2), g2, g0));
    const odd2 = f32x4.mul(f32x4.splat((1.0 / 6.0) * B), multiplyAdd(f32x4.splat(2), g3, g1));
    let out = target;
    v128.store(out, g0);
    out += targetStep;
    v128.store(out, f32x4.add(even, odd));
    out += targetStep;
    v128.store(out, f32x4.sub(even, odd));
    out += targetStep;
    v128.store(out, f32x4.add(even2, odd2));
    out += targetStep;
    v128.store(out, f32x4.sub(even2, odd2));
    out += targetStep;
    v128.store(out, g3);
    source += next;
    target += targetNext;
  }
}

/** 36 points → a tile of 4 × 4 results, 16 bytes apart, row by row, at `to`. */
export function resultTile(from: usize, point: usize, half: usize, to: usize): void {
  const a = f32x4.splat(A);
  const b = f32x4.splat(B);
  const twoB = f32x4.splat(2 * B);
  const halfA = f32x4.splat(0.5 * A);
  let source = from;
  let step = 6 * point;
  let next = point;
  let target = half;
  let targetStep: usize = 96;
  let targetNext: usize = 16;
  for (let k = 0; k < 10; k++) {
    if (k == 6) {
      source = half;
      step = 16;
      next = 96;
      target = to;
      targetStep = 16;
      targetNext = 64;
    }
    let at = source;
    const m0 = v128.load(at);
    at += step;
    const m1 = v128.load(at);
    at += step;
    const m2 = v128.load(at);
    at += step;
    const m3 = v128.load(at);
    at += step;
    const m4 = v128.load(at);
    at += step;
    const m5 = v128.load(at);
    const sum = f32x4.add(m1, m2);
    const difference = f32x4.sub(m1, m2);
    const sum2 = f32x4.add(m3, m4);
    const difference2 = f32x4.sub(m3, m4);
    v128.store(target, f32x4.add(m0, f32x4.add(sum, sum2)));
    v128.store(target + targetStep, multiplyAdd(b, difference2, f32x4.mul(a, difference)));
    v128.store(target + 2 * targetStep, multiplyAdd(f32x4.splat(2), sum2, f32x4.mul(f32x4.splat(0.5), sum)));
    const cubic = multiplyAdd(twoB, difference2, multiplyAdd(halfA, difference, m5));
    v128.store(target + 3 * targetStep, cubic);
    source += next;
    target += targetNext;
  }
}

/** 36 points → the gradient of 3 × 3 taps, `tap` bytes apart, row by row, at `to`. */
export function kernelTaps(from: usize, point: usize, half: usize, to: usize, tap: usize): void {
  let source = from;
  let step = 6 * point;
  let next = point;
  let target = half;
  let targetStep: usize = 96;
  let targetNext: usize = 16;
  for (let k = 0; k < 9; k++) {
    if (k == 6) {
      source = half;
      step = 16;
      next = 96;
      target = to;
      targetStep = tap;
      targetNext = 3 * tap;
    }
    let at = source;
    const m0 = v128.load(at);
    at += step;
    const m1 = v128.load(at);
    at += step;
    const m2 = v128.load(at);
    at += step;
    const m3 = v128.load(at);
    at += step;
    const m4 = v128.load(at);
    at += step;
    const m5 = v128.load(at);
    const sum = f32x4.add(m1, m2);
    const difference = f32x4.sub(m1, m2);
    const sum2 = f32x4.add(m3, m4);
    const difference2 = f32x4.sub(m3, m4);
    v128.store(target, f32x4.add(m0, f32x4.add(sum, sum2)));
    const linear = multiplyAdd(f32x4.splat(B), difference2, f32x4.mul(f32x4.splat(A), difference));
    v128.store(target + targetStep, linear);
    const square = multiplyAdd(f32x4.splat(2), sum2, multiplyAdd(f32x4.splat(0.5), sum, m5));
    v128.store(target + 2 * targetStep, square);
    source += next;
    target += targetNext;
  }
}
