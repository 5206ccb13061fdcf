import { describe, expect, it } from 'vitest';
import { fillImages, fillLabels, type ImageSet, takeImages, UNIT_SCALING } from './image-set.ts';
import { halve, whitening } from './resize.ts';

/** Three 2×2 images of one channel. */
const set: ImageSet = {
  pixels: Uint8Array.of(0, 51, 102, 255, 10, 20, 30, 40, 7, 7, 7, 7),
  labels: Uint8Array.of(3, 1, 4),
  count: 3,
  size: 2,
  channels: 1,
  scaling: UNIT_SCALING,
};

describe('fillImages', () => {
  it('writes the examples asked for, scaled, from the beginning of the output', () => {
    const out = new Float32Array(9).fill(-1);
    fillImages(set, [0, 2, 0, 1], 1, 3, out);
    expect(out).toEqual(Float32Array.of(7 / 255, 7 / 255, 7 / 255, 7 / 255, 0, 0.2, 0.4, 1, -1));
  });

  it('uses per-image scaling if there is one', () => {
    const scaling = { factors: Float64Array.of(1, 2, 3), offsets: Float64Array.of(0, 0.5, -1) };
    const out = new Float32Array(8);
    fillImages({ ...set, scaling }, [1, 2], 0, 2, out);
    expect([...out]).toEqual([20.5, 40.5, 60.5, 80.5, 20, 20, 20, 20]);
  });
});

it('fillImages fills images of any length to the last byte', () => {
  const pixels = Uint8Array.from({ length: 18 }, (_, i) => i);
  const odd: ImageSet = {
    ...set,
    pixels,
    count: 2,
    size: 3,
    scaling: { factors: Float64Array.of(2), offsets: Float64Array.of(1) },
  };
  const out = new Float32Array(18);
  fillImages(odd, [1, 0], 0, 2, out);
  expect([...out]).toEqual([...pixels.subarray(9), ...pixels.subarray(0, 9)].map((byte) => 2 * byte + 1));
});

it('fillLabels writes the labels asked for', () => {
  const out = new Int32Array(2);
  fillLabels(set.labels, [2, 0, 1], 1, 3, out);
  expect([...out]).toEqual([3, 1]);
});

it('takeImages copies images and labels in the order asked for', () => {
  const taken = takeImages(set, Uint32Array.of(1, 0));
  expect([...taken.pixels]).toEqual([10, 20, 30, 40, 0, 51, 102, 255]);
  expect([...taken.labels]).toEqual([1, 3]);
  expect(taken.count).toBe(2);
});

it('halve takes the rounded mean of each 2×2 block in each channel', () => {
  const pixels = Uint8Array.of(0, 10, 1, 20, 2, 30, 3, 41);
  const halved = halve({ pixels, labels: Uint8Array.of(0), count: 1, size: 2, channels: 2 });
  // Means 1.5 and 25.25.
  expect([...halved.pixels]).toEqual([2, 25]);
  expect(halved.size).toBe(1);
});

describe('whitening', () => {
  it('gives zero mean and unit variance', () => {
    const pixels = Uint8Array.from({ length: 16 }, (_, i) => 17 * i);
    const ramp = { ...set, pixels, size: 4, count: 1 };
    const out = new Float32Array(16);
    fillImages({ ...ramp, scaling: whitening(ramp, 1 / 255) }, [0], 0, 1, out);
    const mean = out.reduce((sum, value) => sum + value, 0) / 16;
    expect(mean).toBeCloseTo(0, 6);
    expect(out.reduce((sum, value) => sum + (value - mean) ** 2, 0) / 16).toBeCloseTo(1, 6);
  });

  it('divides by 1/√elements where the standard deviation is less', () => {
    // One step of a byte in four values: std = √3/4/255 < 1/2.
    const dim = { ...set, pixels: Uint8Array.of(100, 100, 100, 101), count: 1 };
    const out = new Float32Array(4);
    fillImages({ ...dim, scaling: whitening(dim, 1 / 255) }, [0], 0, 1, out);
    expect(out[3]).toBeCloseTo((0.75 / 255) * 2, 7);
  });
});
