/** An array of numbers with its name, from a file of any format. */
import { count } from '../data-file.ts';
import { refuse } from '../data-error.ts';

export interface NamedArray {
  /** Display name, for messages. */
  readonly name: string;
  /** The array's own name, such as `x_train`. */
  readonly key: string;
  /** The file's name, if several files were given; it is used where the array's name is ambiguous. */
  readonly file?: string;
  readonly shape: readonly number[];
  /** Row-major; empty if the array holds strings. */
  readonly values: Uint8Array | Float32Array | Float64Array;
  /** All values are integers. */
  readonly whole: boolean;
  readonly texts?: readonly string[];
}

/** An array that the lab cannot read, with the reason: a sentence with its remedy. */
export interface UnreadArray {
  readonly key: string;
  readonly message: string;
}

/** Most values in one array: a little more than 60,000 colour photographs of 32 × 32. */
export const MAX_VALUES = 260_000_000;
const MAX_DIMENSIONS = 4;
/** Deflate expands at most by this factor. */
export const MOST_OF_ONE = 1032;

/** Number of values in an array of this shape, before memory is allocated. Throws DataError for unsupported shapes. */
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
