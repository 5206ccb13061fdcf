/** Files as users have them: names, types, copies and folders as other programs write them. */
import { gzipSync } from 'fflate';
import { describe, expect, it } from 'vitest';
import type { UserFile } from '../../../src/shared/data-sets/own-data.ts';
import { join } from '../testing/archives.ts';
import type { OwnSet } from './own-set.ts';
import { partOf } from './parts.ts';
import { sortPictures } from './pictures.ts';
import { readOwnFiles } from './read-files.ts';
import { userFile, makeIdx, someImages, someLabels } from './testing/user-file.ts';
import { makeNpy, makeZip, type NpyFields } from './testing/zip.ts';

const N = 30;
const IMAGES = someImages(N, 28);
const bytes = (values: ArrayBufferView): Uint8Array =>
  new Uint8Array(values.buffer, values.byteOffset, values.byteLength);
const floats = (values: number[]): Uint8Array => bytes(Float32Array.from(values));
const x: NpyFields = { shape: `${N}, 28, 28`, body: IMAGES };
const y: NpyFields = { shape: `${N},`, body: someLabels(N, 3) };
const asFloats = (change: (share: number, k: number) => number): NpyFields => ({
  ...x,
  descr: '<f4',
  body: floats(Array.from(IMAGES, (byte, k) => change(byte / 255, k))),
});
const npz = (arrays: Record<string, NpyFields>, name = 'a.npz'): UserFile =>
  userFile(
    name,
    makeZip(Object.entries(arrays).map(([key, fields]) => ({ name: `${key}.npy`, bytes: makeNpy(fields) }))),
  );
const read = (...files: UserFile[]): Promise<OwnSet> => readOwnFiles(files, () => undefined);
const unicode = (texts: string[], width: number): NpyFields => ({
  descr: `<U${width}`,
  shape: `${texts.length},`,
  body: bytes(
    Uint32Array.from(texts.flatMap((text) => Array.from({ length: width }, (_, k) => text.codePointAt(k) ?? 0))),
  ),
});
const oneHot = (rows: (k: number) => number[], columns: number): NpyFields => ({
  shape: `${N}, ${columns}`,
  body: Uint8Array.from(Array.from({ length: N }, (_, k) => rows(k)).flat()),
});

describe('the scale of images', () => {
  it.each([
    ['one value just above 1', asFloats((share, k) => (k === 0 ? 1.0000001 : share)), /1 value outside 0 … 1/],
    [
      'an overshoot of interpolation',
      asFloats((share, k) => (k === 0 ? 1.02 : k === 1 ? -0.01 : share)),
      /2 values outside/,
    ],
  ])('%s: shares, clamped and said', async (_, images, note) => {
    const set = await read(npz({ x: images, y }));
    expect(set.images.pixels.subarray(2)).toEqual(IMAGES.subarray(2));
    expect(set.images.pixels[0]).toBe(255);
    expect(set.notes.join(' ')).toMatch(note);
  });

  it('0 … 16 is scaled to white, and reported', async () => {
    const set = await read(npz({ x: { ...x, body: IMAGES.map((_, k) => k % 17) }, y }));
    expect([set.images.pixels[16], set.images.pixels[8]]).toEqual([255, 128]);
    expect(set.notes).toEqual(['The brightest value in “x” is 16, far from 1 and from 255: 16 is taken as white.']);
  });

  it('each part is scaled separately', async () => {
    const set = await read(npz({ x_train: asFloats((share) => share), y_train: y, x_test: x, y_test: y }));
    expect(set.images.pixels.subarray(0, IMAGES.length)).toEqual(IMAGES);
    expect(set.images.pixels.subarray(IMAGES.length)).toEqual(IMAGES);
    expect(set.notes.join(' ')).toMatch(/The parts are on different scales/);
  });

  it('standardized values are refused with a remedy', async () => {
    await expect(read(npz({ x: asFloats((share) => (share - 0.13) / 0.31), y }))).rejects.toThrow(
      /Bring the values to 0 … 1/,
    );
  });

  it('half floats and column-major arrays keep their values', async () => {
    const half = {
      ...x,
      descr: '<f2',
      body: bytes(Uint16Array.from(IMAGES, (byte) => (byte > 127 ? 0x3c00 : 0x3800))),
    };
    expect((await read(npz({ x: half, y }))).images.pixels.subarray(0, 2)).toEqual(
      Uint8Array.from(IMAGES.subarray(0, 2), (byte) => (byte > 127 ? 255 : 128)),
    );
    const columns = Uint8Array.from({ length: IMAGES.length }, (_, at) => {
      const [image, row, column] = [at % N, Math.floor(at / N) % 28, Math.floor(at / (N * 28))];
      return IMAGES[(image * 28 + row) * 28 + column] ?? 0;
    });
    const set = await read(npz({ x: { ...x, order: 'True', body: columns }, y }));
    expect(set.images.pixels).toEqual(IMAGES);
  });

  it('uniform images are reported', async () => {
    const set = await read(npz({ x: { ...x, body: new Uint8Array(IMAGES.length).fill(255) }, y }));
    expect(set.notes.join(' ')).toMatch(
      /^All images are one value \(255 of 255\): there is nothing to tell the classes apart by/,
    );
  });
});

