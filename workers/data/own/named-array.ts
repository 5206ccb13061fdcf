/** An array of numbers with the name it was given under, whichever file it came from. */

export interface NamedArray {
  readonly name: string;
  readonly shape: readonly number[];
  /** The last axis fastest. */
  readonly values: Uint8Array | Float32Array | Float64Array;
  /** Whole numbers. */
  readonly whole: boolean;
}

/** Values of one array that are read: 60,000 photographs of 32 × 32 in colour, and some more. */
export const MAX_VALUES = 260_000_000;
