/** Prepares a run's images for training: reads or generates, draws and resizes them, and applies the pixel mode. */
import { placements, type Augmentation } from '../../../src/shared/augmentations/augmentation.ts';
import { AUGMENTATIONS } from '../../../src/shared/augmentations/index.ts';
import { dataSetOf } from '../../../src/shared/data-sets/find.ts';
import type { DataSource } from '../../../src/shared/data-sets/own-data.ts';
import { randomStream } from '../../../src/shared/util/random.ts';
import { NATIVE_SIZE, type ResolvedParams } from '../../../src/shared/run/run-params.ts';
import { rangeOf, type Augmented } from '../augmented.ts';
import { DataError } from '../data-error.ts';
import type { Images, ImageSet, Scaling } from '../image-set.ts';
import { readerOf } from './index.ts';
import type { DataSources } from './origin.ts';
import { applyPixelMode } from '../pixel-modes.ts';
import { breathe, byPercent, type ReportProgress } from '../progress.ts';
import { centreCrop, halve, whitening } from '../resize.ts';

export interface RunData {
  /** The first n examples after the seeded draw. */
  readonly train: ImageSet;
  /** Their numbers among all training examples of the data set, from 0. */
  readonly drawn: Uint32Array;
  /** The whole test set in its own order. */
  readonly test: ImageSet;
  /** Trained on instead of `train` if augmentation varies the images. */
  readonly augmented?: Augmented;
  readonly classNames: readonly string[];
  /** Which images these are, if the data set's name does not say. */
  readonly source?: DataSource;
}

/** Loads a run's training and test images. Throws DataError, or the abort signal's reason. */
export async function loadData(
  params: ResolvedParams,
  onProgress: ReportProgress,
  signal?: AbortSignal,
  sources: Partial<DataSources> = {},
): Promise<RunData> {
  const report = byPercent(onProgress);
  const dataSet = dataSetOf(params.data);
  const { seed, n } = params;
  const whole = await readerOf(dataSet).open(dataSet, { seed, n, report, signal, sources });
  signal?.throwIfAborted();
  if (params.n > whole.count) {
    throw new DataError(
      `This data set has ${whole.count} training examples, fewer than the ${params.n} asked for. Set “Training examples” to ${whole.count} or less.`,
    );
  }
  const order = randomStream(params.seed, 'draw').permutation(whole.count).slice(0, params.n);
  const resize = params.size < NATIVE_SIZE ? halve : (images: Images): Images => images;
  const place = AUGMENTATIONS.find(({ name }) => name === params.augment)?.place ?? null;
  const native = resize(await whole.draw(order, place ? dataSet.size : NATIVE_SIZE));
  const drawn = centreCrop(native, params.size);
  const test = resize(await whole.test(NATIVE_SIZE));
  const moded = await applyPixelMode(params.pixels, params.seed, drawn, test, async (fraction) => {
    report('Preparing pixels', fraction);
    await breathe();
    signal?.throwIfAborted();
  });
  const whitened =
    dataSet.standardize === 'image' || (dataSet.standardize === 'image where it has colours' && native.channels > 1);
  const scaling = (images: Images): Scaling =>
    whitened
      ? whitening(images, moded.factor / 255)
      : { factors: Float64Array.of(moded.factor / 255), offsets: Float64Array.of(moded.offset / 255) };
  return {
    train: { ...moded.train, scaling: scaling(moded.train) },
    drawn: order,
    test: { ...moded.test, scaling: scaling(moded.test) },
    ...(place && { augmented: augmentedOf(native, params, whitened, place) }),
    classNames: whole.classNames,
    ...(whole.source && { source: whole.source }),
  };
}

function augmentedOf(
  images: Images,
  { seed, size }: ResolvedParams,
  whitened: boolean,
  place: NonNullable<Augmentation['place']>,
): Augmented {
  const range = rangeOf(images.size, size);
  return { images, edge: size, whitened, place: (step, batch) => placements(place, { seed, step, batch, range }) };
}
