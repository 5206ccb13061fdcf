/** Data augmentation. The placement of an image is a pure function of seed, step and index in the batch. */
import { mix, stepKey, STRIDE } from '../util/counter-random.ts';

/** The square crop of an image. */
export interface Placement {
  /** First row and column, integers from 0 to `range`. */
  readonly top: number;
  readonly left: number;
  /** Mirrored horizontally. */
  readonly flip: boolean;
}

export interface Augmentation<Name extends string = string> {
  /** Name in addresses and run files. */
  readonly name: Name;
  /** Text for the table of keys. */
  readonly help: string;
  /**
   * Draws the crop of one image; null crops the centre.
   * @param draw returns a uniform integer from 0 to `values` − 1, a new one at each call
   * @param range the largest first row and column
   */
  readonly place: ((draw: (values: number) => number, range: number) => Placement) | null;
}

/** Checks an augmentation and infers its literal name. */
export const defineAugmentation = <const Name extends string>(augmentation: Augmentation<Name>): Augmentation<Name> =>
  augmentation;

const SALT = 0x2545f491;
const FLIP = 1 << 16;

/** A placement packed in an int32: a byte for the row, a byte for the column, then the flip. */
export const packed = ({ top, left, flip }: Placement): number => top | (left << 8) | (flip ? FLIP : 0);

export const unpacked = (word: number): Placement => ({
  top: word & 0xff,
  left: (word >> 8) & 0xff,
  flip: (word & FLIP) !== 0,
});

/** The packed placements of a step's batch. */
export function placements(
  place: NonNullable<Augmentation['place']>,
  {
    seed,
    step,
    batch,
    range,
  }: { readonly seed: number; readonly step: number; readonly batch: number; readonly range: number },
): Int32Array {
  const key = stepKey(SALT, seed, step);
  return Int32Array.from({ length: batch }, (_, position) => {
    let word = mix(mix(position ^ key) + STRIDE);
    const draw = (values: number): number => {
      word = mix(word + STRIDE);
      return Math.floor(((word >>> 0) / 2 ** 32) * values);
    };
    return packed(place(draw, range));
  });
}
