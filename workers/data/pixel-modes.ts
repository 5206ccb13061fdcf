/**
 * The input controls of Zhang et al. 2017 (arXiv 1611.03530): how much a network learns when the pixels are no picture.
 * Each draws from the stream 'pixels', the test images first, so that training image k is the same for every n.
 */
import { randomStream, type RandomStream } from '../../src/shared/util/random.ts';
import type { PixelMode } from '../../src/shared/run/run-params.ts';
import { imageLength, type Images } from './image-set.ts';
import { moments } from './resize.ts';

/** Images whose bytes mean factor × byte + offset, in units of a byte. */
export interface ModedImages {
  readonly train: Images;
  readonly test: Images;
  readonly factor: number;
  readonly offset: number;
}

/** Noise is stored as bytes over ±5σ, in steps of .04σ; one value in two million is clipped. */
const NOISE_SPAN = 5;

/** Called between chunks of work; awaits, so that an abort can arrive. */
export type Breath = (done: number) => Promise<void>;
const CHUNK = 1000;

/**
 * Training and test images as `mode` wants them. `permute`: one permutation of the pixels for all images; `random`:
 * one for each; `gaussian`: noise with the mean and variance of the training bytes. A pixel's channels stay together.
 */
export async function applyPixelMode(
  mode: PixelMode,
  seed: number,
  train: Images,
  test: Images,
  breath: Breath,
): Promise<ModedImages> {
  const stream = randomStream(seed, 'pixels');
  const places = train.size * train.size;
  const total = train.count + test.count;
  const both = async (
    make: (images: Images, breath: Breath) => Promise<Images>,
  ): Promise<Pick<ModedImages, 'train' | 'test'>> => ({
    test: await make(test, (done) => breath(done / total)),
    train: await make(train, (done) => breath((test.count + done) / total)),
  });

  switch (mode) {
    case 'true':
      return { train, test, factor: 1, offset: 0 };
    case 'permute': {
      const order = stream.permutation(places);
      return { ...(await both((images, pause) => reorder(images, () => order, pause))), factor: 1, offset: 0 };
    }
    case 'random':
      return {
        ...(await both((images, pause) => reorder(images, () => stream.permutation(places), pause))),
        factor: 1,
        offset: 0,
      };
    case 'gaussian': {
      const { mean, std } = moments(train.pixels, 0, train.pixels.length);
      const noisy = await both((images, pause) => noise(images, stream, pause));
      return { ...noisy, factor: (2 * NOISE_SPAN * std) / 255, offset: mean - NOISE_SPAN * std };
    }
  }
}

async function reorder(images: Images, nextOrder: () => Uint32Array, breath: Breath): Promise<Images> {
  const { channels } = images;
  const length = imageLength(images);
  const pixels = new Uint8Array(images.pixels.length);
  for (let k = 0; k < images.count; k++) {
    if (k % CHUNK === 0) await breath(k);
    const order = nextOrder();
    const start = k * length;
    for (let place = 0; place < order.length; place++) {
      const source = start + (order[place] ?? 0) * channels;
      const target = start + place * channels;
      for (let channel = 0; channel < channels; channel++)
        pixels[target + channel] = images.pixels[source + channel] ?? 0;
    }
  }
  return { ...images, pixels };
}

async function noise(images: Images, stream: RandomStream, breath: Breath): Promise<Images> {
  const length = imageLength(images);
  // A clamped array rounds and clips on writing.
  const pixels = new Uint8ClampedArray(images.pixels.length);
  for (let k = 0; k < images.count; k++) {
    if (k % CHUNK === 0) await breath(k);
    for (let i = k * length; i < (k + 1) * length; i++)
      pixels[i] = ((stream.normal() + NOISE_SPAN) / (2 * NOISE_SPAN)) * 255;
  }
  return { ...images, pixels: new Uint8Array(pixels.buffer) };
}
