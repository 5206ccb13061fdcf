/** A run's images, ready to train on: read or made, drawn, resized, and with the pixels that the run asks for. */
import { randomStream } from '../../src/shared/random.ts';
import type { ResolvedParams } from '../../src/shared/run-params.ts';
import { DataError } from './data-error.ts';
import { takeImages, type Images, type ImageSet, type Scaling } from './image-set.ts';
import { fetchMnist } from './mnist-assets.ts';
import { decodeMnist, MNIST_CLASSES, type DataPart, type PartReader } from './mnist.ts';
import { applyPixelMode } from './pixel-modes.ts';
import { halve, whitening } from './resize.ts';
import { makeSynthetic, SYNTHETIC_CLASSES } from './synthetic.ts';

export interface RunData {
  /** The first n examples after the seeded draw. */
  readonly train: ImageSet;
  /** The whole test set in its own order. */
  readonly test: ImageSet;
  readonly classNames: readonly string[];
}

/** What is being done, in words, and how much of it is done (0 … 1; null while it cannot be told). */
export type ReportProgress = (what: string, fraction: number | null) => void;

/** Where bytes come from; tests bring their own. */
export interface DataSources {
  readonly mnist: PartReader;
}

interface WholeSet {
  readonly train: Images;
  readonly test: Images;
  readonly classNames: readonly string[];
  /** Each image is brought to zero mean and unit variance. */
  readonly whitened: boolean;
}

const BROWSER_SOURCES: DataSources = { mnist: fetchMnist };

/** Lets waiting messages through. */
const breathe = (): Promise<void> => new Promise((resolve) => setTimeout(resolve));

/** Passes a report on when the words or the percentage changed: bytes arrive in a thousand pieces. */
function byPercent(report: ReportProgress): ReportProgress {
  let last = '';
  return (what, fraction) => {
    const now = `${what}/${fraction === null ? '' : Math.floor(fraction * 100)}`;
    if (now === last) return;
    last = now;
    report(what, fraction);
  };
}

/** Loads what a run trains and is tested on. Throws DataError; an abort is thrown as the signal's reason. */
export async function loadData(
  params: ResolvedParams,
  onProgress: ReportProgress,
  signal?: AbortSignal,
  sources: DataSources = BROWSER_SOURCES,
): Promise<RunData> {
  const report = byPercent(onProgress);
  const whole = await readWhole(params, report, signal, sources);
  signal?.throwIfAborted();
  if (params.n > whole.train.count) {
    throw new DataError(
      `This data set has ${whole.train.count} training examples, fewer than the ${params.n} asked for. Set “Training examples” to ${whole.train.count} or less.`,
    );
  }
  const draw = randomStream(params.seed, 'draw').permutation(whole.train.count).subarray(0, params.n);
  const resize = params.size < whole.train.size ? halve : (images: Images): Images => images;
  const drawn = resize(takeImages(whole.train, draw));
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
  };
}

async function readWhole(
  params: ResolvedParams,
  report: ReportProgress,
  signal: AbortSignal | undefined,
  sources: DataSources,
): Promise<WholeSet> {
  switch (params.data) {
    case 'mnist': {
      const read = async (part: DataPart, what: string): Promise<Images> =>
        decodeMnist(await sources.mnist(part, (fraction) => report(what, fraction), signal), part);
      const train = await read('train', 'Loading MNIST, training images');
      const test = await read('test', 'Loading MNIST, test images');
      return { train, test, classNames: MNIST_CLASSES, whitened: false };
    }
    case 'synthetic':
      report('Making synthetic images', null);
      await breathe();
      return { ...makeSynthetic(params.seed, params.n), classNames: SYNTHETIC_CLASSES, whitened: false };
    case 'cifar10':
      throw new DataError('This release does not read CIFAR-10. Choose data=mnist or data=synthetic.');
  }
}
