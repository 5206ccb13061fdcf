/** Crops an image of any size to its central square and resizes it to the lab's size by area averaging. */

/** Where the central square begins along an edge of `length`, for a square of `edge`. */
export const cropStart = (length: number, edge: number): number => Math.floor((length - edge) / 2);

/** For each of `to` new pixels, the old pixels that it covers, with their weights in its mean. */
function covering(from: number, to: number): { readonly first: number; readonly shares: Float64Array }[] {
  const width = from / to;
  return Array.from({ length: to }, (_, k) => {
    const start = k * width;
    const stop = start + width;
    const first = Math.floor(start);
    // Rounding must not reach past the last pixel.
    const last = Math.min(from, Math.ceil(stop - 1e-9));
    const shares = Float64Array.from({ length: last - first }, (_, i) => {
      const at = first + i;
      return (Math.min(stop, at + 1) - Math.max(start, at)) / width;
    });
    return { first, shares };
  });
}

/** Memory layout: the value (row, column, channel) is at offset + (row · width + column) · stride + channel · plane. */
export interface Layout {
  readonly offset: number;
  readonly stride: number;
  readonly plane: number;
}

/** Resizes images of one size to squares of `size`; the weights are computed once for all of them. */
export class Fitter {
  readonly #edge: number;
  readonly #plan: ReturnType<typeof covering>;
  readonly #rows: Float64Array;

  constructor(
    readonly height: number,
    readonly width: number,
    readonly channels: number,
    readonly size: number,
  ) {
    this.#edge = Math.min(height, width);
    this.#plan = covering(this.#edge, size);
    this.#rows = new Float64Array(this.#edge * size * channels);
  }

  /**
   * Writes an image's square into `target` at `at`, channels interleaved, each value multiplied by `scale` and rounded.
   */
  fit(values: ArrayLike<number>, layout: Layout, target: Uint8Array, at: number, scale = 1): void {
    const { size, channels, width } = this;
    const { offset, stride, plane } = layout;
    const top = cropStart(this.height, this.#edge);
    const left = cropStart(width, this.#edge);
    const rows = this.#rows.fill(0);
    // Along the rows first, then down the columns.
    for (let y = 0; y < this.#edge; y++) {
      const row = offset + ((top + y) * width + left) * stride;
      for (let x = 0; x < size; x++) {
        const { first, shares } = this.#plan[x] ?? { first: 0, shares: [] };
        const place = (y * size + x) * channels;
        for (let i = 0; i < shares.length; i++) {
          const share = shares[i] ?? 0;
          const pixel = row + (first + i) * stride;
          for (let c = 0; c < channels; c++) {
            rows[place + c] = (rows[place + c] ?? 0) + share * (values[pixel + c * plane] ?? 0);
          }
        }
      }
    }
    const line = size * channels;
    for (let y = 0; y < size; y++) {
      const { first, shares } = this.#plan[y] ?? { first: 0, shares: [] };
      for (let x = 0; x < line; x++) {
        let sum = 0;
        for (let i = 0; i < shares.length; i++) sum += (shares[i] ?? 0) * (rows[(first + i) * line + x] ?? 0);
        // A mean of bytes can exceed 255 by rounding.
        target[at + y * line + x] = Math.min(255, Math.round(sum * scale));
      }
    }
  }
}
