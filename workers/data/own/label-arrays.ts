/** Arrays of labels: class numbers, strings, or one-hot rows. */
import type { NamedArray } from './named-array.ts';
import { MAX_CLASSES } from './own-set.ts';
import { inOrder } from './parts.ts';

const isWhole = ({ whole, values }: NamedArray): boolean => whole || values.every((value) => Number.isInteger(value));

/** [n], or [n, 1] as some programs write it. */
const isColumn = ({ shape }: NamedArray): boolean => shape.length === 1 || (shape.length === 2 && shape[1] === 1);

/** Number of columns in an array of shape [n, classes] of zeros and ones; 0 for any other array. */
function columnsOf({ shape, values, texts }: NamedArray): number {
  const [n = 0, columns = 0] = shape;
  if (texts || shape.length !== 2 || n === 0 || columns < 2 || columns > MAX_CLASSES) return 0;
  return values.every((value) => value === 0 || value === 1) ? columns : 0;
}

/** How many rows have exactly one 1, and how many rows there are. */
function onesOf({ shape, values }: NamedArray, columns: number): { readonly single: boolean } {
  const [n = 0] = shape;
  for (let row = 0; row < n; row++) {
    let sum = 0;
    for (let column = 0; column < columns; column++) sum += values[row * columns + column] ?? 0;
    if (sum !== 1) return { single: false };
  }
  return { single: true };
}

function isOneHot(array: NamedArray): boolean {
  const columns = columnsOf(array);
  return columns > 0 && onesOf(array, columns).single;
}

/** Whether the array can hold one class per image. */
export const isLabels = (array: NamedArray): boolean =>
  (isColumn(array) && (array.texts !== undefined || isWhole(array))) || isOneHot(array);

/** Multi-label: zeros and ones for several classes per image, where some rows have no 1 or several. */
export function multiLabel(array: NamedArray): boolean {
  const columns = columnsOf(array);
  return columns > 0 && !onesOf(array, columns).single;
}

/** Identifiers or file names of images: all are different. */
export function isIdentifier(array: NamedArray): boolean {
  if (!isColumn(array)) return false;
  const items: ArrayLike<string | number> = array.texts ?? array.values;
  return /(^|[^a-z])(ids?|index|indices|idx|file_?names?|paths?)([^a-z]|$)/i.test(array.key) || areAllDifferent(items);
}

function areAllDifferent(items: ArrayLike<string | number>): boolean {
  return items.length > MAX_CLASSES && new Set(Array.from(items)).size === items.length;
}

interface Classes {
  readonly names: readonly string[];
  /** All parts' labels, one part after the other, as indices in `names`. */
  readonly labels: Uint8Array;
  /** Whether `names` came from the array of class names. */
  readonly named: boolean;
}

function itemsOf(array: NamedArray): readonly (string | number)[] {
  if (array.texts) return array.texts.map((text) => text.normalize('NFC'));
  if (isColumn(array)) return Array.from(array.values);
  const columns = columnsOf(array);
  const [n = 0] = array.shape;
  return Array.from({ length: n }, (_, row) => array.values.subarray(row * columns, (row + 1) * columns).indexOf(1));
}

/** The classes in these arrays, in their order. `wanted` names the classes 0, 1, 2 … if the labels are numbers. */
export function classesOf(arrays: readonly NamedArray[], wanted: readonly string[] | undefined): Classes {
  const items = arrays.flatMap(itemsOf);
  const numbers = items.filter((item) => typeof item === 'number');
  const names = wanted?.map((name) => name.normalize('NFC'));
  const named =
    names !== undefined &&
    numbers.length === items.length &&
    new Set(names).size === names.length &&
    numbers.every((item) => item >= 0 && item < names.length);
  const present = inOrder(new Set(items.map(String)));
  const place = new Map(present.map((name, label) => [name, label]));
  return {
    names: named ? present.map((number) => names[Number(number)] ?? number) : present,
    labels: Uint8Array.from(items, (item) => place.get(String(item)) ?? 0),
    named,
  };
}
