/**
 * Vite plugin: the page's preview of MNIST before a run (src/state/mnist-preview.ts). Module `virtual:mnist-digits` has
 * the first digits of a run with the default seed; an asset next to the training images has all labels.
 */
import { join } from 'node:path';
import type { Plugin } from 'vite';
import { mnist } from '../src/shared/data-sets/mnist.ts';
import type { Images } from '../src/shared/util/images.ts';
import { randomStream } from '../src/shared/util/random.ts';
import { DEFAULT_PARAMS } from '../src/shared/run/run-params.ts';
import { decodePart } from '../workers/data/idx-part.ts';
import { takeImages } from '../workers/data/image-set.ts';
import { pack } from './bundled-assets.ts';
import { readMnistPart } from './bundled-files.ts';

const NAME = 'virtual:mnist-digits';
const RESOLVED = `\0${NAME}`;
const COUNT = 20;

const readTraining = async (): Promise<Images> => decodePart(await readMnistPart('train'), mnist, 'train');

export function mnistDigits(): Plugin {
  let folder = '';
  return {
    name: 'mnist-digits',
    configResolved(config) {
      folder = join(config.root, '.cache', mnist.name);
    },
    async buildStart() {
      await pack(folder, 'mnist-labels.bin', async () => (await readTraining()).labels);
    },
    resolveId: (id) => (id === NAME ? RESOLVED : undefined),
    async load(id) {
      if (id !== RESOLVED) return undefined;
      const train = await readTraining();
      // The same draw as in workers/data/origins/load.ts.
      const order = randomStream(DEFAULT_PARAMS.seed, 'draw').permutation(train.count);
      const { pixels, labels } = takeImages(train, order.subarray(0, COUNT));
      const text = Buffer.from(pixels).toString('base64');
      return `export const labels = ${JSON.stringify([...labels])};\nexport const pixels = ${JSON.stringify(text)};`;
    },
  };
}
