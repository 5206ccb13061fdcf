import { expect, it } from 'vitest';
import type { DataSetDefinition, DataSetOf } from '../../../src/shared/data-sets/data-set.ts';
import { fashionMnist } from '../../../src/shared/data-sets/fashion-mnist.ts';
import { DEFAULT_PARAMS, resolveParams } from '../../../src/shared/run/run-params.ts';
import { readMnistPart } from '../../../vite/bundled-files.ts';
import type { DataFile } from '../data-file.ts';
import { loadData } from './load.ts';
import { memoryStore } from '../record-store.ts';
import { asFile, gzip } from '../testing/archives.ts';
import { makeIdx } from '../own/testing/user-file.ts';
import { idxRecords, storeIdx } from './idx.ts';

const FASHION = fashionMnist as DataSetDefinition as DataSetOf<'idx'>;
const { train, test } = FASHION.origin.files;
/** Like Fashion-MNIST, with few images and no known checksums. */
const SMALL: DataSetOf<'idx'> = {
  ...FASHION,
  trainExamples: 20,
  testExamples: 4,
  origin: {
    ...FASHION.origin,
    files: {
      train: { ...train, labels: { name: train.labels.name } },
      test: { ...test, labels: { name: test.labels.name } },
    },
  },
};

const labels = (count: number): Uint8Array => Uint8Array.from({ length: count }, (_, k) => k % 10);
const images = (count: number): Uint8Array => Uint8Array.from({ length: count * 784 }, (_, i) => (i * 7) & 0xff);
const files = async (): Promise<DataFile[]> => [
  asFile('train-images-idx3-ubyte.gz', await gzip(makeIdx(images(20), [20, 28, 28]))),
  asFile('train-labels-idx1-ubyte (1).gz', await gzip(makeIdx(labels(20), [20]))),
  asFile('t10k-images.idx3-ubyte', makeIdx(images(4), [4, 28, 28])),
  asFile('t10k-labels-idx1-ubyte.gz', await gzip(makeIdx(labels(4), [4]))),
];
const store = memoryStore(idxRecords(SMALL));
const give = (files: readonly DataFile[], dataSet = SMALL): Promise<string> =>
  storeIdx(dataSet, files, () => undefined, store);

it('stores the four files, packed or not, and loads them with their classes', async () => {
  expect(await give(await files())).toMatch(/^Fashion-MNIST: 20 training and 4 test images are kept/);
  const params = resolveParams({ ...DEFAULT_PARAMS, data: 'fashion-mnist', n: 10 });
  const data = await loadData(params, () => undefined, undefined, { idx: () => Promise.resolve(store) });
  expect([data.train.count, data.test.count, data.test.size]).toEqual([10, 4, 28]);
  expect([...data.test.labels].map((label) => data.classNames[label])).toEqual([
    'T-shirt/top',
    'trouser',
    'pullover',
    'dress',
  ]);
  expect(data.test.pixels).toEqual(images(4));
  expect(data.test.scaling.factors).toEqual(Float64Array.of(1 / 255));
});

it('refuses other files with a sentence, and keeps the stored ones', async () => {
  const [trainImages, trainLabels, testImages, testLabels] = await files();
  if (!trainImages || !trainLabels || !testImages || !testLabels) throw new Error('no files');
  const mnist = await readMnistPart('train');
  const cases: readonly (readonly [readonly DataFile[], RegExp, DataSetOf<'idx'>?])[] = [
    [[trainImages, trainLabels, testImages], /^t10k-labels-idx1-ubyte\.gz is missing\. Choose the four/],
    [[...(await files()), asFile('x.gz', labels(3))], /“x\.gz” is none of Fashion-MNIST’s four files/],
    [
      [trainImages, asFile('train-labels-idx1-ubyte', makeIdx(labels(19), [19])), testImages, testLabels],
      /holds 19 values; Fashion-MNIST’s has 20/,
    ],
    [
      [trainImages, asFile('train-labels-idx1-ubyte', makeIdx(labels(20).fill(10), [20])), testImages, testLabels],
      /has a label over 9/,
    ],
    [
      [trainImages, asFile('train-labels-idx1-ubyte', mnist.slice(0, 60_008)), testImages, testLabels],
      /“train-labels-idx1-ubyte” is a file of MNIST, not of Fashion-MNIST/,
      FASHION,
    ],
    [
      [trainImages, asFile('train-labels-idx1-ubyte', makeIdx(labels(60_000), [60_000])), testImages, testLabels],
      /is not the original file of Fashion-MNIST: its SHA-256 differs/,
      FASHION,
    ],
  ];
  for (const [files, sentence, dataSet] of cases) {
    const refusal: unknown = await give(files, dataSet).catch((error: unknown) => error);
    expect(refusal).toMatchObject({ name: 'DataError' });
    expect(String(refusal).replace(/^DataError: /, '')).toMatch(sentence);
    expect(String(refusal)).toContain('The Fashion-MNIST images kept before are still here.');
  }
});
