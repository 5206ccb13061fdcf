/** An array of numbers with the name it was given under, whichever file it came from. */
import { count } from '../data-file.ts';
import { refuse } from '../data-error.ts';

export interface NamedArray {
  /** For sentences. */
  readonly name: string;
  /** The array's own name, as `x_train`. */
  readonly key: string;
  /** Of the file, where several were given: it tells what the array's own name leaves open. */
  readonly file?: string;
  readonly shape: readonly number[];
  /** The last axis fastest; empty where the array holds texts. */
  readonly values: Uint8Array | Float32Array | Float64Array;
  /** Whole numbers. */
  readonly whole: boolean;
  readonly texts?: readonly string[];
}

/** An array that the lab cannot read, and why: a sentence with its remedy. */
export interface UnreadArray {
  readonly key: string;
  readonly message: string;
}

/** Values of one array that are read: 60,000 photographs of 32 × 32 in colour, and some more. */
export const MAX_VALUES = 260_000_000;
const MAX_DIMENSIONS = 4;
/** Deflate makes at most so many bytes of one. */
export const MOST_OF_ONE = 1032;

/** How many values an array of this shape has, before there is room for them. Throws DataError where the lab reads no such. */
export function lengthOf(shape: readonly number[], name: string): number {
  if (shape.length > MAX_DIMENSIONS) {
    refuse(name, `has ${count(shape.length)} dimensions; images have 3 or 4, labels 1.`);
  }
  const length = shape.reduce((product, edge) => product * edge, 1);
  if (length > MAX_VALUES) {
    refuse(
      name,
      `announces ${count(length)} values (${shape.join(' × ')}), more than the ${count(MAX_VALUES)} that the lab reads.`,
    );
  }
  return length;
}
