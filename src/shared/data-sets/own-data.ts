/** What the page knows of images that the user gave, and whose files a drop is. Plain data; knows neither storage nor trainer. */
import type { DataSetDefinition } from './data-set.ts';
import { isGivenSet, isOwn } from './find.ts';
import { DATA_SETS, type DataSet } from './index.ts';

/** A file with the folders it lay in, as `flowers/roses/1.jpg`. */
export interface GivenFile {
  readonly path: string;
  readonly file: File;
}

/** Pictures of one folder, and what lies among them. */
export const MAX_GIVEN_FILES = 200_000;

/** Which data a run trained on, where its name alone does not say. */
export interface DataSource {
  /** Of the folder or file that was given. */
  readonly name: string;
  /** SHA-256 of classes, labels and pixels, 64 hexadecimal digits. */
  readonly digest: string;
  /** What was left out, scaled or guessed when the files were read, in sentences; earlier releases kept none. */
  readonly notes?: readonly string[];
}

/** The images kept in this browser, as they are shown before a run. */
export interface OwnData extends DataSource {
  readonly classNames: readonly string[];
  /** Images of each class, training and test together. */
  readonly counts: readonly number[];
  readonly trainExamples: number;
  readonly testExamples: number;
  /** The test images were given apart; else each run holds a fifth out, drawn from its seed. */
  readonly testGiven: boolean;
  /** Files that are no pictures, or of a validation part beside a test part. */
  readonly leftOut: number;
  readonly size: number;
  /** 1 for grey, 3 for colour. */
  readonly channels: number;
  /** One image after the other: of the first classes the first each. */
  readonly samples: Uint8Array;
}

/** Digits of a digest that are shown. */
export const shortDigest = (digest: string): string => digest.slice(0, 12);

const baseOf = (path: string): string => path.slice(path.lastIndexOf('/') + 1);
const OWN_FILE = /\.(png|jpe?g|jfif|gif|webp|bmp|npz|npy)$|ubyte(\.gz)?$/i;

/** What operating systems write beside a user's files. */
const JUNK = /^(\..*|thumbs\.db|desktop\.ini)$/i;

/**
 * Whose the files are, by their names: of the chosen data set where it takes such files, else of the one that alone has
 * files so named, else of the chosen one where they are no images of the user's own.
 */
export function ownerOf(paths: readonly string[], chosen: DataSet): DataSet {
  const visible = paths.map(baseOf).filter((name) => !JUNK.test(name));
  const names = visible.length > 0 ? visible : paths.map(baseOf);
  const takers = DATA_SETS.filter((dataSet: DataSetDefinition) => {
    const { origin } = dataSet;
    if (origin.kind !== 'idx' && origin.kind !== 'records') return false;
    return (origin.distinct || dataSet.name === chosen) && names.every((name) => origin.names.test(name));
  });
  const taker = takers.find(({ name }) => name === chosen) ?? takers[0];
  if (taker) return taker.name;
  if (isGivenSet(chosen) && !names.some((name) => OWN_FILE.test(name))) return chosen;
  const own = DATA_SETS.find(({ name }) => isOwn(name));
  return own?.name ?? chosen;
}
