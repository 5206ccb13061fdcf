/** Which part of a data set a name speaks of: that of a folder, of a file, of an array in a file. */

export type Part = 'train' | 'test' | 'validation';

const WORDS: readonly (readonly [RegExp, Part])[] = [
  [/(^|[^a-z])(val|valid|validation|dev)([^a-z]|$)/i, 'validation'],
  [/(^|[^a-z])(test|testing|t10k)([^a-z]|$)/i, 'test'],
  [/(^|[^a-z])(train|training)([^a-z]|$)/i, 'train'],
];

/** Undefined where the name speaks of none: the whole set, or its training part. */
export const partOf = (name: string): Part | undefined => WORDS.find(([word]) => word.test(name))?.[1];

/** What is used of a set's parts: a validation part is the test part where there is none, and left out where there is one. */
export function useOf(part: Part | undefined, present: ReadonlySet<Part | undefined>): 'train' | 'test' | 'none' {
  // A set of one part is the whole set, whatever it is called.
  if (present.size === 1) return 'train';
  if (part === 'validation') return present.has('test') ? 'none' : 'test';
  return part === 'test' ? 'test' : 'train';
}

const WHOLE = /^-?\d+$/;

/** Class names in their order: whole numbers by size, others by their letters' codes, so that every machine agrees. */
export function inOrder(names: Iterable<string>): string[] {
  const all = [...names];
  if (all.every((name) => WHOLE.test(name))) return all.sort((a, b) => Number(a) - Number(b));
  return all.sort((a, b) => (a < b ? -1 : a > b ? 1 : 0));
}
