import { beforeAll, describe, expect, it } from 'vitest';
import { DEFAULT_PARAMS, resolveParams, type RunParams } from '../../../src/shared/run/run-params.ts';
import { readMnistPart } from '../../../vite/bundled-files.ts';
import type { DataPart } from '../../../src/shared/data-sets/data-set.ts';
import { fillImages, type ImageSet, imageLength } from '../image-set.ts';
import { loadData, type RunData } from './load.ts';
import { moments } from '../resize.ts';

const parts = new Map<DataPart, Promise<Uint8Array>>();
/** Each part is read and checked once. */
function mnistPart(part: DataPart): Promise<Uint8Array> {
  const known = parts.get(part) ?? readMnistPart(part);
  parts.set(part, known);
  return known;
}

const load = (params: Partial<RunParams>): Promise<RunData> =>
  loadData(resolveParams({ ...DEFAULT_PARAMS, ...params }), () => undefined, undefined, {
    bundled: (_, part) => mnistPart(part),
  });

const values = (set: ImageSet, index: number): Float32Array => {
  const out = new Float32Array(imageLength(set));
  fillImages(set, [index], 0, 1, out);
  return out;
};
/** For large arrays, on which a matcher would take seconds. */
const same = (a: Uint8Array, b: Uint8Array): boolean => Buffer.compare(a, b) === 0;
const sorted = (bytes: ArrayLike<number>): number[] => Array.from(bytes).sort((a, b) => a - b);
const counts = (labels: Uint8Array): number[] => {
  const found = Array<number>(10).fill(0);
  for (const label of labels) found[label] = (found[label] ?? 0) + 1;
  return found;
};

describe('MNIST', () => {
  let whole: RunData;
  beforeAll(async () => {
    whole = await load({ n: 60_000 });
  });

  it('is complete: class counts, mean and standard deviation as published', () => {
    expect(whole.train.count).toBe(60_000);
    expect(whole.test.count).toBe(10_000);
    expect(counts(whole.train.labels)).toEqual([5923, 6742, 5958, 6131, 5842, 5421, 5918, 6265, 5851, 5949]);
    const { mean, std } = moments(whole.train.pixels, 0, whole.train.pixels.length);
    expect(mean / 255).toBeCloseTo(0.1307, 4);
    expect(std / 255).toBeCloseTo(0.3081, 4);
    expect([...whole.test.labels.subarray(0, 10)]).toEqual([7, 2, 1, 0, 4, 1, 4, 9, 5, 9]);
  });

  it('takes the first n examples of the seeded draw', async () => {
    const few = await load({ n: 100 });
    expect(same(few.train.pixels, whole.train.pixels.slice(0, 100 * 784))).toBe(true);
    expect(few.train.labels).toEqual(whole.train.labels.slice(0, 100));
    expect((await load({ n: 100, seed: 2 })).train.labels).not.toEqual(few.train.labels);
  });

  it('reads bytes as byte / 255', () => {
    const floats = values(whole.train, 17);
    expect(floats).toEqual(Float32Array.from(whole.train.pixels.subarray(17 * 784, 18 * 784), (byte) => byte / 255));
  });

  it('size=14 is the mean of each 2×2 block', async () => {
    const { train } = await load({ n: 20, size: 14 });
    expect(train.size).toBe(14);
    const at = (y: number, x: number): number => whole.train.pixels[19 * 784 + y * 28 + x] ?? NaN;
    for (const [y, x] of [
      [5, 6],
      [7, 7],
      [9, 4],
    ] as const) {
      const mean = (at(2 * y, 2 * x) + at(2 * y, 2 * x + 1) + at(2 * y + 1, 2 * x) + at(2 * y + 1, 2 * x + 1)) / 4;
      expect(train.pixels[19 * 196 + y * 14 + x]).toBe(Math.round(mean));
    }
  });

  it('pixels=permute: one permutation for all images', async () => {
    const { train, test } = await load({ n: 200, pixels: 'permute' });
    const column = (pixels: Uint8Array, place: number): string =>
      Array.from({ length: 200 }, (_, k) => pixels[k * 784 + place]).join();
    const originals = new Set(Array.from({ length: 784 }, (_, place) => column(whole.train.pixels, place)));
    for (const place of [0, 300, 783]) expect(originals.has(column(train.pixels, place))).toBe(true);
    expect(same(train.pixels, whole.train.pixels.slice(0, 200 * 784))).toBe(false);
    expect(sorted(test.pixels.subarray(0, 784))).toEqual(sorted(whole.test.pixels.subarray(0, 784)));
  });

  it('pixels=random: another permutation for each image, the same whatever n', async () => {
    const { train } = await load({ n: 50, pixels: 'random' });
    const [first, second] = [0, 1].map((k) => train.pixels.slice(k * 784, (k + 1) * 784));
    expect(sorted(first ?? [])).toEqual(sorted(whole.train.pixels.subarray(0, 784)));
    expect(sorted(second ?? [])).toEqual(sorted(whole.train.pixels.subarray(784, 1568)));
    expect(same((await load({ n: 20, pixels: 'random' })).train.pixels, train.pixels.slice(0, 20 * 784))).toBe(true);
  });

  it('pixels=gaussian: noise of the training set’s mean and variance', async () => {
    const { train } = await load({ n: 500, pixels: 'gaussian' });
    const expected = moments(whole.train.pixels, 0, 500 * 784);
    const all = Float32Array.from(Array.from({ length: 500 }, (_, k) => [...values(train, k)]).flat());
    const mean = all.reduce((sum, value) => sum + value, 0) / all.length;
    const std = Math.sqrt(all.reduce((sum, value) => sum + (value - mean) ** 2, 0) / all.length);
    expect(mean).toBeCloseTo(expected.mean / 255, 2);
    expect(std).toBeCloseTo(expected.std / 255, 2);
    const far = all.filter((value) => Math.abs(value - mean) > 3 * std).length / all.length;
    expect(Math.abs(far - 0.0027)).toBeLessThan(0.0004);
  });

  it('refuses anything but MNIST with a sentence', async () => {
    const broken = (change: (bytes: Uint8Array) => Uint8Array): Promise<RunData> =>
      loadData(resolveParams(DEFAULT_PARAMS), () => undefined, undefined, {
        bundled: async (_, part) => change((await mnistPart(part)).slice()),
      });
    await expect(broken((bytes) => bytes.subarray(1))).rejects.toThrow(
      /damaged: it has 47100023 bytes instead of 47100024/,
    );
    await expect(broken((bytes) => bytes.fill(9, 3, 4))).rejects.toThrow(/headers/);
    await expect(broken((bytes) => bytes.fill(10, 500, 501))).rejects.toThrow(/label over 9/);
  });

  it('is abandoned on abort', async () => {
    const abort = new AbortController();
    abort.abort();
    const loading = loadData(resolveParams(DEFAULT_PARAMS), () => undefined, abort.signal, {
      bundled: (_, part) => mnistPart(part),
    });
    await expect(loading).rejects.toThrow(/abort/i);
  });
});

