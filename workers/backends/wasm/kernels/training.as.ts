/** Activation, normalization and pooling as called from JavaScript (AssemblyScript). */
import { CHUNK } from './elementwise.as';
import { gather, partsOf, setAddress, setArgument, setReal } from './job.as';
import {
  AVERAGE_POOL,
  AVERAGE_POOL_GRADIENT,
  computeAll,
  DEVIATIONS,
  GRADIENT,
  GRADIENT_SUMS,
  MAX_POOL,
  MAX_POOL_GRADIENT,
  NORMALIZE,
  RELU_FORWARD,
  RELU_GRADIENT,
  SUMS,
} from './jobs.as';

/** Floats of a part of a normalization or pooling. */
const PART_FLOATS: i32 = 65536;

/** Rows of a part: a multiple of 64, so that sums do not depend on the number of rows after them. */
function rowsOfPart(channels: i32): i32 {
  return max(64, (PART_FLOATS / channels) & ~63);
}

/** y ← max(x, 0) */
export function relu(x: usize, y: usize, n: i32): void {
  setAddress(0, x);
  setAddress(1, y);
  setArgument(2, n);
  computeAll(RELU_FORWARD, partsOf(n, CHUNK), 0, 0);
}

/** dx ← dy where y > 0, else 0 */
export function reluGradient(dy: usize, y: usize, dx: usize, n: i32): void {
  setAddress(0, dy);
  setAddress(1, y);
  setAddress(2, dx);
  setArgument(3, n);
  computeAll(RELU_GRADIENT, partsOf(n, CHUNK), 0, 0);
}

/** Sets the first arguments of every job over rows; returns the number of parts. */
function overRows(x: usize, rows: i32, channels: i32): i32 {
  setAddress(0, x);
  setArgument(1, rows);
  setArgument(2, channels);
  setArgument(3, rowsOfPart(channels));
  return partsOf(rows, rowsOfPart(channels));
}

/** out[c] ← factor · float64 sums[c] */
function scaled(sums: usize, channels: i32, factor: f64, out: usize): void {
  for (let c = 0; c < channels; c++) {
    store<f32>(out + ((<usize>c) << 2), <f32>(load<f64>(sums + ((<usize>c) << 3)) * factor));
  }
}

/** out[c] ← Σ x[:, c]; `sums` holds 8 bytes a channel and part. */
export function columnSums(x: usize, rows: i32, channels: i32, out: usize, sums: usize): void {
  const parts = overRows(x, rows, channels);
  setAddress(4, sums);
  computeAll(SUMS, parts, 0, 0);
  gather(sums, channels, parts);
  scaled(sums, channels, 1, out);
}

/** mean and variance (biased) of each channel; `sums` as above. */
export function channelMoments(x: usize, rows: i32, channels: i32, mean: usize, variance: usize, sums: usize): void {
  columnSums(x, rows, channels, mean, sums);
  scaled(sums, channels, 1 / <f64>rows, mean);
  const parts = overRows(x, rows, channels);
  setAddress(4, sums);
  setAddress(5, mean);
  computeAll(DEVIATIONS, parts, 0, 0);
  gather(sums, channels, parts);
  scaled(sums, channels, 1 / <f64>rows, variance);
}

/** y ← (x − mean) · scale / √(variance + ε) + offset; `factors` holds 4 bytes a channel. */
export function normalize(
  x: usize,
  y: usize,
  rows: i32,
  channels: i32,
  mean: usize,
  variance: usize,
  scale: usize,
  offset: usize,
  epsilon: f64,
  relu: i32,
  factors: usize,
): void {
  for (let c = 0; c < channels; c++) {
    const at = (<usize>c) << 2;
    store<f32>(factors + at, <f32>(<f64>load<f32>(scale + at) / Math.sqrt(<f64>load<f32>(variance + at) + epsilon)));
  }
  const parts = overRows(x, rows, channels);
  setAddress(4, y);
  setAddress(5, mean);
  setAddress(6, factors);
  setAddress(7, offset);
  setArgument(8, relu);
  computeAll(NORMALIZE, parts, 0, 0);
}

/**
 * All three gradients of a batch normalization.
 * @param y the rectified output, or 0 where no ReLU was fused
 * @param sums 16 bytes a channel and part, and 12 a channel
 */
