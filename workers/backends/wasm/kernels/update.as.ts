/** The momentum step, in place, with its statistics in the same pass (AssemblyScript). */
import { sumOfLanes } from './sums.as';

/** Elements that are summed in float32 before they go into a float64. */
const BLOCK: i32 = 256;

/**
 * v ← μv + g + λw, then w ← w − αv.
 * @param previous the gradient before, or 0
 * @param out four floats: ‖g‖², ‖w‖² before, ‖αv‖², g·previous
 */
export function momentumUpdate(
  w: usize,
  v: usize,
  g: usize,
  previous: usize,
  n: i32,
  lr: f32,
  momentum: f32,
  decay: f32,
  out: usize,
): void {
  let gradientNorm: f64 = 0;
  let weightNorm: f64 = 0;
  let updateNorm: f64 = 0;
  let product: f64 = 0;
  const rates = f32x4.splat(lr);
  const momenta = f32x4.splat(momentum);
  const decays = f32x4.splat(decay);
  const zero = f32x4.splat(0);
  let i = 0;
  while (i + 4 <= n) {
    const end = min(i + BLOCK, n - 3);
    let gg = zero;
    let ww = zero;
    let uu = zero;
    let gp = zero;
    for (; i < end; i += 4) {
      const at = (<usize>i) << 2;
      const gradient = v128.load(g + at);
      const value = v128.load(w + at);
      gg = f32x4.add(gg, f32x4.mul(gradient, gradient));
      ww = f32x4.add(ww, f32x4.mul(value, value));
      if (previous) gp = f32x4.add(gp, f32x4.mul(gradient, v128.load(previous + at)));
      const pull = f32x4.add(gradient, f32x4.mul(decays, value));
      const velocity = f32x4.add(f32x4.mul(momenta, v128.load(v + at)), pull);
      const change = f32x4.mul(rates, velocity);
      uu = f32x4.add(uu, f32x4.mul(change, change));
      v128.store(v + at, velocity);
      v128.store(w + at, f32x4.sub(value, change));
    }
    gradientNorm += sumOfLanes(gg);
    weightNorm += sumOfLanes(ww);
    updateNorm += sumOfLanes(uu);
    product += sumOfLanes(gp);
  }
  for (; i < n; i++) {
    const at = (<usize>i) << 2;
    const gradient = load<f32>(g + at);
    const value = load<f32>(w + at);
    gradientNorm += <f64>gradient * <f64>gradient;
    weightNorm += <f64>value * <f64>value;
    if (previous) product += <f64>gradient * <f64>load<f32>(previous + at);
    const velocity = momentum * load<f32>(v + at) + (gradient + decay * value);
    const change = lr * velocity;
    updateNorm += <f64>change * <f64>change;
    store<f32>(v + at, velocity);
    store<f32>(w + at, value - change);
  }
  store<f32>(out, <f32>gradientNorm);
  store<f32>(out, <f32>weightNorm, 4);
  store<f32>(out, <f32>updateNorm, 8);
  store<f32>(out, <f32>product, 12);
}
