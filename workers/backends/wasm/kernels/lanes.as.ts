/** SIMD helpers: four float32 at once, and the remainder of an array (AssemblyScript). */

/** a · b + c, rounded once if the engine can. */
export function multiplyAdd(a: v128, b: v128, c: v128): v128 {
  if (ASC_FEATURE_RELAXED_SIMD) return f32x4.relaxed_madd(a, b, c);
  return f32x4.add(c, f32x4.mul(a, b));
}

/** Σ of the four lanes, in float64. */
export function sumOfLanes(x: v128): f64 {
  const low = f64x2.promote_low_f32x4(x);
  const high = f64x2.promote_low_f32x4(v128.shuffle<f32>(x, x, 2, 3, 2, 3));
  const pair = f64x2.add(low, high);
  return f64x2.extract_lane(pair, 0) + f64x2.extract_lane(pair, 1);
}

/** The first `count` floats at `at`, at most four; 0 in the lanes behind them. */
export function loadSome(at: usize, count: i32): v128 {
  if (count >= 4) return v128.load(at);
  let x = f32x4.replace_lane(f32x4.splat(0), 0, load<f32>(at));
  if (count > 1) x = f32x4.replace_lane(x, 1, load<f32>(at + 4));
  if (count > 2) x = f32x4.replace_lane(x, 2, load<f32>(at + 8));
  return x;
}

/** Stores the first `count` lanes, at most four. */
export function storeSome(at: usize, x: v128, count: i32): void {
  if (count >= 4) {
    v128.store(at, x);
    return;
  }
  store<f32>(at, f32x4.extract_lane(x, 0));
  if (count > 1) store<f32>(at + 4, f32x4.extract_lane(x, 1));
  if (count > 2) store<f32>(at + 8, f32x4.extract_lane(x, 2));
}
