import { readFile } from 'node:fs/promises';
import { zipSync } from 'fflate';
import { describe, expect, it } from 'vitest';
import type { UserFile } from '../../../src/shared/data-sets/own-data.ts';
import { readMnistPart } from '../../../vite/bundled-files.ts';
import { gzip } from '../testing/archives.ts';
import type { OwnSet } from './own-set.ts';
import { sortPictures } from './pictures.ts';
import { readOwnFiles } from './read-files.ts';
import { userFile, makeIdx, someImages, someLabels, somePair } from './testing/user-file.ts';

const read = (...files: UserFile[]): Promise<OwnSet> => readOwnFiles(files, () => undefined);
/** Written by NumPy 2.4; element (image, row, column) is (7·image + 3·row + 5·column + salt) mod 256. */
const numpy = async (name: string): Promise<UserFile> =>
  userFile(name, await readFile(new URL(`testing/${name}`, import.meta.url)));
const byteAt = (image: number, row: number, column: number, salt = 0): number =>
  (7 * image + 3 * row + 5 * column + salt) % 256;

describe('IDX files', () => {
  it('MNIST’s own test files keep their values, gzipped or not', async () => {
    const bytes = await readMnistPart('test');
    const labels = bytes.subarray(0, 10_008);
    const images = bytes.subarray(10_008);
    const set = await read(
      userFile('t10k-labels-idx1-ubyte.gz', await gzip(labels)),
      userFile('t10k-images-idx3-ubyte', images),
    );
    expect([set.images.count, set.images.size, set.images.channels]).toEqual([10_000, 28, 1]);
    expect(Buffer.compare(set.images.pixels, images.subarray(16))).toBe(0);
    expect(Buffer.compare(set.images.labels, labels.subarray(8))).toBe(0);
    expect(set.classNames).toEqual(['0', '1', '2', '3', '4', '5', '6', '7', '8', '9']);
    expect(set.testFrom).toBeNull();
  });

  it('a test pair next to a training pair is the test part; colour images of another size are resized', async () => {
    const pair = (name: string, count: number): UserFile[] => [
      userFile(`${name}-images`, makeIdx(someImages(count, 14, 3), [count, 14, 14, 3])),
      userFile(`${name}-labels`, makeIdx(someLabels(count, 4), [count])),
    ];
    const set = await read(...pair('test', 6), ...pair('train', 12));
    expect([set.testFrom, set.images.count, set.images.channels]).toEqual([12, 18, 3]);
    // Each pixel of 14 × 14 becomes four of 28 × 28.
    const source = someImages(12, 14, 3);
    const first = [...set.images.pixels.subarray(0, 12)];
    expect(first).toEqual([0, 0, 1, 1].flatMap((x) => [...source.subarray(3 * x, 3 * x + 3)]));
  });

  const [images, labels] = somePair();
  if (!images || !labels) throw new Error('no pair');
  const one = (values: Uint8Array, shape: number[], announced?: number[]): UserFile =>
    userFile('train-images-idx3-ubyte', makeIdx(values, shape, announced));
  it.each([
    [
      'lengths that differ',
      [images, userFile('l', makeIdx(someLabels(19, 3), [19]))],
      /“train-images.*20 × 28 × 28.*“l” \(19\) differ in length/,
    ],
    ['one of the two', [images], /one IDX file of a pair/],
    [
      'two of images',
      [images, userFile('b', makeIdx(someImages(20, 28), [20, 28, 28]))],
      /one array of images for each part/,
    ],
    ['one class', [images, userFile('l', makeIdx(new Uint8Array(20), [20]))], /one class only \(“0”\)/],
    ['wrong magic', [userFile('a-ubyte', Uint8Array.of(1, 2, 3, 4)), labels], /is not what its name says/],
    [
      'other numbers',
      [userFile('a', Uint8Array.of(0, 0, 13, 1, 0, 0, 0, 0)), labels],
      /IDX type 13; the lab reads unsigned bytes/,
    ],
    ['cut short', [one(someImages(19, 28), [20, 28, 28]), labels], /was cut short: it has 14,896 of the 15,680 values/],
    ['data after the end', [one(someImages(21, 28), [20, 28, 28]), labels], /has data after its last value/],
    [
      'too large',
      [one(new Uint8Array(9), [9, 1, 1], [4_000_000_000, 4_000_000_000, 1]), labels],
      /announces 16,000,000,000,000,000,000 values/,
    ],
    ['too few', somePair(11), /9 images to train on once the test images are held out; at least 10/],
    ['neither', [userFile('notes.txt', new TextEncoder().encode('hello'))], /No picture was given/],
  ])('%s: a sentence', async (_, files, sentence) => {
    await expect(read(...files)).rejects.toThrow(sentence);
  });

  it('a broken gzip is refused with a sentence', async () => {
    const packed = await gzip(makeIdx(someImages(20, 28), [20, 28, 28]));
    const broken = userFile('a-ubyte.gz', packed.subarray(0, packed.length / 2));
    await expect(read(broken, labels)).rejects.toThrow(/is damaged or was cut short/);
  });

  it('a gzip bomb is abandoned after as many bytes as its header announces', async () => {
    const bomb = userFile('a-ubyte.gz', await gzip(makeIdx(new Uint8Array(1 << 23), [1 << 23, 1, 1], [20, 28, 28])));
    await expect(read(bomb, labels)).rejects.toThrow(/has data after its last value/);
  });
});

