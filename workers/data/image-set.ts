/** Images as bytes, and their conversion to a minibatch of floats. */
import type { Images } from '../../src/shared/util/images.ts';

export type { Images };

/** Input value = factor × byte + offset. Each array has one number for the whole set, or one per image. */
export interface Scaling {
  readonly factors: Float64Array;
  readonly offsets: Float64Array;
}

export interface ImageSet extends Images {
  readonly scaling: Scaling;
}

/** Maps bytes to 0 … 1. */
export const UNIT_SCALING: Scaling = { factors: Float64Array.of(1 / 255), offsets: Float64Array.of(0) };

/** Bytes of one image. */
export const imageLength = (set: Images): number => set.size * set.size * set.channels;

/** Writes the input values of the examples indices[from … to) to the beginning of `out`. */
export function fillImages(
  set: ImageSet,
  indices: ArrayLike<number>,
  from: number,
  to: number,
  out: Float32Array,
): void {
  const { pixels, scaling } = set;
  const { factors, offsets } = scaling;
  const length = imageLength(set);
  const shared = factors.length === 1;
  for (let k = from; k < to; k++) {
    const index = indices[k] ?? 0;
    const one = shared ? 0 : index;
    const target = (k - from) * length;
    scale(pixels, index * length, out, target, length, factors[one] ?? 0, offsets[one] ?? 0);
  }
}

/** Four at a time, which halves the time that every training step spends here. */
function scale(
  bytes: Uint8Array,
  source: number,
  out: Float32Array,
  target: number,
  length: number,
  factor: number,
  offset: number,
): void {
  let i = 0;
  for (; i < length - 3; i += 4) {
    const from = source + i;
    const to = target + i;
    out[to] = factor * (bytes[from] ?? 0) + offset;
    out[to + 1] = factor * (bytes[from + 1] ?? 0) + offset;
    out[to + 2] = factor * (bytes[from + 2] ?? 0) + offset;
    out[to + 3] = factor * (bytes[from + 3] ?? 0) + offset;
  }
  for (; i < length; i++) out[target + i] = factor * (bytes[source + i] ?? 0) + offset;
}

/** Writes the labels of the examples indices[from … to) to the beginning of `out`. */
export function fillLabels(
  labels: Uint8Array,
  indices: ArrayLike<number>,
  from: number,
  to: number,
  out: Int32Array,
): void {
  for (let k = from; k < to; k++) out[k - from] = labels[indices[k] ?? 0] ?? 0;
}

/** A copy of the images `indices`, in that order. */
export function takeImages(images: Images, indices: Uint32Array): Images {
  const length = imageLength(images);
  const pixels = new Uint8Array(indices.length * length);
  indices.forEach((index, k) => pixels.set(images.pixels.subarray(index * length, (index + 1) * length), k * length));
  const labels = Uint8Array.from(indices, (index) => images.labels[index] ?? 0);
  return { ...images, pixels, labels, count: indices.length };
}
