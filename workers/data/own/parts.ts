/** Which part of a data set a name speaks of: that of a folder, of a file, of an array in a file. */

export type Part = 'train' | 'test' | 'validation';

const WORDS: readonly (readonly [RegExp, Part])[] = [
  [/^(val|valid|validation|dev)$/, 'validation'],
  [/^(test|testing|tst|t10k)$/, 'test'],
  [/^(train|training|trn)$/, 'train'],
];

/** The words of a name in lower case: `seg_train`, `trainX`, `Xtrain` and `x-train` all have the word “train”. */
const wordsOf = (name: string): string[] =>
  name
    .replaceAll(/([a-z\d])([A-Z])/g, '$1 $2')
    .replaceAll(/([A-Z])([A-Z][a-z])/g, '$1 $2')
    .replaceAll(/(^|[^a-zA-Z])[xyXY](?=(train|test|val))/g, '$1x ')
    .toLowerCase()
    .split(/[^a-z\d]+/)
    .flatMap((word) => /^(train|training|test|val|valid|validation)[xy\d]*$/.exec(word)?.[1] ?? word);

/** Undefined where the name speaks of none: the whole set, or its training part. */
export function partOf(name: string): Part | undefined {
  const words = wordsOf(name);
  return WORDS.find(([pattern]) => words.some((word) => pattern.test(word)))?.[1];
}

const UNLABELLED = /^(pred|predict|prediction|unlabell?ed|unsup|unsupervised|submission|sample|samples|extra)$/;

/** Whether a folder's name says that its pictures have no classes. */
export const isUnlabelled = (name: string): boolean => wordsOf(name).some((word) => UNLABELLED.test(word));

/** Whether a file is one that an operating system writes beside a user's own. */
export const isJunk = (path: string): boolean =>
  path.split('/').some((name) => name.startsWith('.') || name === '__MACOSX') ||
  /(^|\/)(thumbs\.db|desktop\.ini)$/i.test(path);

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