describe('NumPy’s files', () => {
  it('training and test arrays, labels of any integer type, images that are not square', async () => {
    const set = await read(await numpy('keras.npz'));
    expect([set.images.count, set.testFrom, set.name]).toEqual([20 + 5, 20, 'keras.npz']);
    expect(set.classNames).toEqual(['0', '10', '20']);
    expect([...set.images.labels.subarray(18)]).toEqual([0, 1, 0, 1, 2, 0, 1]);
    // Of 6 × 8 the central 6 × 6; the first new pixel is within the first old one, column 1.
    expect(set.images.pixels[0]).toBe(byteAt(0, 0, 1));
    expect(set.images.pixels[20 * 784]).toBe(byteAt(0, 0, 1, 1));
  });

  it('fractions of brightness, and labels as a column', async () => {
    const set = await read(await numpy('floats.npz'));
    expect([set.images.count, set.testFrom]).toEqual([15, null]);
    expect(set.images.pixels[3 * 784 + 783]).toBe(byteAt(3, 5, 5));
  });

  it('channels first, big-endian 16-bit numbers', async () => {
    const set = await read(await numpy('channels-first.npz'));
    expect(set.images.channels).toBe(3);
    expect([...set.images.pixels.subarray(0, 3)]).toEqual([0, 50, 100]);
  });

  it('pickled objects are never executed', async () => {
    await expect(read(await numpy('pickled.npz'))).rejects.toThrow(/pickled Python objects, which the lab never runs/);
  });

  it('a column-major array keeps its values', async () => {
    const set = await read(await numpy('fortran.npz'));
    expect(set.images.pixels[3 * 784 + 783]).toBe(byteAt(3, 5, 5));
  });

  const npy = (descr: string, shape: string, body: Uint8Array): Uint8Array => {
    const header = `{'descr': '${descr}', 'fortran_order': False, 'shape': (${shape}), }\n`;
    return Uint8Array.from([
      0x93,
      ...new TextEncoder().encode('NUMPY'),
      1,
      0,
      header.length,
      0,
      ...new TextEncoder().encode(header),
      ...body,
    ]);
  };
  const zip = (entries: Record<string, Uint8Array>): UserFile => userFile('a.npz', zipSync(entries));
  const labels = npy('|u1', '20,', someLabels(20, 2));
  it.each([
    ['other numbers', zip({ 'x.npy': npy('<c8', '1,1,1', new Uint8Array(8)), 'y.npy': labels }), /type “c8”/],
    [
      'less than its shape',
      zip({ 'x.npy': npy('|u1', '20,2,2', new Uint8Array(79)), 'y.npy': labels }),
      /it has 79 bytes of numbers.*asks for 80/,
    ],
    [
      'negative',
      zip({ 'x.npy': npy('|i1', '20,1,1', new Uint8Array(20).fill(255)), 'y.npy': labels }),
      /holds the value -1/,
    ],
    ['no labels', zip({ 'x.npy': npy('|u1', '20,2,2', new Uint8Array(80)) }), /one array of whole numbers, the labels/],
    ['no arrays', zip({ 'readme.txt': labels }), /holds no array of NumPy/],
    ['no header', zip({ 'x.npy': labels.subarray(0, 11), 'y.npy': labels }), /it does not begin as one/],
    [
      'too large a shape',
      zip({ 'x.npy': npy('|u1', '90000,90000,1', new Uint8Array(1)), 'y.npy': labels }),
      /announces 8,100,000,000 values/,
    ],
    ['cut short', userFile('a.npz', zipSync({ 'x.npy': labels }).subarray(0, 60)), /cannot be unpacked/],
  ])('%s: a sentence', async (_, file, sentence) => {
    await expect(read(file)).rejects.toThrow(sentence);
  });

  it('an entry is unpacked only to its announced size', async () => {
    const packed = zipSync({ 'x.npy': new Uint8Array(1 << 24) });
    // The unpacked size in the central directory.
    const at = packed.length - 22 - 46 - 'x.npy'.length + 24;
    new DataView(packed.buffer).setUint32(at, 1000, true);
    await expect(read(userFile('a.npz', packed))).rejects.toThrow(/it does not begin as one/);
  });

  it('an entry that announces more than Deflate can expand to is refused without unpacking', async () => {
    const packed = zipSync({ 'x.npy': new Uint8Array(1000) });
    const at = packed.length - 22 - 46 - 'x.npy'.length + 24;
    new DataView(packed.buffer).setUint32(at, 500_000_000, true);
    await expect(read(userFile('a.npz', packed))).rejects.toThrow(/cannot unpack to what it says/);
  });
});

