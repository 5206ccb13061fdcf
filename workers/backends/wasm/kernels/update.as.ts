/** Shared by the updates of all optimizers (AssemblyScript); `optimizer.as.template` has the rest. Parts are ranges. */
import { multiplyAdd, sumOfLanes } from './lanes.as';
import { dotInDoubles, holds } from './sums.as';

/** Elements that are summed in float32 before they go into a float64. */
export const BLOCK: i32 = 256;

/** Elements of a part. */
export const UPDATE_CHUNK: i32 = 16384;

/** Index of the first argument with the slots' addresses, followed by the scalars. */
export const SLOTS: i32 = 8;
export const SCALARS: i32 = 16;

/** Whether all floats from `start` to `end`, a multiple of four, are zero. */
export function allZero(x: usize, start: i32, end: i32): bool {
  let bits = f32x4.splat(0);
  for (let i = start; i < end; i += 4) bits = v128.or(bits, v128.load(x + ((<usize>i) << 2)));
  return !v128.any_true(bits);
}

/** Σ w² of a block, before its weights change. Four sums at once: one would wait for its own last addition. */
export function blockNorm(w: usize, start: i32, end: i32): f64 {
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
