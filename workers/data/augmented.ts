/**
 * Augmented training images: crops at random places, mirrored or not, that vary from step to step. No data sets, no
 * tfjs.
 */
import { unpacked } from '../../src/shared/augmentations/augmentation.ts';
import type { Images } from '../../src/shared/util/images.ts';
import { moments, whiteningFactor } from './resize.ts';

/** Black border in pixels around an image that is no larger than the input. */
const BORDER = 2;

export interface Augmented {
  /** At least as large as the input. */
  readonly images: Images;
  /** Edge of the input, in pixels. */
  readonly edge: number;
  /** Whether each crop is whitened (zero mean, unit variance); otherwise bytes become 0 … 1. */
  readonly whitened: boolean;
  /** The packed placements of a step's batch. */
  readonly place: (step: number, batch: number) => Int32Array;
}

/** Border in pixels around images of `size` for crops of `edge`. */
export const borderOf = (size: number, edge: number): number => (size > edge ? 0 : BORDER);

/** The largest first row and column of a crop. */
export const rangeOf = (size: number, edge: number): number => size + 2 * borderOf(size, edge) - edge;

/** Writes the bytes of example `index`'s crop into `out`: row after row, channels interleaved; 0 in the border. */
function cut({ images, edge }: Augmented, index: number, placement: number, out: Uint8Array): void {
  const { pixels, size, channels } = images;
  const { top, left, flip } = unpacked(placement);
  const border = borderOf(size, edge);
  const start = index * size * size * channels;
  out.fill(0);
  for (let y = 0; y < edge; y++) {
    const row = y + top - border;
    if (row < 0 || row >= size) continue;
    for (let x = 0; x < edge; x++) {
      const column = (flip ? edge - 1 - x : x) + left - border;
      if (column < 0 || column >= size) continue;
      const from = start + (row * size + column) * channels;
      const to = (y * edge + x) * channels;
      for (let channel = 0; channel < channels; channel++) out[to + channel] = pixels[from + channel] ?? 0;
    }
  }
}

/** Input value = factor × byte + offset of one crop. */
function scalingOf({ whitened }: Augmented, bytes: Uint8Array): readonly [factor: number, offset: number] {
  if (!whitened) return [1 / 255, 0];
  const { mean, std } = moments(bytes, 0, bytes.length);
  const scale = whiteningFactor(std, bytes.length, 1 / 255);
  return [scale, -scale * mean];
}

/** Writes the input values of a batch's crops into `out`. */
export function fillSquares(
  augmented: Augmented,
  indices: ArrayLike<number>,
  placements: Int32Array,
  out: Float32Array,
): void {
  const bytes = new Uint8Array(augmented.edge ** 2 * augmented.images.channels);
  for (let k = 0; k < placements.length; k++) {
    cut(augmented, indices[k] ?? 0, placements[k] ?? 0, bytes);
    const [factor, offset] = scalingOf(augmented, bytes);
    const target = k * bytes.length;
    for (let i = 0; i < bytes.length; i++) out[target + i] = factor * (bytes[i] ?? 0) + offset;
  }
}

/** For each crop of a batch: the factors, then the offsets. */
export function squareScalings(augmented: Augmented, indices: ArrayLike<number>, placements: Int32Array): Float32Array {
  const bytes = new Uint8Array(augmented.edge ** 2 * augmented.images.channels);
  const batch = placements.length;
  const scalings = new Float32Array(2 * batch);
  for (let k = 0; k < batch; k++) {
    if (augmented.whitened) cut(augmented, indices[k] ?? 0, placements[k] ?? 0, bytes);
    [scalings[k], scalings[batch + k]] = scalingOf(augmented, bytes);
  }
  return scalings;
}