describe('folders of pictures', () => {
  const sort = (...paths: string[]): ReturnType<typeof sortPictures> =>
    sortPictures(paths.map((path) => userFile(path, new Uint8Array(0))));
  const labelsOf = ({ pictures }: ReturnType<typeof sortPictures>): [string, number][] =>
    pictures.map(({ userFile: { path }, label }) => [path, label]);

  it('classes from subfolders, integers by value; hidden files and files that are no pictures are ignored', () => {
    const sorted = sort('d/10/b.png', 'd/9/a.JPG', 'd/notes.txt', 'd/9/.hidden.png', '__MACOSX/d/9/a.png');
    expect(sorted).toMatchObject({ name: 'd', classNames: ['9', '10'], testFrom: null, leftOut: 3 });
    expect(labelsOf(sorted)).toEqual([
      ['d/10/b.png', 1],
      ['d/9/a.JPG', 0],
    ]);
  });

  it('folders train and test; a validation part next to them is ignored', () => {
    const sorted = sort('d/test/a/1.png', 'd/train/a/1.png', 'd/train/b/x/2.png', 'd/val/a/3.png');
    expect(sorted).toMatchObject({ classNames: ['a', 'b'], testFrom: 2, leftOut: 1 });
    expect(labelsOf(sorted)[2]).toEqual(['d/test/a/1.png', 0]);
  });

  it('each of several dropped folders is a class', () => {
    expect(sort('roses/1.png', 'tulips/1.png')).toMatchObject({ classNames: ['roses', 'tulips'], name: '2 pictures' });
  });

  it.each([
    ['no folder', ['1.png', '2.png'], /is in no class folder/],
    ['one folder', ['d/1.png', 'd/2.png'], /is in no class folder/],
    ['nothing', ['d/readme.md'], /No picture was given/],
  ])('%s: a sentence', (_, paths, sentence) => {
    expect(() => sort(...paths)).toThrow(sentence);
  });
});
