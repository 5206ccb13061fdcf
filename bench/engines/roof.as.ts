/** Multiply-adds of which none waits for another: the most that a thread can compute (AssemblyScript). */
import { multiplyAdd } from '../../workers/backends/wasm/kernels/lanes.as';

/** `rounds` times twelve multiply-adds of four lanes. The result is needed, so that none is left out. */
export function multiplyAdds(rounds: i32): f32 {
  const x = f32x4.splat(0.5);
  let a = x;
  let b = x;
  let c = x;
  let d = x;
  let e = x;
  let f = x;
  let g = x;
  let h = x;
  let i = x;
  let j = x;
  let k = x;
  let l = x;
  for (let round = 0; round < rounds; round++) {
    a = multiplyAdd(x, x, a);
    b = multiplyAdd(x, x, b);
    c = multiplyAdd(x, x, c);
    d = multiplyAdd(x, x, d);
    e = multiplyAdd(x, x, e);
    f = multiplyAdd(x, x, f);
    g = multiplyAdd(x, x, g);
    h = multiplyAdd(x, x, h);
    i = multiplyAdd(x, x, i);
    j = multiplyAdd(x, x, j);
    k = multiplyAdd(x, x, k);
    l = multiplyAdd(x, x, l);
  }
  const abc = f32x4.add(a, f32x4.add(b, c));
  const def = f32x4.add(d, f32x4.add(e, f));
  const ghi = f32x4.add(g, f32x4.add(h, i));
  const jkl = f32x4.add(j, f32x4.add(k, l));
  const sum = f32x4.add(f32x4.add(abc, def), f32x4.add(ghi, jkl));
  return f32x4.extract_lane(sum, 0);
}
