/**
 * Turns named arrays into a data set: matches images with labels, and finds what each axis means, by shape and name.
 */
import { quote } from '../../../src/shared/util/issues.ts';
import { count } from '../data-file.ts';
import { DataError } from '../data-error.ts';
import type { Images } from '../image-set.ts';
import { brightnessOf, type Brightness } from './brightness.ts';
import { Fitter, type Layout } from './fit.ts';
import { classesOf, isIdentifier, isLabels, multiLabel } from './label-arrays.ts';
import type { NamedArray, UnreadArray } from './named-array.ts';
import { dropEqualChannels, MAX_CLASSES, MAX_IMAGES, OWN_SIZE, type OwnSet } from './own-set.ts';
import { partOf, useOf, type Part } from './parts.ts';

/** Images of one size in an array. */
interface Stack {
  readonly count: number;
  readonly height: number;
  readonly width: number;
  readonly channels: number;
  /** Offset of image 0, and distance between images. */
  readonly layout: Layout;
  readonly step: number;
}

/** The names of arrays, as a list for a sentence. */
const NAMED = 4;
const RULE = 'Name images x_train and x_test and labels y_train and y_test, or x and y.';
const IMAGE_NAME = /image|img|pixel|data|feature|picture|photo/i;
const LABEL_NAME = /label|target|class(?!.*name)|categor/i;
const CLASS_NAMES = /name|class|categor|label/i;

const fail = (message: string): never => {
  throw new DataError(message);
};
const shapeOf = ({ name, shape }: NamedArray): string => `${quote(name)} (${shape.map(count).join(' × ')})`;
/** Names that say only x or y, as in `x_train`, `trainX` and `Xtest`. */
const letterOf = (key: string): string | undefined =>
  /(?:^|[^a-z])([xy])(?:$|[^a-z]|train|test|val)/i.exec(key)?.[1]?.toLowerCase() ??
  /(?:train|test|val)_?([xy])$/i.exec(key)?.[1]?.toLowerCase();

/** What an array holds, according to its name or else its file's name. */
function roleOf({ key, file }: NamedArray): 'images' | 'labels' | undefined {
  for (const name of [key, file ?? '']) {
    const letter = letterOf(name);
    if (letter !== undefined) return letter === 'x' ? 'images' : 'labels';
    if (LABEL_NAME.test(name)) return 'labels';
    if (IMAGE_NAME.test(name)) return 'images';
  }
  return undefined;
}

/** What each axis is: [n, height, width], the same with channels last or first, or [n, pixels of a grey square]. */
function stackOf({ shape, texts }: NamedArray): Stack | undefined {
  if (texts) return undefined;
  const [n = 0, a = 0, b = 0, c = 0] = shape;
  const together = (height: number, width: number, channels: number): Stack => ({
    count: n,
    height,
    width,
    channels,
    layout: { offset: 0, stride: channels, plane: 1 },
    step: height * width * channels,
  });
  if (shape.length === 2 && a > 1) {
    const edge = Math.round(Math.sqrt(a));
    return edge * edge === a ? together(edge, edge, 1) : undefined;
  }
  if (shape.length === 3) return together(a, b, 1);
  if (shape.length !== 4) return undefined;
  if (c === 1 || c === 3) return together(a, b, c);
  if (a !== 1 && a !== 3) return undefined;
  return {
    count: n,
    height: b,
    width: c,
    channels: a,
    layout: { offset: 0, stride: 1, plane: b * c },
    step: a * b * c,
  };
}

/** The images and labels of one part. */
interface Pair {
  readonly images: NamedArray;
  readonly stack: Stack;
  readonly labels: NamedArray;
}