describe('labels', () => {
  const names = ['owl', 'ant', 'bee'];
  it.each([
    [
      'texts',
      unicode(
        Array.from({ length: N }, (_, k) => names[k % 3] ?? ''),
        4,
      ),
      ['ant', 'bee', 'owl'],
      [2, 0, 1],
    ],
    ['whole floats', { ...y, descr: '<f4', body: floats([...someLabels(N, 3)]) }, ['0', '1', '2'], [0, 1, 2]],
    ['one-hot rows', oneHot((k) => [0, 1, 2].map((c) => Number(c === k % 3)), 3), ['0', '1', '2'], [0, 1, 2]],
    [
      'one-hot rows as many as a square',
      oneHot((k) => [0, 1, 2, 3].map((c) => Number(c === k % 4)), 4),
      ['0', '1', '2', '3'],
      [0, 1, 2],
    ],
  ] as const)('%s become classes', async (_, labels, classes, first) => {
    const set = await read(npz({ x, y: labels }));
    expect(set.classNames).toEqual(classes);
    expect([...set.images.labels.subarray(0, 3)]).toEqual(first);
  });

  it.each([14, 9])('multi-label rows of %i are refused as such', async (columns) => {
    const rows = oneHot((k) => Array.from({ length: columns }, (_, c) => Number(c < k % 3)), columns);
    await expect(read(npz({ train_images: x, train_labels: rows }))).rejects.toThrow(/is multi-label/);
  });

  it('class names are used for the classes', async () => {
    expect((await read(npz({ x, y, class_names: unicode(names, 3) }))).classNames).toEqual(names);
  });

  it('arrays that are not needed are ignored and reported', async () => {
    const ids: NpyFields = { shape: `${N},`, body: Uint8Array.from({ length: N }, (_, k) => k) };
    const meta: NpyFields = { descr: '|O', shape: '', body: new Uint8Array(8) };
    const set = await read(npz({ x, y, ids, meta }));
    expect(set.classNames).toEqual(['0', '1', '2']);
    expect(set.notes).toEqual(['The arrays “ids”, “meta” are left out: neither images nor labels.']);
  });

  it('ignores a test part without labels, and a validation part next to a test part', async () => {
    const unlabelled = await read(npz({ x_train: x, y_train: y, x_test: x }));
    expect([unlabelled.testFrom, unlabelled.images.count]).toEqual([null, N]);
    expect(unlabelled.notes.join(' ')).toMatch(/The test part has no labels/);
    const parts = { train_images: x, train_labels: y, test_images: x, test_labels: y };
    const set = await read(npz({ ...parts, val_images: x, val_labels: y }));
    expect([set.testFrom, set.images.count]).toEqual([N, 2 * N]);
    expect(set.notes).toEqual(['The validation part (30 images) is left out, because there is a test part.']);
  });
});

describe('names', () => {
  it.each([
    ['trainX', 'train'],
    ['Xtrain', 'train'],
    ['y_test', 'test'],
    ['ytest', 'test'],
    ['seg_train', 'train'],
    ['t10k-images-idx3-ubyte', 'test'],
    ['val_images', 'validation'],
    ['trainer', undefined],
    ['latest', undefined],
    ['contest', undefined],
  ])('%s: %s', (name, part) => expect(partOf(name)).toBe(part));

  it('the name of a single .npz file does not describe its arrays', async () => {
    const arrays = { x_train: x, y_train: y, x_test: x, y_test: y };
    for (const name of ['mnist-test.npz', 'train_test_split.npz', 'val.npz'])
      expect((await read(npz(arrays, name))).testFrom).toBe(N);
    expect((await read(npz({ trainX: x, trainY: y, testX: x, testY: y }))).testFrom).toBe(N);
  });

  it('several files are distinguished by name', async () => {
    const files = ['train', 'test'].flatMap((part) => [
      npz({ arr_0: x }, `k49-${part}-imgs.npz`),
      npz({ arr_0: y }, `k49-${part}-labels.npz`),
    ]);
    expect((await read(...files)).testFrom).toBe(N);
    expect((await read(userFile('X.npy', makeNpy(x)), userFile('Y.npy', makeNpy(y)))).images.pixels).toEqual(IMAGES);
    await expect(read(userFile('X.npy', makeNpy(x)))).rejects.toThrow(/one \.npy file of a pair/);
  });
});

