/** An optimizer's update as called from JavaScript (AssemblyScript): with or without statistics. */
import { gather, partsOf, setAddress, setArgument, setReal } from './job.as';
import { computeAll, STEP, UPDATE } from './jobs.as';
import { storeInScales } from './sums.as';
import { SCALARS, SLOTS, UPDATE_CHUNK } from './update.as';

/** Sets the address of the optimizer's k-th slot. */
export function setSlot(k: i32, slot: usize): void {
  setAddress(SLOTS + k, slot);
}

/** Sets the optimizer's k-th scalar; λ is the last. */
export function setScalar(k: i32, value: f32): void {
  setReal(SCALARS + k, value);
}

/**
 * Updates n weights in place, where slots and scalars have been set.
 * @param optimizer its place in the list of optimizers
 * @param previous the gradient before, or 0
 * @param total a running sum to which the gradient is added, or 0
 * @param out eight floats: ‖g‖², ‖w‖² before, ‖Δw‖², g·previous in the fine scale, then in the coarse one
 * @param sums 32 bytes and a block of changes (1,024 bytes) for each part of 16,384 elements
 */
export function measuredUpdate(
  optimizer: i32,
  w: usize,
  g: usize,
  previous: usize,
  total: usize,
  n: i32,
  out: usize,
  sums: usize,
): void {
  const parts = partsOf(n, UPDATE_CHUNK);
  setArgument(0, optimizer);
  setAddress(1, w);
  setAddress(2, g);
  setArgument(3, n);
  setAddress(4, previous);
  setAddress(5, total);
  setAddress(6, sums);
  setAddress(7, sums + ((<usize>parts) << 5));
  computeAll(UPDATE, parts, 0, 0);
  gather(sums, 4, parts);
  for (let i = 0; i < 4; i++) storeInScales(out + ((<usize>i) << 2), load<f64>(sums + ((<usize>i) << 3)), 16);
}

/** The same without weight decay and statistics. */
export function plainUpdate(optimizer: i32, w: usize, g: usize, n: i32): void {
  setArgument(0, optimizer);
  setAddress(1, w);
  setAddress(2, g);
  setArgument(3, n);
  computeAll(STEP, partsOf(n, UPDATE_CHUNK), 0, 0);
}
