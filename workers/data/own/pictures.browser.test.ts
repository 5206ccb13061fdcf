import { deleteDB } from 'idb';
import { expect, it } from 'vitest';
import { databaseStore } from '../record-store.ts';
import { Fitter } from './fit.ts';
import { describeOwn, findOwn, OWN_RECORDS, storeOwn } from './own-store.ts';
import { readPictures } from './pictures.ts';
import { userFile } from './testing/user-file.ts';

const quiet = (): undefined => undefined;

/** A picture file with this colour at pixel (x, y). */
async function picture(
  path: string,
  width: number,
  height: number,
  color: (x: number, y: number) => number[],
  type = 'image/png',
): Promise<ReturnType<typeof userFile>> {
  const canvas = new OffscreenCanvas(width, height);
  const context = canvas.getContext('2d');
  const image = new ImageData(width, height);
  for (let y = 0; y < height; y++) for (let x = 0; x < width; x++) image.data.set(color(x, y), 4 * (y * width + x));
  context?.putImageData(image, 0, 0);
  return userFile(path, new Uint8Array(await (await canvas.convertToBlob({ type, quality: 1 })).arrayBuffer()));
}

const grey = (x: number, y: number): number[] => [
  (x * 9 + y * 5) % 256,
  (x * 9 + y * 5) % 256,
  (x * 9 + y * 5) % 256,
  255,
];

it('a PNG keeps its bytes: cropped, averaged, grey as one channel', async () => {
  const set = await readPictures(
    [await picture('d/a/1.png', 40, 33, grey), await picture('d/b/1.png', 28, 28, grey)],
    quiet,
  );
  expect([set.images.channels, set.images.count]).toEqual([1, 2]);
  const bytes = Uint8Array.from({ length: 40 * 33 }, (_, i) => grey(i % 40, Math.floor(i / 40))[0] ?? 0);
  const expected = new Uint8Array(784);
  new Fitter(33, 40, 1, 28).fit(bytes, { offset: 0, stride: 1, plane: 1 }, expected, 0);
  expect(set.images.pixels.subarray(0, 784)).toEqual(expected);
  expect(set.images.pixels[784 + 28 * 3 + 2]).toBe(2 * 9 + 3 * 5);
});

it('colour keeps its channels, transparency becomes white', async () => {
  const set = await readPictures(
    [
      await picture('d/a/1.png', 28, 28, () => [200, 100, 50, 255]),
      await picture('d/b/1.webp', 30, 30, () => [0, 0, 0, 0], 'image/webp'),
      await picture('d/b/2.jpg', 30, 30, () => [10, 20, 30, 255], 'image/jpeg'),
    ],
    quiet,
  );
  expect(set.images.channels).toBe(3);
  expect([...set.images.pixels.subarray(0, 3)]).toEqual([200, 100, 50]);
  expect([...set.images.pixels.subarray(784 * 3, 784 * 3 + 3)]).toEqual([255, 255, 255]);
  const jpeg = set.images.pixels.subarray(2 * 784 * 3, 2 * 784 * 3 + 3);
  expect(Math.max(...[10, 20, 30].map((value, c) => Math.abs(value - (jpeg[c] ?? NaN))))).toBeLessThan(4);
});

it('undecodable files are named, and a bomb is not unpacked', async () => {
  const good = await picture('d/a/1.png', 28, 28, grey);
  const bomb = new Uint8Array(await good.file.arrayBuffer());
  new DataView(bomb.buffer).setUint32(16, 60_000);
  new DataView(bomb.buffer).setUint32(20, 60_000);
  const cut = new Uint8Array(await good.file.arrayBuffer()).subarray(0, 60);
  const text = new TextEncoder().encode('not a picture at all');
  await expect(
    readPictures(
      [
        good,
        userFile('d/b/2.png', bomb),
        userFile('d/b/3.png', cut),
        userFile('d/b/4.png', text),
        userFile('d/b/5.gif', text),
      ],
      quiet,
    ),
  ).rejects.toThrow(
    '“d/b/2.png” unpacks to 60,000 × 60,000 pixels; up to 64,000,000 can be read. “d/b/3.png” is damaged: the browser cannot read it. “d/b/4.png” is no PNG, JPEG, GIF, WebP or BMP picture. So it is with 1 more. Mend or remove them, then give the folder again.',
  );
});

it('a broken picture is ignored and named', async () => {
  const sound = await Promise.all(['a/1', 'a/2', 'b/1'].map((name) => picture(`d/${name}.png`, 28, 28, grey)));
  const broken = userFile('d/a/0.png', new TextEncoder().encode('not a picture'));
  const set = await readPictures([broken, ...sound], quiet);
  expect([set.images.count, set.leftOut, [...set.images.labels]]).toEqual([3, 1, [0, 0, 1]]);
  expect(set.images.pixels[28 * 3 + 2]).toBe(2 * 9 + 3 * 5);
  expect(set.notes).toEqual(['1 broken picture is left out: “d/a/0.png” is no PNG, JPEG, GIF, WebP or BMP picture.']);
});

it('reads a JPEG with a late frame or stray bytes before it', async () => {
  const jpeg = await picture('d/a/1.jpg', 28, 28, () => [10, 20, 30, 255], 'image/jpeg');
  const whole = new Uint8Array(await jpeg.file.arrayBuffer());
  // 2 MB of XMP in segments of the greatest length.
  const segment = new Uint8Array(65_535 + 2).fill(0x20);
  segment.set([0xff, 0xe1, 0xff, 0xff]);
  const late = [whole.subarray(0, 2), ...Array.from({ length: 31 }, () => segment), whole.subarray(2)];
  const table = whole.findIndex((byte, k) => byte === 0xff && whole[k + 1] === 0xdb);
  const stray = [whole.subarray(0, table), Uint8Array.of(1, 2, 3, 0), whole.subarray(table)];
  const files = [late, stray].map((parts, k) =>
    userFile(`d/${k}/1.jfif`, new Uint8Array(parts.flatMap((part) => [...part]))),
  );
  const { images, notes } = await readPictures(files, quiet);
  expect(images.count).toBe(2);
  for (const at of [0, 784 * 3]) expect(Math.abs((images.pixels[at + 2] ?? 0) - 30)).toBeLessThan(4);
  expect(notes).toEqual([]);
});

it('a stored folder is there for the next connection', async () => {
  const name = `own-test-${Math.random()}`;
  const files = await Promise.all(
    Array.from({ length: 14 }, (_, k) =>
      picture(`d/${k % 2 === 0 ? 'even' : 'odd'}/${k}.png`, 30, 30, (x, y) => grey(x + k, y)),
    ),
  );
  expect(await storeOwn(files, quiet, await databaseStore(OWN_RECORDS, name))).toBe(
    '“d”: 14 images of 2 classes are kept in this browser.',
  );
  const again = await databaseStore(OWN_RECORDS, name);
  expect(await describeOwn(again)).toMatchObject({ classNames: ['even', 'odd'], counts: [7, 7], trainExamples: 11 });
  await expect(storeOwn(files.slice(0, 3), quiet, again)).rejects.toThrow(/kept before are still here/);
  expect((await findOwn(again))?.about.count).toBe(14);
  await deleteDB(name);
});
