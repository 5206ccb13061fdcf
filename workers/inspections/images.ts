/** Answers with single images; an index past the end of the set is refused. */
import { imageLength } from '../data/image-set.ts';
import type { Inspector } from './define.ts';

export const images: Inspector<'images'> = ({ data }, { of, indices }) => {
  const set = data[of];
  const length = imageLength(set);
  const pixels = new Uint8Array(indices.length * length);
  indices.forEach((index, k) => {
    if (index >= set.count) throw new RangeError(`image ${index} of ${set.count}`);
    pixels.set(set.pixels.subarray(index * length, (index + 1) * length), k * length);
  });
  return { pixels, size: set.size, channels: set.channels };
};
