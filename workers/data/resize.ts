/** Crops, halves and whitens images, as arithmetic on bytes. */
import { imageLength, type Images, type Scaling } from './image-set.ts';

/** The central square of `edge` pixels of each image; the margin on either side must be an integer. */
export function centreCrop(images: Images, edge: number): Images {
  const { pixels, count, size, channels } = images;
  if (size === edge) return images;
  const margin = (size - edge) / 2;
  const line = edge * channels;
  const cropped = new Uint8Array(count * edge * line);
  for (let row = 0; row < count * edge; row++) {
    const y = Math.floor(row / edge) * size + margin + (row % edge);
    const from = (y * size + margin) * channels;
    cropped.set(pixels.subarray(from, from + line), row * line);
  }
  return { ...images, pixels: cropped, size: edge };
}

/**
 * Halves the edge: each pixel is the mean of a 2×2 block, rounded to a byte (halves upwards). The edge must be even.
 */
export function halve(images: Images): Images {
  const { pixels, count, size, channels } = images;
  const half = size / 2;
  const row = size * channels;
  const smaller = new Uint8Array(count * half * half * channels);
  let target = 0;
  for (let y = 0; y < count * size; y += 2) {
    for (let x = 0; x < size; x += 2) {
      for (let channel = 0; channel < channels; channel++) {
        const source = y * row + x * channels + channel;
        const top = (pixels[source] ?? 0) + (pixels[source + channels] ?? 0);
        const bottom = (pixels[source + row] ?? 0) + (pixels[source + row + channels] ?? 0);
        smaller[target++] = (top + bottom + 2) >> 2;
      }
    }
  }
  return { ...images, pixels: smaller, size: half };
}

/** Mean and standard deviation of the bytes start … stop − 1 (population: divided by their number). */
export function moments(
  bytes: Uint8Array,
  start: number,
  stop: number,
): { readonly mean: number; readonly std: number } {
  let sum = 0;
  let squares = 0;
  for (let i = start; i < stop; i++) {
    const byte = bytes[i] ?? 0;
    sum += byte;
    squares += byte * byte;
  }
  const mean = sum / (stop - start);
  return { mean, std: Math.sqrt(Math.max(0, squares / (stop - start) - mean * mean)) };
}

/** The multiplier of bytes with this deviation, where x is `factor` × byte. */
export const whiteningFactor = (std: number, length: number, factor: number): number =>
  factor / Math.max(factor * std, 1 / Math.sqrt(length));

/**
 * Whitens each image by its own moments: (x − mean) / max(std, 1/√elements), where x is `factor` × byte (+ any
 * constant). The lower bound keeps a uniform image finite. As in Zhang et al. 2017, after TensorFlow's
 * per_image_standardization.
 */
export function whitening(images: Images, factor: number): Scaling {
  const length = imageLength(images);
  const factors = new Float64Array(images.count);
  const offsets = new Float64Array(images.count);
  for (let k = 0; k < images.count; k++) {
    const { mean, std } = moments(images.pixels, k * length, (k + 1) * length);
    const scale = whiteningFactor(std, length, factor);
    factors[k] = scale;
    offsets[k] = -scale * mean;
  }
  return { factors, offsets };
}
