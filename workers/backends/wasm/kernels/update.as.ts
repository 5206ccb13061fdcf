/** The momentum step, in place, alone or with its statistics in the same pass (AssemblyScript). Parts are stretches. */
import { address, argument, real } from './job.as';
import { multiplyAdd, sumOfLanes } from './lanes.as';
import { dotInDoubles, holds } from './sums.as';

/** Elements that are summed in float32 before they go into a float64. */
const BLOCK: i32 = 256;

/** Elements of a part. */
export const UPDATE_STRETCH: i32 = 16384;

/** Whether all floats from `start` to `end`, a multiple of four, are zero. */
function allZero(x: usize, start: i32, end: i32): bool {
  let bits = f32x4.splat(0);
  for (let i = start; i < end; i += 4) bits = v128.or(bits, v128.load(x + ((<usize>i) << 2)));
  return !v128.any_true(bits);
}

/** Σ w² of a block, before its weights change. Four sums at once: one would wait for its own last addition. */
function blockNorm(w: usize, start: i32, end: i32): f64 {
  let s0 = f32x4.splat(0);
  let s1 = f32x4.splat(0);
  let s2 = f32x4.splat(0);
  let s3 = f32x4.splat(0);
  let i = start;
  for (; i + 16 <= end; i += 16) {
    const at = w + ((<usize>i) << 2);
    const w0 = v128.load(at);
    const w1 = v128.load(at, 16);
    const w2 = v128.load(at, 32);
    const w3 = v128.load(at, 48);
    s0 = multiplyAdd(w0, w0, s0);
    s1 = multiplyAdd(w1, w1, s1);
    s2 = multiplyAdd(w2, w2, s2);
    s3 = multiplyAdd(w3, w3, s3);
  }
  for (; i < end; i += 4) {
    const value = v128.load(w + ((<usize>i) << 2));
    s0 = multiplyAdd(value, value, s0);
  }
  const norm = sumOfLanes(f32x4.add(f32x4.add(s0, s1), f32x4.add(s2, s3)));
  return holds(norm) ? norm : dotInDoubles(w, w, start, i);
}

/**
 * v ← μv + g + λw, then w ← w − αv, over one stretch; its four float64 sums go to its place among all parts': ‖g‖²,
 * ‖w‖² before, ‖αv‖², g·previous; total ← total + g. Arguments: w, v, g, previous (0 for none), n, α, μ, λ, sums,
 * total (0 for none).
 */
export function updatePart(part: i32): void {
  const w = address(0);
  const v = address(1);
  const g = address(2);
  const previous = address(3);
  let i = part * UPDATE_STRETCH;
  const n = min(i + UPDATE_STRETCH, argument(4));
  const lr = real(5);
  const momentum = real(6);
  const decay = real(7);
  const total = address(9);
  let gradientNorm: f64 = 0;
  let weightNorm: f64 = 0;
  let updateNorm: f64 = 0;
  let product: f64 = 0;
  const rates = f32x4.splat(lr);
  const momenta = f32x4.splat(momentum);
  const decays = f32x4.splat(decay);
  const zero = f32x4.splat(0);
  while (i + 4 <= n) {
    const start = i;
    const end = min(i + BLOCK, n - 3);
    weightNorm += blockNorm(w, start, end);
    let gg = zero;
    let uu = zero;
    let gp = zero;
    for (; i < end; i += 4) {
      const at = (<usize>i) << 2;
      const gradient = v128.load(g + at);
      const value = v128.load(w + at);
      gg = multiplyAdd(gradient, gradient, gg);
      if (previous) gp = multiplyAdd(gradient, v128.load(previous + at), gp);
      if (total) v128.store(total + at, f32x4.add(v128.load(total + at), gradient));
      const pull = f32x4.add(gradient, f32x4.mul(decays, value));
      const velocity = f32x4.add(f32x4.mul(momenta, v128.load(v + at)), pull);
      const change = f32x4.mul(rates, velocity);
      uu = multiplyAdd(change, change, uu);
      v128.store(v + at, velocity);
      v128.store(w + at, f32x4.sub(value, change));
    }
    const blockGradient = sumOfLanes(gg);
    const blockProduct = sumOfLanes(gp);
    // A block of zeros alone needs no second sum.
    if ((holds(blockGradient) && isFinite(blockProduct)) || allZero(g, start, i)) {
      gradientNorm += blockGradient;
      product += blockProduct;
    } else {
      gradientNorm += dotInDoubles(g, g, start, i);
      if (previous) product += dotInDoubles(g, previous, start, i);
    }
    const blockUpdate = sumOfLanes(uu);
    if (holds(blockUpdate) || allZero(v, start, i)) updateNorm += blockUpdate;
    else updateNorm += <f64>lr * <f64>lr * dotInDoubles(v, v, start, i);
  }
  for (; i < n; i++) {
    const at = (<usize>i) << 2;
    const gradient = load<f32>(g + at);
    const value = load<f32>(w + at);
    gradientNorm += <f64>gradient * <f64>gradient;
    weightNorm += <f64>value * <f64>value;
    if (previous) product += <f64>gradient * <f64>load<f32>(previous + at);
    if (total) store<f32>(total + at, load<f32>(total + at) + gradient);
    const velocity = momentum * load<f32>(v + at) + (gradient + decay * value);
    const change = lr * velocity;
    updateNorm += <f64>lr * <f64>velocity * (<f64>lr * <f64>velocity);
    store<f32>(v + at, velocity);
    store<f32>(w + at, value - change);
  }
  const out = address(8) + ((<usize>part) << 5);
  store<f64>(out, gradientNorm);
  store<f64>(out, weightNorm, 8);
  store<f64>(out, updateNorm, 16);
  store<f64>(out, product, 24);
}

/** v ← μv + g, then w ← w − αv, over one stretch. Arguments: w, v, g, n, α, μ. */
export function stepPart(part: i32): void {
  const w = address(0);
  const v = address(1);
  const g = address(2);
  let i = part * UPDATE_STRETCH;
  const n = min(i + UPDATE_STRETCH, argument(3));
  const lr = real(4);
  const momentum = real(5);
  const rates = f32x4.splat(lr);
  const momenta = f32x4.splat(momentum);
  for (; i + 4 <= n; i += 4) {
    const at = (<usize>i) << 2;
    const velocity = f32x4.add(f32x4.mul(momenta, v128.load(v + at)), v128.load(g + at));
    v128.store(v + at, velocity);
    v128.store(w + at, f32x4.sub(v128.load(w + at), f32x4.mul(rates, velocity)));
  }
  for (; i < n; i++) {
    const at = (<usize>i) << 2;
    const velocity = momentum * load<f32>(v + at) + load<f32>(g + at);
    store<f32>(v + at, velocity);
    store<f32>(w + at, load<f32>(w + at) - lr * velocity);
  }
}
