import { expect, it } from 'vitest';
import { packed, placements, unpacked } from '../../src/shared/augmentations/augmentation.ts';
import { AUGMENTATIONS } from '../../src/shared/augmentations/index.ts';
import { fillSquares, rangeOf, squareScalings, type Augmented } from './augmented.ts';
import { fillImages, type Images } from './image-set.ts';
import { centreCrop, whitening } from './resize.ts';

const imagesOf = (count: number, size: number, channels: number): Images => ({
  pixels: Uint8Array.from({ length: count * size * size * channels }, (_, i) => (i * 37 + (i >> 5) * 11) & 0xff),
  labels: new Uint8Array(count),
  count,
  size,
  channels,
});
const augmentedOf = (images: Images, edge: number, whitened: boolean): Augmented => ({
  images,
  edge,
  whitened,
  place: () => new Int32Array(0),
});
const filled = (augmented: Augmented, indices: number[], placed: Int32Array): Float32Array => {
  const out = new Float32Array(indices.length * augmented.edge ** 2 * augmented.images.channels);
  fillSquares(augmented, indices, placed, out);
  return out;
};

it.each([
  [8, 6, 3, true],
  [6, 6, 1, false],
  [6, 6, 3, true],
])(
  'squares of images of %i pixels at edge %i, %i channels, are what plain loops cut',
  (size, edge, channels, whitened) => {
    const images = imagesOf(3, size, channels);
    const augmented = augmentedOf(images, edge, whitened);
    const border = size === edge ? 2 : 0;
    for (const [top, left, flip] of [
      [0, 0, false],
      [0, rangeOf(size, edge), true],
      [rangeOf(size, edge), 1, false],
      [2, 1, true],
    ] as const) {
      // The image with its border, cropped, then mirrored.
      const at = (y: number, x: number, c: number): number => {
        const inside = [y, x].every((place) => place >= border && place < size + border);
        return inside ? (images.pixels[((2 * size + y - border) * size + x - border) * channels + c] ?? NaN) : 0;
      };
      const rows = Array.from({ length: edge }, (_, y) => {
        const row = Array.from({ length: edge }, (_, x) =>
          Array.from({ length: channels }, (_, c) => at(y + top, x + left, c)),
        );
        return flip ? row.reverse() : row;
      });
      const bytes = rows.flat(2);
      const mean = bytes.reduce((sum, byte) => sum + byte, 0) / bytes.length;
      const std = Math.sqrt(bytes.reduce((sum, byte) => sum + (byte - mean) ** 2, 0) / bytes.length);
      const expected = bytes.map((byte) => (whitened ? (byte - mean) / std : byte / 255));
      const got = filled(augmented, [2], Int32Array.of(packed({ top, left, flip })));
      got.forEach((value, i) => {
        expect(value).toBeCloseTo(expected[i] ?? NaN, 5);
      });
    }
  },
);

it('the centre crop equals the evaluated image bit for bit', () => {
  const images = imagesOf(4, 32, 3);
  const middle = centreCrop(images, 28);
  const out = new Float32Array(2 * 28 * 28 * 3);
  fillImages({ ...middle, scaling: whitening(middle, 1 / 255) }, [3, 1], 0, 2, out);
  const placed = new Int32Array(2).fill(packed({ top: 2, left: 2, flip: false }));
  const augmented = augmentedOf(images, 28, true);
  expect(filled(augmented, [3, 1], placed)).toEqual(out);
  const scalings = squareScalings(augmented, [3, 1], placed);
  const { factors, offsets } = whitening(middle, 1 / 255);
  expect([...scalings]).toEqual([factors[3], factors[1], offsets[3], offsets[1]].map((x) => Math.fround(x ?? NaN)));
});

it('placements depend on seed, step and position alone, and take every value', () => {
  const [, crop, flip] = AUGMENTATIONS;
  const draw = (step: number, seed = 1, place = flip.place ?? crop.place): Int32Array => {
    if (!place) throw new Error('no placement');
    return placements(place, { seed, step, batch: 4000, range: 4 });
  };
  expect(draw(5)).toEqual(draw(5));
  expect(draw(5).slice(0, 100)).toEqual(draw(5).subarray(0, 100));
  for (const other of [draw(6), draw(5, 2)]) expect(other).not.toEqual(draw(5));
  const counts = new Map<number, number>();
  for (const word of draw(5)) counts.set(word, (counts.get(word) ?? 0) + 1);
  expect(counts.size).toBe(50);
  // Each of 50 is expected 80 times, ± 9: chi squared with 49 degrees of freedom.
  const chi = [...counts.values()].reduce((sum, count) => sum + (count - 80) ** 2 / 80, 0);
  expect(chi).toBeGreaterThan(20);
  expect(chi).toBeLessThan(95);
  // Both use the same crops.
  expect(draw(5, 1, crop.place)).toEqual(draw(5).map((word) => word & 0xffff));
});

it('flip moves no image, and mirrors about half of them', () => {
  const place = AUGMENTATIONS.find(({ name }) => name === 'flip')?.place;
  if (!place) throw new Error('no placement');
  const words = [...placements(place, { seed: 1, step: 5, batch: 4000, range: 4 })].map(unpacked);
  expect(words.every(({ top, left }) => top === 2 && left === 2)).toBe(true);
  const mirrored = words.filter(({ flip }) => flip).length;
  // 2,000 are expected, ± 32.
  expect(Math.abs(mirrored - 2000)).toBeLessThan(130);
});
