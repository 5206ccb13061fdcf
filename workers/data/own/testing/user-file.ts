/** Makes IDX files and user files for the tests of custom data. */
import type { UserFile } from '../../../../src/shared/data-sets/own-data.ts';

/** An IDX file of bytes, with `announced` instead of the true shape. */
export function makeIdx(values: Uint8Array, shape: readonly number[], announced = shape): Uint8Array {
  const bytes = new Uint8Array(4 + 4 * shape.length + values.length);
  const view = new DataView(bytes.buffer);
  bytes.set([0, 0, 8, shape.length]);
  announced.forEach((edge, k) => view.setUint32(4 + 4 * k, edge));
  bytes.set(values, 4 + 4 * shape.length);
  return bytes;
}

/** `count` images of `edge`², all different. */
export const someImages = (count: number, edge: number, channels = 1): Uint8Array =>
  Uint8Array.from({ length: count * edge * edge * channels }, (_, i) => (i * 13 + (i >> 4) * 5) & 0xff);

export const someLabels = (count: number, classes: number): Uint8Array =>
  Uint8Array.from({ length: count }, (_, k) => k % classes);

export const userFile = (path: string, bytes: Uint8Array): UserFile => ({
  path,
  file: new File([bytes.slice()], path.slice(path.lastIndexOf('/') + 1)),
});

/** An IDX pair of 28 × 28 grey images, named like the files of MNIST. */
export const somePair = (count = 20, classes = 3): UserFile[] => [
  userFile('train-images-idx3-ubyte', makeIdx(someImages(count, 28), [count, 28, 28])),
  userFile('train-labels-idx1-ubyte', makeIdx(someLabels(count, classes), [count])),
];
