/**
 * Synthetic images for an instant start: a Gaussian mixture in which each class has a few smooth random prototypes,
 * plus pixel noise. They depend only on the seed (stream 'synthetic'). Test images are drawn first, so training example
 * k doesn't depend on n.
 */
import type { Images } from '../util/images.ts';
import { randomStream, type RandomStream } from '../util/random.ts';
import { defineDataSet } from './data-set.ts';
import { msg } from '../util/texts.ts';

const SIZE = 28;
const PLACES = SIZE * SIZE;
const CLASSES = 10;
const PROTOTYPES = 3;
/** Waves per prototype, and the maximum of half periods along an edge. */
const WAVES = 5;
const HIGHEST = 3;
/** In bytes, around mid-grey. */
const CONTRAST = 20;
const NOISE = 60;
const GREY = 127.5;

const TEST_COUNT = 2000;

/** `count` training images and 2,000 test images, 28×28×1. Classes are drawn uniformly. */
function makeSynthetic(seed: number, count: number): { readonly train: Images; readonly test: Images } {
  const stream = randomStream(seed, 'synthetic');
  const prototypes = Array.from({ length: CLASSES * PROTOTYPES }, () => prototype(stream));
  // Noise comes from a bank of normal draws: sixteen random bits per pixel instead of a logarithm and a cosine.
  const bank = Float32Array.from({ length: 65_536 }, () => NOISE * stream.normal());
  const test = sample(stream, prototypes, bank, TEST_COUNT);
  return { train: sample(stream, prototypes, bank, count), test };
}

/** A smooth pattern with zero mean and unit variance over its pixels, times the contrast. */
function prototype(stream: RandomStream): Float32Array {
  const waves = Array.from({ length: WAVES }, () => ({
    across: Math.PI * HIGHEST * (2 * stream.uniform() - 1),
    down: Math.PI * HIGHEST * stream.uniform(),
    phase: 2 * Math.PI * stream.uniform(),
    weight: stream.normal(),
  }));
  const pattern = Float32Array.from({ length: PLACES }, (_, place) => {
    const x = (place % SIZE) / SIZE;
    const y = Math.floor(place / SIZE) / SIZE;
    return waves.reduce((sum, wave) => sum + wave.weight * Math.cos(wave.across * x + wave.down * y + wave.phase), 0);
  });
  const mean = pattern.reduce((sum, value) => sum + value, 0) / PLACES;
  const variance = pattern.reduce((sum, value) => sum + (value - mean) ** 2, 0) / PLACES;
  return pattern.map((value) => (CONTRAST * (value - mean)) / Math.sqrt(variance));
}

function sample(stream: RandomStream, prototypes: readonly Float32Array[], bank: Float32Array, count: number): Images {
  const labels = new Uint8Array(count);
  // A clamped array rounds and clips on write.
  const pixels = new Uint8ClampedArray(count * PLACES);
  const blank = new Float32Array(PLACES);
  for (let k = 0; k < count; k++) {
    const source = stream.integer(CLASSES * PROTOTYPES);
    labels[k] = Math.floor(source / PROTOTYPES);
    const pattern = prototypes[source] ?? blank;
    for (let place = 0; place < PLACES; place += 2) {
      const bits = stream.integer(0x1_0000_0000);
      const target = k * PLACES + place;
      pixels[target] = GREY + (pattern[place] ?? 0) + (bank[bits & 0xffff] ?? 0);
      pixels[target + 1] = GREY + (pattern[place + 1] ?? 0) + (bank[bits >>> 16] ?? 0);
    }
  }
  return { pixels: new Uint8Array(pixels.buffer), labels, count, size: SIZE, channels: 1 };
}

export const synthetic = defineDataSet({
  name: 'synthetic',
  title: msg('Synthetic patterns'),
  images: msg('made-up patterns'),
  size: SIZE,
  channels: 1,
  classNames: Array.from({ length: CLASSES }, (_, k) => `pattern ${k}`),
  trainExamples: 60_000,
  testExamples: TEST_COUNT,
  standardize: 'range',
  origin: { kind: 'made', make: makeSynthetic },
  licence: msg('part of the lab'),
  citation: 'computed from the seed of the run',
});
