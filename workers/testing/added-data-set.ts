/** A data set and an augmentation that the lab does not have, each as one file would define it. */
import { defineAugmentation } from '../../src/shared/augmentations/augmentation.ts';
import { defineDataSet } from '../../src/shared/data-sets/data-set.ts';
import type { Images } from '../../src/shared/util/images.ts';
import { randomStream } from '../../src/shared/util/random.ts';

const SIZE = 32;

/** Stripes of 3 widths, brighter in one channel, with noise. */
function stripes(seed: number, count: number): Images {
  const stream = randomStream(seed, 'synthetic');
  const labels = Uint8Array.from({ length: count }, () => stream.integer(3));
  const pixels = Uint8Array.from({ length: count * SIZE * SIZE * 3 }, (_, i) => {
    const label = labels[Math.floor(i / (SIZE * SIZE * 3))] ?? 0;
    const x = Math.floor(i / 3) % SIZE;
    return 60 + 40 * (Math.floor(x / (label + 1)) % 2) + (i % 3 === label ? 30 : 0) + stream.integer(80);
  });
  return { pixels, labels, count, size: SIZE, channels: 3 };
}

export const striped = defineDataSet({
  name: 'striped',
  title: 'Stripes',
  images: 'stripes of three widths',
  size: SIZE,
  channels: 3,
  classNames: ['narrow', 'middle', 'wide'],
  trainExamples: 500,
  testExamples: 30,
  standardize: 'image',
  origin: {
    kind: 'made',
    make: (seed, count) => ({ train: stripes(seed, count), test: stripes(seed + 1, 30) }),
  },
  licence: 'part of a test',
  citation: 'computed',
});

export const mirror = defineAugmentation({
  name: 'mirror',
  help: 'the middle, mirrored or not',
  place: (draw, range) => ({ top: range / 2, left: range / 2, flip: draw(2) === 1 }),
});
