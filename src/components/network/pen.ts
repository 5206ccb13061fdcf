/** Strokes on a grey image of bytes, 0 paper to 255 ink, and centring. Pure arithmetic. */

export interface Point {
  /** Pixels from the left edge, and from the top. */
  readonly x: number;
  readonly y: number;
}

/** The pen's radius as a fraction of the edge, as in MNIST's strokes. */
const RADIUS = 1.3 / 28;

/** A stroke with soft edges from one point to another, added to a copy of the image. */
export function stroke(pixels: Uint8Array, size: number, from: Point, to: Point): Uint8Array {
  const drawn = pixels.slice();
  const radius = Math.max(0.8, RADIUS * size);
  const length = Math.hypot(to.x - from.x, to.y - from.y);
  for (let i = 0; i < size * size; i++) {
    const [x, y] = [(i % size) + 0.5, Math.floor(i / size) + 0.5];
    const along = length === 0 ? 0 : ((x - from.x) * (to.x - from.x) + (y - from.y) * (to.y - from.y)) / length ** 2;
    const t = Math.min(1, Math.max(0, along));
    const distance = Math.hypot(x - from.x - t * (to.x - from.x), y - from.y - t * (to.y - from.y));
    const ink = Math.round(255 * Math.min(1, Math.max(0, radius + 0.5 - distance)));
    drawn[i] = Math.max(drawn[i] ?? 0, ink);
  }
  return drawn;
}

/** The image shifted by whole pixels so that its centre of mass is in the middle, as in MNIST. */
export function centred(pixels: Uint8Array, size: number): Uint8Array {
  let [mass, x, y] = [0, 0, 0];
  pixels.forEach((ink, i) => {
    mass += ink;
    x += ink * (i % size);
    y += ink * Math.floor(i / size);
  });
  if (mass === 0) return pixels;
  const middle = (size - 1) / 2;
  const [right, down] = [Math.round(middle - x / mass), Math.round(middle - y / mass)];
  return Uint8Array.from(pixels, (_, i) => {
    const [column, row] = [(i % size) - right, Math.floor(i / size) - down];
    const inside = column >= 0 && column < size && row >= 0 && row < size;
    return inside ? (pixels[row * size + column] ?? 0) : 0;
  });
}