describe('other files in the folder', () => {
  it('a note and macOS files are ignored', async () => {
    const zip = makeZip([
      { name: 'd/x.npy', bytes: makeNpy(x) },
      { name: '__MACOSX/d/._x.npy', bytes: Uint8Array.of(1, 2, 3) },
      { name: 'd/y.npy', bytes: makeNpy(y) },
    ]);
    const set = await read(
      userFile('d/a.zip', zip),
      userFile('d/README.txt', Uint8Array.of(104)),
      userFile('d/.DS_Store', zip),
    );
    expect(set.notes).toEqual(['“d/README.txt” is left out: no array.']);
    expect(set.images.pixels).toEqual(IMAGES);
  });

  it('a file and its gzipped copy count once; several gzip members are one file', async () => {
    const [images, labels] = [makeIdx(IMAGES, [N, 28, 28]), makeIdx(someLabels(N, 3), [N])];
    const members = (whole: Uint8Array): Uint8Array =>
      join([gzipSync(whole.subarray(0, 20)), gzipSync(whole.subarray(20, 31)), gzipSync(whole.subarray(31))]);
    const set = await read(
      userFile('raw/train-images-idx3-ubyte', images),
      userFile('raw/train-images-idx3-ubyte.gz', gzipSync(images)),
      userFile('raw/train-labels-idx1-ubyte.gz', members(labels)),
      userFile('raw/.DS_Store', images),
    );
    expect(set.images.pixels).toEqual(IMAGES);
    const packed = members(images);
    packed[packed.length - 30] = (packed[packed.length - 30] ?? 0) ^ 255;
    await expect(read(userFile('a-ubyte.gz', packed), userFile('l-ubyte', labels))).rejects.toThrow(/damaged/);
  });

  it('QMNIST’s labels are refused with a sentence', async () => {
    const labels = makeIdx(new Uint8Array(8 * 4 * N), [N, 8]);
    labels[2] = 12;
    await expect(
      read(userFile('i-ubyte', makeIdx(IMAGES, [N, 28, 28])), userFile('l-idx2-int', labels)),
    ).rejects.toThrow(/32-bit integers .*8 columns .*Save the first column/);
  });
});

describe('folders', () => {
  const sort = (...paths: string[]): ReturnType<typeof sortPictures> =>
    sortPictures(paths.map((path) => userFile(path, new Uint8Array(0))));

  it.each([
    [
      'folders that repeat',
      ['tr_train/tr_train/a/1.png', 'tr_train/tr_train/b/1.png', 'tr_test/tr_test/a/1.png'],
      2,
      3,
    ],
    [
      'a folder around the classes',
      ['train/images/a/1.png', 'train/images/b/1.png', 'test/images/a/1.png', 'test/images/b/1.png'],
      2,
      4,
    ],
    ['a part without classes', ['train/a/1.png', 'train/b/1.png', 'test/1.png', 'test/2.png'], null, 2],
    [
      'two parts and one without classes',
      ['s_train/a/1.png', 's_train/b/1.png', 's_test/a/1.png', 's_pred/s_pred/1.png'],
      2,
      3,
    ],
    ['a picture above the classes', ['a/1.png', 'b/1.png', 'cover.png'], null, 2],
  ] as const)('%s', (_, paths, testFrom, used) => {
    const sorted = sort(...paths.map((path) => `d/${path}`));
    expect(sorted).toMatchObject({ classNames: ['a', 'b'], testFrom });
    expect(sorted.pictures).toHaveLength(used);
    expect(sorted.notes.length).toBe(used < paths.length ? 1 : 0);
  });

  it('a class may be called train', () => {
    expect(sort('d/train/1.png', 'd/plane/1.png').classNames).toEqual(['plane', 'train']);
  });

  it('é is the same letter in every Unicode form', () => {
    expect(sort('train/été/1.png', 'train/a/1.png', `test/${'été'.normalize('NFD')}/1.png`).classNames).toEqual([
      'a',
      'été',
    ]);
  });

  it('a single class and unsupported file types are reported', () => {
    expect(() => sort('d/dogs/1.jpg', 'd/cats/1.heic', 'd/cats/2.HEIC')).toThrow(
      /^“d” has one class only \(“dogs”\).* Left out: 2 HEIC files in “cats”, which the lab cannot read/,
    );
    expect(sort('d/a/1.jfif', 'd/b/1.jpg', 'd/b/2.tiff').notes).toEqual([
      'Left out: 1 TIFF file in “b”, which the lab cannot read. Save them as JPEG or PNG.',
    ]);
  });
});
