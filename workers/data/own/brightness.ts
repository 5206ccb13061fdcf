/** Finds the scale of image arrays: bytes, fractions of full brightness, or another scale that must be reported. */
import { quote } from '../../../src/shared/util/issues.ts';
import { DataError } from '../data-error.ts';
import type { NamedArray } from './named-array.ts';

export interface Brightness {
  /** For each array: the factor to bytes, and the white level if values are clamped. */
  readonly parts: readonly { readonly scale: number; readonly white: number | undefined }[];
  /** What was guessed or clamped, in sentences. */
  readonly notes: readonly string[];
}

interface Range {
  readonly array: NamedArray;
  readonly least: number;
  readonly most: number;
  /** Some values are below 0 or above 1. */
  readonly outside: number;
  /** Every value is an integer. */
  readonly whole: boolean;
}

/** Interpolation overshoots by less than this, in few pixels. */
const OVERSHOOT = 0.5;
const MOST_OUTSIDE = 0.05;
/** Scales with few levels, such as 0 … 16 in scikit-learn's digits, end at or below this. */
const SMALL = 32;
/** Images whose brightest byte is lower are dark. */
const DARK = 128;

function rangeOf(array: NamedArray): Range {
  let [least, most, outside, whole] = [Infinity, -Infinity, 0, true];
  for (const value of array.values) {
    if (Number.isNaN(value)) throw new DataError(`${quote(array.name)} holds the value NaN; images hold numbers only.`);
    if (value < least) least = value;
    if (value > most) most = value;
    if (value < 0 || value > 1) outside += 1;
    whole &&= Number.isInteger(value);
  }
  return { array, least, most, outside, whole };
}

type Scale = 'shares' | 'overshooting' | 'small' | 'bytes';

function scaleOf({ array, least, most, outside, whole }: Range): Scale {
  if (array.values.length === 0 || (least >= 0 && most <= 1)) return 'shares';
  const near = least >= -OVERSHOOT && most <= 1 + OVERSHOOT && outside <= MOST_OUTSIDE * array.values.length;
  if (!whole && near) return 'overshooting';
  if (least >= 0 && most <= SMALL) return 'small';
  if (least >= 0 && most <= 255) return 'bytes';
  const value = least < 0 ? least : most;
  throw new DataError(
    `${quote(array.name)} holds the value ${value}; the lab reads bytes (0 … 255) and shares of brightness (0 … 1). Bring the values to 0 … 1: subtract the least one and divide by the range.`,
  );
}

const short = (value: number): string => String(Number(value.toPrecision(8)));

/** Finds the scale of each array of images separately. Throws DataError for values that are no brightness. */
export function brightnessOf(arrays: readonly NamedArray[]): Brightness {
  const ranges = arrays.map(rangeOf);
  const scales = ranges.map(scaleOf);
  // Parts on the same scale have the same white level.
  const white = Math.max(...ranges.filter((_, k) => scales[k] === 'small').map(({ most }) => most));
  const notes: string[] = [];
  const parts = ranges.map(({ array, most, outside }, k) => {
    const name = quote(array.key);
    switch (scales[k]) {
      case 'shares':
        return { scale: 255, white: undefined };
      case 'overshooting':
        notes.push(
          `${name} holds shares of brightness, and ${outside} ${outside === 1 ? 'value' : 'values'} outside 0 … 1 (the greatest is ${short(most)}), which ${outside === 1 ? 'is' : 'are'} taken as 0 or 1.`,
        );
        return { scale: 255, white: 1 };
      case 'small':
        notes.push(
          `The brightest value in ${name} is ${short(most)}, far from 1 and from 255: ${short(white)} is taken as white.`,
        );
        return { scale: 255 / white, white: undefined };
      default:
        if (most < DARK)
          notes.push(
            `The brightest value in ${name} is ${short(most)} of 255, so its images are dark. If ${short(most)} should be white, divide the array by it.`,
          );
        return { scale: 1, white: undefined };
    }
  });
  const kinds = new Set(scales.map((scale) => (scale === 'overshooting' ? 'shares' : scale)));
  if (kinds.size > 1) {
    const said = ranges.map(({ array, most }) => `${quote(array.key)} up to ${short(most)}`).join(', ');
    notes.push(`The parts are on different scales (${said}); each is brought to black … white by itself.`);
  }
  return { parts, notes };
}