/** The set in these arrays; `name` is the file's. Reports the arrays that it ignores. Throws DataError. */
export function setOfArrays(
  arrays: readonly NamedArray[],
  name: string,
  unread: readonly UnreadArray[] = [],
  earlierNotes: readonly string[] = [],
): OwnSet {
  const partOfArray = ({ key, file }: NamedArray): Part | undefined => partOf(key) ?? partOf(file ?? '');
  const parted = arrays.filter((array) => partOfArray(array) !== undefined);
  const imageParts = new Set(arrays.filter((array) => stackOf(array) && !isLabels(array)).map(partOfArray));
  const parts: ReadonlySet<Part | undefined> = imageParts.size > 0 ? imageParts : new Set(arrays.map(partOfArray));
  const ofUse = (use: 'train' | 'test' | 'none'): NamedArray[] =>
    arrays.filter((array) => useOf(partOfArray(array), parts) === use);
  const beside = parted.length > 0 ? arrays.filter((array) => partOfArray(array) === undefined) : [];
  const train = pairOf(ofUse('train'), name, unread, beside);
  const testArrays = ofUse('test');
  const unlabelled = testArrays.filter((array) => stackOf(array));
  const hasLabels = testArrays.some((array) => !unlabelled.includes(array) || isLabels(array)) || unread.length > 0;
  const test = testArrays.length > 0 && hasLabels ? pairOf(testArrays, name, unread, []) : undefined;
  const pairs = test ? [train, test] : [train];
  const total = pairs.reduce((sum, { stack }) => sum + stack.count, 0);
  if (total > MAX_IMAGES)
    fail(`${quote(name)} holds ${count(total)} images; the lab keeps up to ${count(MAX_IMAGES)}.`);
  if (test && test.stack.channels !== train.stack.channels) {
    fail(`${shapeOf(train.images)} and ${shapeOf(test.images)} have different channels.`);
  }
  const used = new Set(pairs.flatMap(({ images, labels }) => [images, labels]));
  const validation = test ? ofUse('none') : [];
  const names = arrays.find(
    (array) => array.texts && !used.has(array) && array.shape.length === 1 && CLASS_NAMES.test(array.key),
  );
  const classes = classesOf(
    pairs.map(({ labels }) => labels),
    names?.texts,
  );
  if (classes.names.length > MAX_CLASSES) {
    fail(
      `${shapeOf(train.labels)} holds ${count(classes.names.length)} different labels; the lab tells up to ${MAX_CLASSES} classes apart.`,
    );
  }
  const brightness = brightnessOf(pairs.map(({ images }) => images));
  const images = dropEqualChannels({ ...stacked(pairs, total, brightness), labels: classes.labels });
  const spare = arrays.filter(
    (array) => !used.has(array) && !validation.includes(array) && !(classes.named && array === names),
  );
  const notes = [
    ...earlierNotes,
    ...brightness.notes,
    ...(testArrays.length > 0 && !test
      ? ['The test part has no labels, so it is left out and a fifth of the training images is held out for the test.']
      : []),
    ...(test && !parts.has('test') ? ['The validation part is used as the test part.'] : []),
    ...validationNote(validation),
    ...spareNote(
      spare.filter((array) => test !== undefined || !testArrays.includes(array)),
      unread,
    ),
  ];
  return { name, classNames: classes.names, images, testFrom: test ? train.stack.count : null, leftOut: 0, notes };
}

function validationNote(validation: readonly NamedArray[]): string[] {
  const stack = validation.map(stackOf).find((found) => found !== undefined);
  if (!stack) return [];
  return [`The validation part (${count(stack.count)} images) is left out, because there is a test part.`];
}

function spareNote(spare: readonly NamedArray[], unread: readonly UnreadArray[]): string[] {
  const keys = [...spare.map(({ key }) => key), ...unread.map(({ key }) => key)];
  if (keys.length === 0) return [];
  const more = keys.length > NAMED ? ` and ${keys.length - NAMED} more` : '';
  const [is, arrays] = keys.length === 1 ? ['is', 'The array'] : ['are', 'The arrays'];
  return [`${arrays} ${keys.slice(0, NAMED).map(quote).join(', ')}${more} ${is} left out: neither images nor labels.`];
}

const heldBy = (arrays: readonly NamedArray[]): string => {
  const more = arrays.length > NAMED ? ` and ${arrays.length - NAMED} more` : '';
  return arrays.length === 0 ? 'nothing' : arrays.slice(0, NAMED).map(shapeOf).join(', ') + more;
};

/**
 * Finds the images and their labels in these arrays. `beside` are arrays whose names mention no part while others' do.
 */
function pairOf(
  arrays: readonly NamedArray[],
  name: string,
  unread: readonly UnreadArray[],
  beside: readonly NamedArray[],
): Pair {
  const images = imagesOf(arrays, name, unread, beside);
  const stack = stackOf(images);
  if (!stack) {
    return fail(`${shapeOf(images)} is no stack of images: [n, height, width], or with 1 or 3 channels.`);
  }
  const labels = labelsOf(arrays, images, stack, name, unread, beside);
  if (stack.height === 0 || stack.width === 0) return fail(`${shapeOf(images)} has images of no size.`);
  return { images, stack, labels };
}

