/** GELU, tanh, dropout and local response normalization as called from JavaScript (AssemblyScript). */
import { CHUNK } from './elementwise.as';
import { partsOf, setAddress, setArgument, setReal } from './job.as';
import { ACTIVATE, ACTIVATION_GRADIENT, computeAll, DROPOUT, LOCAL_RESPONSE, LOCAL_RESPONSE_GRADIENT } from './jobs.as';

/** Floats of a part of a local response normalization. */
const PART_FLOATS: i32 = 65536;

/** y ← the activation of x: GELU or TANH of `activations.as.ts` */
export function activate(x: usize, y: usize, n: i32, activation: i32): void {
  setAddress(0, x);
  setAddress(1, y);
  setArgument(2, n);
  setArgument(3, activation);
  computeAll(ACTIVATE, partsOf(n, CHUNK), 0, 0);
}

/** @param from the activation's input (GELU) or output (tanh) */
export function activationGradient(dy: usize, from: usize, dx: usize, n: i32, activation: i32): void {
  setAddress(0, dy);
  setAddress(1, from);
  setAddress(2, dx);
  setArgument(3, n);
  setArgument(4, activation);
  computeAll(ACTIVATION_GRADIENT, partsOf(n, CHUNK), 0, 0);
}

/** y ← x · scale where the element's hash is at least `threshold`, else 0 */
export function dropout(x: usize, y: usize, n: i32, key: i32, layer: i32, threshold: i32, scale: f32): void {
  setAddress(0, x);
  setAddress(1, y);
  setArgument(2, n);
  setArgument(3, key);
  setArgument(4, layer);
  setArgument(5, threshold);
  setReal(6, scale);
  computeAll(DROPOUT, partsOf(n, CHUNK), 0, 0);
}

/** @param work scratch memory, `share` bytes for each thread: 4 a channel and 44 more */
export function localResponse(
  x: usize,
  y: usize,
  rows: i32,
  channels: i32,
  bias: f32,
  alpha: f32,
  work: usize,
  share: usize,
): void {
  const each = max(1, PART_FLOATS / channels);
  setAddress(0, x);
  setAddress(1, y);
  setArgument(2, rows);
  setArgument(3, channels);
  setArgument(4, each);
  setReal(5, bias);
  setReal(6, alpha);
  computeAll(LOCAL_RESPONSE, partsOf(rows, each), work, share);
}

/** @param work scratch memory, `share` bytes for each thread: three times as many as `localResponse` needs */
export function localResponseGradient(
  dy: usize,
  x: usize,
  dx: usize,
  rows: i32,
  channels: i32,
  bias: f32,
  alpha: f32,
  work: usize,
  share: usize,
): void {
  const each = max(1, PART_FLOATS / channels);
  setAddress(0, dy);
  setAddress(1, x);
  setAddress(2, dx);
  setArgument(3, rows);
  setArgument(4, channels);
  setArgument(5, each);
  setReal(6, bias);
  setReal(7, alpha);
  computeAll(LOCAL_RESPONSE_GRADIENT, partsOf(rows, each), work, share);
}
