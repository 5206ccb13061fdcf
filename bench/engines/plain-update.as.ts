/** The momentum step alone, without the lab's statistics: what these add is measured against it (AssemblyScript). */

/** v ← μv + g, then w ← w − αv. */
export function plainUpdate(w: usize, v: usize, g: usize, n: i32, lr: f32, momentum: f32): void {
  const rates = f32x4.splat(lr);
  const momenta = f32x4.splat(momentum);
  let i = 0;
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