/** The first non-empty group of arrays. */
const firstOf = (...groups: readonly (readonly NamedArray[])[]): readonly NamedArray[] =>
  groups.find((group) => group.length > 0) ?? [];

function imagesOf(
  arrays: readonly NamedArray[],
  name: string,
  unread: readonly UnreadArray[],
  beside: readonly NamedArray[],
): NamedArray {
  const named = arrays.filter((array) => roleOf(array) === 'images' && array.shape.length >= 2 && !array.texts);
  const others = arrays.filter((array) => array.shape.length >= 2 && !array.texts && !isLabels(array));
  const found = firstOf(
    named.filter((array) => !beside.includes(array)),
    named,
    others.filter((array) => roleOf(array) !== 'labels' && stackOf(array)),
    others.filter((array) => roleOf(array) !== 'labels'),
  );
  const [first, second] = found;
  const labelled = arrays.some((array) => array !== first && isLabels(array));
  const rivals = others.filter((array) => array !== first && roleOf(array) !== 'labels');
  if (first && !second && (labelled || rivals.length === 0)) return first;
  const [missing] = unread;
  if (!first && missing) return fail(missing.message);
  const held = `${quote(name)} must hold one array of images for each part; it holds ${heldBy(arrays)}.`;
  return fail(`${held} Images are [n, height, width] or [n, height, width, 3]. ${RULE}`);
}

function labelsOf(
  arrays: readonly NamedArray[],
  images: NamedArray,
  stack: Stack,
  name: string,
  unread: readonly UnreadArray[],
  beside: readonly NamedArray[],
): NamedArray {
  const candidates = arrays.filter((array) => array !== images && isLabels(array));
  const fitting = candidates.filter(({ shape }) => shape[0] === stack.count);
  const own = (array: NamedArray): boolean => !beside.includes(array);
  const found = firstOf(
    fitting.filter((array) => roleOf(array) === 'labels' && own(array)),
    fitting.filter((array) => roleOf(array) === 'labels'),
    fitting.filter((array) => own(array) && !isIdentifier(array)),
    fitting.filter((array) => !isIdentifier(array)),
  );
  const [first, second] = found;
  if (first && !second) return first;
  if (first) {
    return fail(`${quote(name)} holds several arrays that may be the labels: ${heldBy(found)}. ${RULE}`);
  }
  const several = arrays.find((array) => array !== images && array.shape[0] === stack.count && multiLabel(array));
  if (several) {
    return fail(
      `${shapeOf(several)} is multi-label: an image can belong to several classes or to none. The lab trains on one class for each image. Save one class number for each image.`,
    );
  }
  const numbers = candidates.filter((array) => !array.texts);
  const other = numbers.find(own) ?? numbers[0];
  if (other) return fail(`${shapeOf(images)} and ${shapeOf(other)} differ in length: each image needs its label.`);
  const [missing] = unread;
  if (missing) return fail(missing.message);
  return fail(
    `${quote(name)} must hold one array of whole numbers, the labels, beside ${shapeOf(images)}; it holds ${heldBy(arrays)}. ${RULE}`,
  );
}

/** All parts' images as bytes of the lab's size. */
function stacked(pairs: readonly Pair[], total: number, brightness: Brightness): Omit<Images, 'labels'> {
  const channels = pairs[0]?.stack.channels ?? 1;
  const length = OWN_SIZE * OWN_SIZE * channels;
  const pixels = new Uint8Array(total * length);
  let at = 0;
  for (const [part, { images, stack }] of pairs.entries()) {
    const { scale, white } = brightness.parts[part] ?? { scale: 1, white: 255 };
    const fitter = new Fitter(stack.height, stack.width, channels, OWN_SIZE);
    const values =
      white === undefined ? images.values : images.values.map((value) => Math.min(Math.max(value, 0), white));
    for (let k = 0; k < stack.count; k++) {
      fitter.fit(values, { ...stack.layout, offset: k * stack.step }, pixels, at, scale);
      at += length;
    }
  }
  return { pixels, count: total, size: OWN_SIZE, channels };
}
