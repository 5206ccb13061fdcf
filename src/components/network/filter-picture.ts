/**
 * A kernel as an image. One channel: blue above 0, orange below, white at 0. Three channels: one per colour, grey at 0.
 */

const ABOVE = [0, 96, 154] as const;
const BELOW = [168, 67, 0] as const;

/**
 * size × size × 3 bytes.
 * @param weights size × size × channels, channels last; scaled by the largest absolute value
 */
export function filterPicture(weights: ArrayLike<number>, channels: number): Uint8Array {
  const values = Array.from(weights);
  const largest = values.reduce((most, value) => Math.max(most, Math.abs(value)), 0) || 1;
  const pixels = values.length / channels;
  const picture = new Uint8Array(3 * pixels);
  for (let pixel = 0; pixel < pixels; pixel++) {
    const own = values.slice(pixel * channels, (pixel + 1) * channels).map((value) => value / largest);
    picture.set(channels === 3 ? own.map((value) => Math.round(127.5 + 127.5 * value)) : signed(own), 3 * pixel);
  }
  return picture;
}

/** The mean of several channels. */
function signed(values: readonly number[]): number[] {
  const mean = values.reduce((sum, value) => sum + value, 0) / values.length;
  const end = mean < 0 ? BELOW : ABOVE;
  return end.map((part) => Math.round(255 + (part - 255) * Math.abs(mean)));
}
