/**
 * A convolution's kernel gradient, as called from JavaScript (AssemblyScript): of a whole batch, or of each of its
 * parts.
 */
import { CHUNK } from './elementwise.as';
import { partsOf, setAddress, setArgument } from './job.as';
import { ADD, computeAll, KERNEL_GRADIENT } from './jobs.as';

/** Parts, each with a sum of its own, of a kernel gradient. */
const GRADIENT_PARTS: i32 = 8;

/**
 * Gradient with respect to the kernel.
 * @param dw [kernelHeight, kernelWidth, channels, filters]
 * @param partials memory for seven times dw
 */
export function convolutionKernelGradient(
  x: usize,
  dy: usize,
  dw: usize,
  batch: i32,
  height: i32,
  width: i32,
  channels: i32,
  outHeight: i32,
  outWidth: i32,
  filters: i32,
  kernelHeight: i32,
  kernelWidth: i32,
  stride: i32,
  top: i32,
  left: i32,
  partials: usize,
  work: usize,
  share: usize,
): void {
  const images = partsOf(batch, GRADIENT_PARTS);
  setGradient(x, dy, dw, batch, height, width, channels, outHeight, outWidth, filters);
  setKernel(kernelHeight, kernelWidth, stride, top, left, partials, images);
  const parts = partsOf(batch, images);
  computeAll(KERNEL_GRADIENT, parts, work, share);
  addAll(dw, partials, kernelHeight * kernelWidth * channels * filters, parts - 1);
}

/**
 * The same for each group of `images` images.
 * @param dws [batch / images, kernelHeight, kernelWidth, channels, filters]
 */
export function convolutionKernelGradients(
  x: usize,
  dy: usize,
  dws: usize,
  batch: i32,
  height: i32,
  width: i32,
  channels: i32,
  outHeight: i32,
  outWidth: i32,
  filters: i32,
  kernelHeight: i32,
  kernelWidth: i32,
  stride: i32,
  top: i32,
  left: i32,
  images: i32,
  work: usize,
  share: usize,
): void {
  const size = (<usize>(kernelHeight * kernelWidth * channels * filters)) << 2;
  setGradient(x, dy, dws, batch, height, width, channels, outHeight, outWidth, filters);
  setKernel(kernelHeight, kernelWidth, stride, top, left, dws + size, images);
  computeAll(KERNEL_GRADIENT, partsOf(batch, images), work, share);
}

/** The first ten arguments of `kernelGradientPart`. */
function setGradient(
  x: usize,
  dy: usize,
  dw: usize,
  batch: i32,
  height: i32,
  width: i32,
  channels: i32,
  outHeight: i32,
  outWidth: i32,
  filters: i32,
): void {
  setAddress(0, x);
  setAddress(1, dy);
  setAddress(2, dw);
  setArgument(3, batch);
  setArgument(4, height);
  setArgument(5, width);
  setArgument(6, channels);
  setArgument(7, outHeight);
  setArgument(8, outWidth);
  setArgument(9, filters);
}

/** Its other arguments. */
function setKernel(height: i32, width: i32, stride: i32, top: i32, left: i32, partials: usize, images: i32): void {
  setArgument(10, height);
  setArgument(11, width);
  setArgument(12, stride);
  setArgument(13, top);
  setArgument(14, left);
  setAddress(15, partials);
  setArgument(16, images);
}

/** sum ← sum + each of `count` contiguous arrays of n floats. */
export function addAll(sum: usize, arrays: usize, n: i32, count: i32): void {
  setAddress(0, sum);
  setAddress(1, arrays);
  setArgument(2, n);
  setArgument(3, count);
  computeAll(ADD, partsOf(n, CHUNK), 0, 0);
}
