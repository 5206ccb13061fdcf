/** The momentum step as JavaScript calls it (AssemblyScript): with its statistics, or alone. */
import { gather, partsOf, setAddress, setArgument, setReal } from './job.as';
import { computeAll, STEP, UPDATE } from './jobs.as';
import { storeInScales } from './sums.as';
import { UPDATE_STRETCH } from './update.as';

/**
 * v ← μv + g + λw, then w ← w − αv.
 * @param previous the gradient before, or 0
 * @param out eight floats: ‖g‖², ‖w‖² before, ‖αv‖², g·previous in the fine scale, then in the coarse one
 * @param sums 32 bytes a part of 16,384 elements
 */
export function momentumUpdate(
  w: usize,
  v: usize,
  g: usize,
  previous: usize,
  total: usize,
  n: i32,
  lr: f32,
  momentum: f32,
  decay: f32,
  out: usize,
  sums: usize,
): void {
  const parts = partsOf(n, UPDATE_STRETCH);
  setAddress(0, w);
  setAddress(1, v);
  setAddress(2, g);
  setAddress(3, previous);
  setArgument(4, n);
  setReal(5, lr);
  setReal(6, momentum);
  setReal(7, decay);
  setAddress(8, sums);
  setAddress(9, total);
  computeAll(UPDATE, parts, 0, 0);
  gather(sums, 4, parts);
  for (let i = 0; i < 4; i++) storeInScales(out + ((<usize>i) << 2), load<f64>(sums + ((<usize>i) << 3)), 16);
}

/** The same without decay, unmeasured: v ← μv + g, then w ← w − αv. */
export function momentumStep(w: usize, v: usize, g: usize, n: i32, lr: f32, momentum: f32): void {
  setAddress(0, w);
  setAddress(1, v);
  setAddress(2, g);
  setArgument(3, n);
  setReal(4, lr);
  setReal(5, momentum);
  computeAll(STEP, partsOf(n, UPDATE_STRETCH), 0, 0);
}
