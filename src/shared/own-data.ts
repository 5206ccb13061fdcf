/** What the page knows of images that the user gave, and whose files a drop is. Plain data; knows neither storage nor trainer. */
import type { DataSet } from './run-params.ts';

/** A file with the folders it lay in, as `flowers/roses/1.jpg`. */
export interface GivenFile {
  readonly path: string;
  readonly file: File;
}

/** Pictures of one folder, and what lies among them. */
export const MAX_GIVEN_FILES = 200_000;

/** Data sets that come from the user's files. */
export const GIVEN_SETS = ['cifar10', 'own'] as const;
export type GivenSet = (typeof GIVEN_SETS)[number];

export const isGivenSet = (data: DataSet): data is GivenSet => (GIVEN_SETS as readonly DataSet[]).includes(data);

/** Which data a run trained on, where its name alone does not say. */
export interface DataSource {
  /** Of the folder or file that was given. */
  readonly name: string;
  /** SHA-256 of classes, labels and pixels, 64 hexadecimal digits. */
  readonly digest: string;
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
const CIFAR10_FILE =
  /^((copy of )?(data_batch_[1-5]|test_batch)([ .(-].*)?|batches\.meta(\.txt)?|readme\.html)$|\.(tar|tgz|tar\.gz)$/i;
const OWN_FILE = /\.(png|jpe?g|jfif|gif|webp|bmp|npz|npy)$|ubyte(\.gz)?$/i;

/** What operating systems write beside a user's files. */
const JUNK = /^(\..*|thumbs\.db|desktop\.ini)$/i;

/** Whose the files are, by their names; where these do not tell, those of the data set that is chosen. */
export function ownerOf(paths: readonly string[], chosen: DataSet): GivenSet {
  const visible = paths.map(baseOf).filter((name) => !JUNK.test(name));
  const names = visible.length > 0 ? visible : paths.map(baseOf);
  if (names.every((name) => CIFAR10_FILE.test(name))) return 'cifar10';
  return chosen === 'cifar10' && !names.some((name) => OWN_FILE.test(name)) ? 'cifar10' : 'own';
}
