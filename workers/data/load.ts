/** A run's images, ready to train on: read or made, drawn, resized, and with the pixels that the run asks for. */
import type { DataSource } from '../../src/shared/own-data.ts';
import { randomStream } from '../../src/shared/random.ts';
import type { ResolvedParams } from '../../src/shared/run-params.ts';
import { CIFAR10_CLASSES, type BatchName } from './cifar10.ts';
import { openCifar10, takeTest, takeTraining, trainingCount } from './cifar10-store.ts';
import { DataError } from './data-error.ts';
import { takeImages, type Images, type ImageSet, type Scaling } from './image-set.ts';
import { fetchMnist } from './mnist-assets.ts';
import { decodeMnist, MNIST_CLASSES, type DataPart, type PartReader } from './mnist.ts';
import { applyPixelMode } from './pixel-modes.ts';
import { byPercent, type ReportProgress } from './progress.ts';
import type { RecordSet } from './record-store.ts';
import { halve, whitening } from './resize.ts';
import { splitOf } from './own/own-set.ts';
import { type HeldOwn, openOwn } from './own/own-store.ts';
import { makeSynthetic, SYNTHETIC_CLASSES } from './synthetic.ts';

export interface RunData {
  /** The first n examples after the seeded draw. */
  readonly train: ImageSet;
  /** The whole test set in its own order. */
  readonly test: ImageSet;
  readonly classNames: readonly string[];
  /** Which images these are, where the data set's name does not say. */
  readonly source?: DataSource;
}

/** Where bytes come from; tests in Node bring their own. */
export interface DataSources {
  readonly mnist: PartReader;
  readonly cifar10: (report: ReportProgress, signal?: AbortSignal) => Promise<RecordSet<BatchName>>;
  readonly own: () => Promise<HeldOwn>;
}

interface WholeSet {
  /** Training examples there are. */
  readonly count: number;
  /** Those of them with these numbers, in this order. */
  readonly draw: (indices: Uint32Array) => Images | Promise<Images>;
  readonly test: Images;
  readonly classNames: readonly string[];
  /** Each image is brought to zero mean and unit variance. */
  readonly whitened: boolean;
  readonly source?: DataSource;
}

const BROWSER_SOURCES: DataSources = { mnist: fetchMnist, cifar10: openCifar10, own: openOwn };

/** Lets waiting messages through. */
const breathe = (): Promise<void> => new Promise((resolve) => setTimeout(resolve));

/** Loads what a run trains and is tested on. Throws DataError; an abort is thrown as the signal's reason. */
export async function loadData(
  params: ResolvedParams,
  onProgress: ReportProgress,
  signal?: AbortSignal,
  sources: Partial<DataSources> = {},
): Promise<RunData> {
  const report = byPercent(onProgress);
  const whole = await openWhole(params, report, signal, { ...BROWSER_SOURCES, ...sources });
  signal?.throwIfAborted();
  if (params.n > whole.count) {
    throw new DataError(
      `This data set has ${whole.count} training examples, fewer than the ${params.n} asked for. Set “Training examples” to ${whole.count} or less.`,
    );
  }
  const order = randomStream(params.seed, 'draw').permutation(whole.count).subarray(0, params.n);
  const resize = params.size < whole.test.size ? halve : (images: Images): Images => images;
  const drawn = resize(await whole.draw(order));
  const moded = await applyPixelMode(params.pixels, params.seed, drawn, resize(whole.test), async (fraction) => {
    report('Preparing pixels', fraction);
    await breathe();
    signal?.throwIfAborted();
  });
  const scaling = (images: Images): Scaling =>
    whole.whitened
      ? whitening(images, moded.factor / 255)
      : { factors: Float64Array.of(moded.factor / 255), offsets: Float64Array.of(moded.offset / 255) };
  return {
    train: { ...moded.train, scaling: scaling(moded.train) },
    test: { ...moded.test, scaling: scaling(moded.test) },
    classNames: whole.classNames,
    ...(whole.source && { source: whole.source }),
  };
}

async function openWhole(
  params: ResolvedParams,
  report: ReportProgress,
  signal: AbortSignal | undefined,
  sources: DataSources,
): Promise<WholeSet> {
  const inMemory = (train: Images): Pick<WholeSet, 'count' | 'draw'> => ({
    count: train.count,
    draw: (indices) => takeImages(train, indices),
  });
  switch (params.data) {
    case 'mnist': {
      const read = async (part: DataPart, what: string): Promise<Images> =>
        decodeMnist(await sources.mnist(part, (fraction) => report(what, fraction), signal), part);
      const train = await read('train', 'Loading MNIST, training images');
      const test = await read('test', 'Loading MNIST, test images');
      return { ...inMemory(train), test, classNames: MNIST_CLASSES, whitened: false };
    }
    case 'synthetic': {
      report('Making synthetic images', null);
      await breathe();
      const { train, test } = makeSynthetic(params.seed, params.n);
      return { ...inMemory(train), test, classNames: SYNTHETIC_CLASSES, whitened: false };
    }
    case 'cifar10': {
      report('Opening CIFAR-10', null);
      const records = await sources.cifar10(report, signal);
      return {
        count: trainingCount(records),
        draw: (indices) => takeTraining(records, indices),
        test: await takeTest(records),
        classNames: CIFAR10_CLASSES,
        whitened: true,
      };
    }
    case 'own': {
      report('Opening your own images', null);
      const { about, take } = await sources.own();
      const { train, test } = splitOf(about.count, about.testFrom, params.seed);
      return {
        count: train.length,
        draw: (indices) => take(indices.map((index) => train[index] ?? 0)),
        test: await take(test),
        classNames: about.classNames,
        // As the data sets that the lab knows by name: grey images as MNIST, colour as CIFAR-10.
        whitened: about.channels > 1,
        source: { name: about.name, digest: about.digest },
      };
    }
  }
}