describe('synthetic images', () => {
  it('are the same for a seed, and example k is the same whatever n', async () => {
    const some = await load({ data: 'synthetic', n: 300 });
    expect(same((await load({ data: 'synthetic', n: 300 })).train.pixels, some.train.pixels)).toBe(true);
    expect(same((await load({ data: 'synthetic', n: 200 })).test.pixels, some.test.pixels)).toBe(true);
    expect(some.test.count).toBe(2000);
    expect(same((await load({ data: 'synthetic', n: 300, seed: 2 })).train.pixels, some.train.pixels)).toBe(false);
  });

  it('a nearest-mean classifier does not solve them, so there is something to learn', async () => {
    const { train, test } = await load({ data: 'synthetic', n: 5000 });
    const sizes = counts(train.labels);
    const means = Array.from({ length: 10 }, () => new Float64Array(784));
    train.pixels.forEach((byte, at) => {
      const label = train.labels[Math.floor(at / 784)] ?? 0;
      const mean = means[label] ?? new Float64Array(784);
      mean[at % 784] = (mean[at % 784] ?? 0) + byte / (sizes[label] ?? 1);
    });
    const distance = (k: number, mean: Float64Array): number =>
      mean.reduce((sum, value, place) => sum + (value - (test.pixels[k * 784 + place] ?? 0)) ** 2, 0);
    let right = 0;
    for (let k = 0; k < 500; k++) {
      const distances = means.map((mean) => distance(k, mean));
      if (distances.indexOf(Math.min(...distances)) === test.labels[k]) right++;
    }
    expect(right / 500).toBeGreaterThan(0.4);
    expect(right / 500).toBeLessThan(0.99);
  });
});
