/** Finds the part of a data set (training, test, validation) that the name of a folder, file or array mentions. */

export type Part = 'train' | 'test' | 'validation';

const WORDS: readonly (readonly [RegExp, Part])[] = [
  [/^(val|valid|validation|dev)$/, 'validation'],
  [/^(test|testing|tst|t10k)$/, 'test'],
  [/^(train|training|trn)$/, 'train'],
];

/** The words of a name in lower case: `seg_train`, `trainX`, `Xtrain` and `x-train` all contain the word “train”. */
const wordsOf = (name: string): string[] =>
  name
    .replaceAll(/([a-z\d])([A-Z])/g, '$1 $2')
    .replaceAll(/([A-Z])([A-Z][a-z])/g, '$1 $2')
    .replaceAll(/(^|[^a-zA-Z])[xyXY](?=(train|test|val))/g, '$1x ')
    .toLowerCase()
    .split(/[^a-z\d]+/)
    .flatMap((word) => /^(train|training|test|val|valid|validation)[xy\d]*$/.exec(word)?.[1] ?? word);

/** Undefined if the name mentions none: the whole set, or its training part. */
export function partOf(name: string): Part | undefined {
  const words = wordsOf(name);
  return WORDS.find(([pattern]) => words.some((word) => pattern.test(word)))?.[1];
}

const UNLABELLED = /^(pred|predict|prediction|unlabell?ed|unsup|unsupervised|submission|sample|samples|extra)$/;

/** Whether a folder's name says that its pictures have no classes. */
export const isUnlabelled = (name: string): boolean => wordsOf(name).some((word) => UNLABELLED.test(word));

/** Whether an operating system, not the user, wrote the file. */
export const isJunk = (path: string): boolean =>
  path.split('/').some((name) => name.startsWith('.') || name === '__MACOSX') ||
  /(^|\/)(thumbs\.db|desktop\.ini)$/i.test(path);

/** Which parts are used: a validation part serves as the test part if there is none; otherwise it is ignored. */
export function useOf(part: Part | undefined, present: ReadonlySet<Part | undefined>): 'train' | 'test' | 'none' {
  // A set with one part is the whole set, whatever its name.
  if (present.size === 1) return 'train';
  if (part === 'validation') return present.has('test') ? 'none' : 'test';
  return part === 'test' ? 'test' : 'train';
}

const WHOLE = /^-?\d+$/;

/** Class names in order: integers by value, others by code units, so that every machine agrees. */
export function inOrder(names: Iterable<string>): string[] {
  const all = [...names];
  if (all.every((name) => WHOLE.test(name))) return all.sort((a, b) => Number(a) - Number(b));
  return all.sort((a, b) => (a < b ? -1 : a > b ? 1 : 0));
}