export function batchNormGradient(
  dy: usize,
  x: usize,
  y: usize,
  rows: i32,
  channels: i32,
  mean: usize,
  variance: usize,
  scale: usize,
  epsilon: f64,
  dx: usize,
  dScale: usize,
  dOffset: usize,
  sums: usize,
): void {
  const parts = overRows(x, rows, channels);
  setAddress(4, sums);
  setAddress(5, mean);
  setAddress(6, dy);
  setAddress(7, y);
  computeAll(GRADIENT_SUMS, parts, 0, 0);
  gather(sums, 2 * channels, parts);
  // After the first part's sums, over those of the others, which are no longer needed.
  const size = (<usize>channels) << 2;
  const factors = sums + 4 * size;
  for (let c = 0; c < channels; c++) {
    const at = (<usize>c) << 2;
    const total = load<f64>(sums + 2 * at);
    const inverse = 1 / Math.sqrt(<f64>load<f32>(variance + at) + epsilon);
    const product = load<f64>(sums + 2 * size + 2 * at) * inverse;
    const factor = <f64>load<f32>(scale + at) * inverse;
    store<f32>(dOffset + at, <f32>total);
    store<f32>(dScale + at, <f32>product);
    store<f32>(factors + at, <f32>factor);
    store<f32>(factors + size + at, <f32>((-factor * inverse * product) / <f64>rows));
    store<f32>(factors + 2 * size + at, <f32>((-factor * total) / <f64>rows));
  }
  setAddress(4, dx);
  setAddress(8, factors);
  computeAll(GRADIENT, parts, 0, 0);
}

/** Sets the arguments of a pooling after its `at` addresses, and pools all images. */
function pool(
  kernel: i32,
  at: i32,
  batch: i32,
  height: i32,
  width: i32,
  channels: i32,
  outHeight: i32,
  outWidth: i32,
  size: i32,
  stride: i32,
  top: i32,
  left: i32,
): void {
  const images = max(1, PART_FLOATS / (height * width * channels));
  setArgument(at, batch);
  setArgument(at + 1, height);
  setArgument(at + 2, width);
  setArgument(at + 3, channels);
  setArgument(at + 4, outHeight);
  setArgument(at + 5, outWidth);
  setArgument(at + 6, size);
  setArgument(at + 7, stride);
  setArgument(at + 8, top);
  setArgument(at + 9, left);
  setArgument(at + 10, images);
  computeAll(kernel, partsOf(batch, images), 0, 0);
}

/** y ← each window's maximum */
export function maxPool(
  x: usize,
  y: usize,
  batch: i32,
  height: i32,
  width: i32,
  channels: i32,
  outHeight: i32,
  outWidth: i32,
  size: i32,
  stride: i32,
  top: i32,
  left: i32,
): void {
  setAddress(0, x);
  setAddress(1, y);
  pool(MAX_POOL, 2, batch, height, width, channels, outHeight, outWidth, size, stride, top, left);
}

/** dx ← each window's dy at its first maximum */
export function maxPoolGradient(
  dy: usize,
  x: usize,
  y: usize,
  dx: usize,
  batch: i32,
  height: i32,
  width: i32,
  channels: i32,
  outHeight: i32,
  outWidth: i32,
  size: i32,
  stride: i32,
  top: i32,
  left: i32,
): void {
  setAddress(0, dy);
  setAddress(1, x);
  setAddress(2, y);
  setAddress(3, dx);
  pool(MAX_POOL_GRADIENT, 4, batch, height, width, channels, outHeight, outWidth, size, stride, top, left);
}

/** y ← each window's mean */
export function averagePool(
  x: usize,
  y: usize,
  batch: i32,
  height: i32,
  width: i32,
  channels: i32,
  outHeight: i32,
  outWidth: i32,
  size: i32,
  stride: i32,
  top: i32,
  left: i32,
): void {
  setAddress(0, x);
  setAddress(1, y);
  pool(AVERAGE_POOL, 2, batch, height, width, channels, outHeight, outWidth, size, stride, top, left);
}

/** dx ← equal shares of each window's dy */
export function averagePoolGradient(
  dy: usize,
  dx: usize,
  batch: i32,
  height: i32,
  width: i32,
  channels: i32,
  outHeight: i32,
  outWidth: i32,
  size: i32,
  stride: i32,
  top: i32,
  left: i32,
): void {
  setAddress(0, dy);
  setAddress(1, dx);
  pool(AVERAGE_POOL_GRADIENT, 2, batch, height, width, channels, outHeight, outWidth, size, stride, top, left);
}
