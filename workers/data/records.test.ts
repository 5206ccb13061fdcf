import { existsSync } from 'node:fs';
import { readFile } from 'node:fs/promises';
import { describe, expect, it } from 'vitest';
import { dataSetOf } from '../../src/shared/data-sets/find.ts';
import { DEFAULT_PARAMS, resolveParams, type RunParams } from '../../src/shared/run/run-params.ts';
import { recordsOf, storeRecords } from './origins/records.ts';
import type { DataFile } from './data-file.ts';
import { DataError } from './data-error.ts';
import { fillImages, type ImageSet } from './image-set.ts';
import { loadData, type RunData } from './origins/load.ts';
import { memoryStore } from './record-store.ts';
import { emptyImages, placeRecord, type RecordDataSet } from './records.ts';
import { asFile, CIFAR10, CIFAR10_RECORD, makeRecords } from './testing/archives.ts';

async function load(files: readonly DataFile[], params: Partial<RunParams>): Promise<RunData> {
  const store = memoryStore(recordsOf(CIFAR10));
  await storeRecords(CIFAR10, files, () => undefined, store);
  return loadData(resolveParams({ ...DEFAULT_PARAMS, data: 'cifar10', ...params }), () => undefined, undefined, {
    records: async () => {
      const held = await store.open();
      if (!held) throw new DataError('Nothing is held.');
      return held;
    },
  });
}

const values = (set: ImageSet, index: number): number[] => {
  const out = new Float32Array(set.size * set.size * set.channels);
  fillImages(set, [index], 0, 1, out);
  return [...out];
};
const mean = (numbers: readonly number[]): number => numbers.reduce((sum, x) => sum + x, 0) / numbers.length;
const std = (numbers: readonly number[]): number => {
  const centre = mean(numbers);
  return Math.sqrt(mean(numbers.map((x) => (x - centre) ** 2)));
};

it('placeRecord crops the central 28×28 pixels and interleaves the channels', () => {
  const records = makeRecords(2);
  const images = emptyImages(CIFAR10, 1, 28);
  placeRecord(CIFAR10, records, 1, images, 0);
  const at = (channel: number, y: number, x: number): number =>
    records[CIFAR10_RECORD + 1 + channel * 1024 + y * 32 + x] ?? NaN;
  expect(images.labels[0]).toBe(records[CIFAR10_RECORD]);
  expect([...images.pixels.subarray(0, 3)]).toEqual([at(0, 2, 2), at(1, 2, 2), at(2, 2, 2)]);
  expect(images.pixels[(5 * 28 + 7) * 3 + 1]).toBe(at(1, 7, 9));
  expect(images.pixels.at(-1)).toBe(at(2, 29, 29));
});

describe('loadData, cifar10', () => {
  const files = (): DataFile[] => [
    asFile('data_batch_2.bin', makeRecords(6, 3)),
    asFile('data_batch_1.bin', makeRecords(6)),
    asFile('test_batch.bin', makeRecords(4, 5)),
  ];

  it('draws from all batches and keeps the complete test set in order', async () => {
    const { train, test, classNames } = await load(files(), { n: 12 });
    expect([...train.labels].sort()).toEqual([0, 1, 2, 3, 3, 4, 4, 5, 5, 6, 7, 8]);
    expect([...test.labels]).toEqual([5, 6, 7, 8]);
    expect(classNames[9]).toBe('truck');
    const few = await load(files(), { n: 5 });
    expect(few.train.pixels).toEqual(train.pixels.slice(0, 5 * 2352));
  });

  it('says how many examples there are if more are requested', async () => {
    await expect(load(files(), { n: 13 })).rejects.toThrow(/has 12 training examples, fewer than the 13 asked for/);
  });
});

describe('CIFAR-100', () => {
  const CIFAR100 = dataSetOf('cifar100') as RecordDataSet;
  /** Records of the coarse label, the fine label, and an image of one byte. */
  const fine = (count: number, salt = 0): Uint8Array => {
    const length = 3074;
    const records = new Uint8Array(count * length);
    for (let k = 0; k < count; k++) {
      records.fill(k & 0xff, k * length, (k + 1) * length).set([k % 20, (k + salt) % 100], k * length);
    }
    return records;
  };

  it('stores 10,000 records per piece, and trains on the fine labels', async () => {
    const store = memoryStore(recordsOf(CIFAR100));
    const files = [asFile('train.bin', fine(10_002)), asFile('test.bin', fine(3, 97))];
    expect(await storeRecords(CIFAR100, files, () => undefined, store)).toMatch(
      /CIFAR-100: 10,002 training and 3 test/,
    );
    const held = await store.open();
    expect([...(held?.lengths ?? [])].map(([name, bytes]) => [name, bytes / 3074])).toEqual([
      ['train', 10_000],
      ['train+1', 2],
      ['test', 3],
    ]);
    if (!held) throw new Error('nothing is held');
    const params = resolveParams({ ...DEFAULT_PARAMS, data: 'cifar100', n: 10_002 });
    const { train, test, classNames } = await loadData(params, () => undefined, undefined, {
      records: () => Promise.resolve(held),
    });
    expect(classNames).toHaveLength(100);
    expect([...test.labels].map((label) => classNames[label])).toEqual(['wolf', 'woman', 'worm']);
    const counts = new Map<number, number>();
    for (const label of train.labels) counts.set(label, (counts.get(label) ?? 0) + 1);
    expect([counts.get(0), counts.get(1), counts.get(2)]).toEqual([101, 101, 100]);
    expect([0, 1, 2].map((k) => test.pixels[k * 28 * 28 * 3])).toEqual([0, 1, 2]);
  });

  it('refuses files of CIFAR-10', async () => {
    const store = memoryStore(recordsOf(CIFAR100));
    const give = (...files: DataFile[]): Promise<string> => storeRecords(CIFAR100, files, () => undefined, store);
    await expect(give(asFile('train.bin', makeRecords(5)))).rejects.toThrow(/no whole number of records of 3,074/);
    await expect(give(asFile('data_batch_1.bin', makeRecords(5)))).rejects.toThrow(/none of CIFAR-100’s \.bin files/);
  });
});

const SAMPLE = new URL('../../../shared/data/cifar10-sample/', import.meta.url);

describe.skipIf(!existsSync(SAMPLE))('a sample of the real CIFAR-10', () => {
  const sample = (): Promise<DataFile[]> =>
    Promise.all(
      ['data_batch_1.bin', 'test_batch.bin'].map(async (name) => asFile(name, await readFile(new URL(name, SAMPLE)))),
    );

  it('is read: 2,000 + 500 images, the first test images a cat, a ship, a ship', async () => {
    const { train, test, classNames } = await load(await sample(), { n: 2000 });
    expect([train.count, test.count]).toEqual([2000, 500]);
    expect([...test.labels.subarray(0, 4)].map((label) => classNames[label])).toEqual([
      'cat',
      'ship',
      'ship',
      'airplane',
    ]);
  });

  it.each([28, 14] as const)('is whitened image by image at size %i', async (size) => {
    const { train } = await load(await sample(), { n: 50, size });
    expect(train.size).toBe(size);
    for (let k = 0; k < 50; k++) {
      expect(mean(values(train, k))).toBeCloseTo(0, 5);
      expect(std(values(train, k))).toBeCloseTo(1, 5);
    }
  });

  it('keeps its brightness and contrast out of Gaussian pixels', async () => {
    const { train } = await load(await sample(), { n: 50, pixels: 'gaussian' });
    expect(mean(values(train, 3))).toBeCloseTo(0, 5);
    expect(std(values(train, 3))).toBeCloseTo(1, 5);
  });
});
