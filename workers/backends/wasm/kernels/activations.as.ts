/**
 * GELU, tanh and dropout with their gradients (AssemblyScript). Parts are chunks. Exponentials are computed here from
 * additions and multiplications, each rounded by itself, so that they give the same bits on every machine.
 */
import { CHUNK } from './elementwise.as';
import { address, argument, real } from './job.as';
import { loadSome, storeSome } from './lanes.as';

export const GELU: i32 = 0;
export const TANH: i32 = 1;

/** sum · x + next */
function horner(sum: v128, x: v128, next: f32): v128 {
  return f32x4.add(f32x4.mul(sum, x), f32x4.splat(next));
}

/** e^x for x ≤ 0, to 2 units in the last place (coefficients: Cephes, expf); 0 where it would be below 1.7e-38. */
function exponential(x: v128): v128 {
  const lowest = f32x4.splat(-87);
  const bounded = f32x4.max(x, lowest);
  const power = f32x4.nearest(f32x4.mul(bounded, f32x4.splat(1.44269504)));
  // ln 2 in two parts: the product of the first and a small whole number is exact.
  let r = f32x4.sub(bounded, f32x4.mul(power, f32x4.splat(0.693359375)));
  r = f32x4.add(r, f32x4.mul(power, f32x4.splat(2.1219444e-4)));
  let sum = horner(f32x4.splat(1.98756915e-4), r, 1.3981999507e-3);
  sum = horner(sum, r, 8.3334519073e-3);
  sum = horner(sum, r, 4.1665795894e-2);
  sum = horner(sum, r, 1.6666665459e-1);
  sum = horner(sum, r, 5.0000001201e-1);
  sum = horner(f32x4.mul(sum, r), r, 1);
  sum = f32x4.add(sum, r);
  const scale = i32x4.shl(i32x4.add(i32x4.trunc_sat_f32x4_s(power), i32x4.splat(127)), 23);
  return v128.andnot(f32x4.mul(sum, scale), f32x4.lt(x, lowest));
}

/** e^(−x²/2) */
function bell(x: v128): v128 {
  return exponential(f32x4.mul(f32x4.mul(x, x), f32x4.splat(-0.5)));
}

/**
 * The standard normal distribution function, to 1e-7, from the complementary error function (Abramowitz & Stegun 7.1.26).
 * @param e `bell(x)`
 */
function normalDistribution(x: v128, e: v128): v128 {
  const one = f32x4.splat(1);
  const t = f32x4.div(one, f32x4.add(one, f32x4.mul(f32x4.abs(x), f32x4.splat(0.3275911 * 0.70710678))));
  let sum = horner(f32x4.splat(1.061405429), t, -1.453152027);
  sum = horner(sum, t, 1.421413741);
  sum = horner(sum, t, -0.284496736);
  sum = horner(sum, t, 0.254829592);
  const tail = f32x4.mul(f32x4.mul(f32x4.mul(sum, t), e), f32x4.splat(0.5));
  return v128.bitselect(tail, f32x4.sub(one, tail), f32x4.lt(x, f32x4.splat(0)));
}

function gelu(x: v128): v128 {
  return f32x4.mul(x, normalDistribution(x, bell(x)));
}

function geluSlope(x: v128): v128 {
  const e = bell(x);
  const density = f32x4.mul(e, f32x4.splat(0.39894228));
  return f32x4.add(normalDistribution(x, e), f32x4.mul(x, density));
}

/** To 2 units in the last place (coefficients for small values: Cephes, tanhf). */
function hyperbolicTangent(x: v128): v128 {
  const one = f32x4.splat(1);
  const size = f32x4.abs(x);
  const e = exponential(f32x4.mul(size, f32x4.splat(-2)));
  const large = f32x4.div(f32x4.sub(one, e), f32x4.add(one, e));
  const square = f32x4.mul(x, x);
  let sum = horner(f32x4.splat(-5.70498872745e-3), square, 2.06390887954e-2);
  sum = horner(sum, square, -5.37397155531e-2);
  sum = horner(sum, square, 1.33314422036e-1);
  sum = horner(sum, square, -3.33332819422e-1);
  const small = f32x4.add(f32x4.mul(f32x4.mul(sum, square), size), size);
  const found = v128.bitselect(small, large, f32x4.lt(size, f32x4.splat(0.625)));
  return v128.or(found, v128.and(x, i32x4.splat(<i32>0x80000000)));
}

/** y ← the activation of x. Arguments: x, y, n, activation. */
export function activatePart(part: i32): void {
  const n = min((part + 1) * CHUNK, argument(2));
  const tanh = argument(3) == TANH;
  for (let i = part * CHUNK; i < n; i += 4) {
    const at = (<usize>i) << 2;
    const x = loadSome(address(0) + at, n - i);
    storeSome(address(1) + at, tanh ? hyperbolicTangent(x) : gelu(x), n - i);
  }
}

/** dx ← dy times the activation's slope. Arguments: dy, x of GELU or y of tanh, dx, n, activation. */
export function activationGradientPart(part: i32): void {
  const n = min((part + 1) * CHUNK, argument(3));
  const tanh = argument(4) == TANH;
  const one = f32x4.splat(1);
  for (let i = part * CHUNK; i < n; i += 4) {
    const at = (<usize>i) << 2;
    const from = loadSome(address(1) + at, n - i);
    const slope = tanh ? f32x4.sub(one, f32x4.mul(from, from)) : geluSlope(from);
    storeSome(address(2) + at, f32x4.mul(loadSome(address(0) + at, n - i), slope), n - i);
  }
}

/** MurmurHash3's finalizer. */
function mix(word: v128): v128 {
  word = i32x4.mul(v128.xor(word, i32x4.shr_u(word, 16)), i32x4.splat(<i32>0x85ebca6b));
  word = i32x4.mul(v128.xor(word, i32x4.shr_u(word, 13)), i32x4.splat(<i32>0xc2b2ae35));
  return v128.xor(word, i32x4.shr_u(word, 16));
}

/**
 * y ← x · scale where the mask keeps an element, else 0; the mask is that of `workers/ops/dropout.ts`.
 * Arguments: x, y, n, key, what is added for the layer, threshold, scale.
 */
export function dropoutPart(part: i32): void {
  const n = min((part + 1) * CHUNK, argument(2));
  const key = i32x4.splat(argument(3));
  const layer = i32x4.splat(argument(4));
  const threshold = i32x4.splat(argument(5));
  const scale = f32x4.splat(real(6));
  const lanes = i32x4(0, 1, 2, 3);
  for (let i = part * CHUNK; i < n; i += 4) {
    const at = (<usize>i) << 2;
    const word = mix(i32x4.add(mix(v128.xor(i32x4.add(i32x4.splat(i), lanes), key)), layer));
    const kept = i32x4.ge_s(i32x4.shr_u(word, 8), threshold);
    storeSome(address(1) + at, v128.and(f32x4.mul(loadSome(address(0) + at, n - i), scale), kept), n - i);
  }
}
