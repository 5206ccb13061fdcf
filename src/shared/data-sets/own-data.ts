/** Metadata of the user's own images, and which data set dropped files belong to. Plain data. */
import type { DataSetDefinition } from './data-set.ts';
import { isUserSet, isOwn } from './find.ts';
import { DATA_SETS, type DataSet } from './index.ts';

/** A file with its path below the dropped folder, such as `flowers/roses/1.jpg`. */
export interface UserFile {
  readonly path: string;
  readonly file: File;
}

/** Limit on the files of one folder, pictures or not. */
export const MAX_GIVEN_FILES = 200_000;

/** Identifies a run's data where the data set's name isn't enough. */
export interface DataSource {
  /** Name of the folder or file. */
  readonly name: string;
  /** SHA-256 of classes, labels and pixels, 64 hexadecimal digits. */
  readonly digest: string;
  /** Sentences about files that were skipped, scaled or guessed. Absent in earlier releases. */
  readonly notes?: readonly string[];
}

/** The user's own images in this browser, as the page shows them before a run. */
export interface OwnData extends DataSource {
  readonly classNames: readonly string[];
  /** Images of each class, training and test together. */
  readonly counts: readonly number[];
  readonly trainExamples: number;
  readonly testExamples: number;
  /** The user supplied test images. Otherwise each run holds out a fifth, drawn from its seed. */
  readonly testGiven: boolean;
  /** Files that aren't pictures, or belong to a validation part beside a test part. */
  readonly leftOut: number;
  readonly size: number;
  /** 1 for grey, 3 for colour. */
  readonly channels: number;
  /** The first image of each of the first classes, one after the other. */
  readonly samples: Uint8Array;
}

/** Displayed prefix of a digest. */
export const shortDigest = (digest: string): string => digest.slice(0, 12);

const baseOf = (path: string): string => path.slice(path.lastIndexOf('/') + 1);
const OWN_FILE = /\.(png|jpe?g|jfif|gif|webp|bmp|npz|npy)$|ubyte(\.gz)?$/i;

/** Files that operating systems create beside a user's files. */
const JUNK = /^(\..*|thumbs\.db|desktop\.ini)$/i;

/**
 * The data set that the files belong to, judged by their names: the chosen one if it accepts such files, else the only
 * one with such file names, else the chosen one unless these can be the user's own images.
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
  if (isUserSet(chosen) && !names.some((name) => OWN_FILE.test(name))) return chosen;
  const own = DATA_SETS.find(({ name }) => isOwn(name));
  return own?.name ?? chosen;
}
