/** Arrays of images and of labels, by their shapes and names, as a set: which belongs to which, and what each axis is. */
import { quote } from '../../../src/shared/issues.ts';
import { count } from '../cifar10.ts';
import { DataError } from '../data-error.ts';
import type { Images } from '../image-set.ts';
import { Fitter, type Layout } from './fit.ts';
import type { NamedArray } from './named-array.ts';
import { dropEqualChannels, MAX_CLASSES, MAX_IMAGES, OWN_SIZE, type OwnSet } from './own-set.ts';
import { inOrder, partOf, useOf, type Part } from './parts.ts';

/** Images of one size in an array. */
interface Stack {
  readonly count: number;
  readonly height: number;
  readonly width: number;
  readonly channels: number;
  /** Of image 0, and from one image to the next. */
  readonly layout: Layout;
  readonly step: number;
}

/** Arrays that a sentence tells by name. */
const NAMED = 4;

const fail = (message: string): never => {
  throw new DataError(message);
};
const shapeOf = ({ name, shape }: NamedArray): string => `${quote(name)} (${shape.map(count).join(' × ')})`;

/** [n], or [n, 1] as some write it. */
const isLabels = ({ shape, whole }: NamedArray): boolean =>
  whole && (shape.length === 1 || (shape.length === 2 && shape[1] === 1));

/** What each axis is: [n, height, width], the same with channels last or first, or [n, pixels of a grey square]. */
function stackOf({ shape }: NamedArray): Stack | undefined {
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

/** The set in these arrays; `name` is of the file. Throws DataError. */
export function setOfArrays(arrays: readonly NamedArray[], name: string): OwnSet {
  const parts: ReadonlySet<Part | undefined> = new Set(arrays.map((array) => partOf(array.name)));
  const ofUse = (use: 'train' | 'test'): NamedArray[] =>
    arrays.filter((array) => useOf(partOf(array.name), parts) === use);
  const [trainArrays, testArrays] = [ofUse('train'), ofUse('test')];
  const train = pairOf(trainArrays, name);
  const test = testArrays.length === 0 ? undefined : pairOf(testArrays, name);
  const pairs = test ? [train, test] : [train];
  const total = pairs.reduce((sum, { stack }) => sum + stack.count, 0);
  if (total > MAX_IMAGES)
    fail(`${quote(name)} holds ${count(total)} images; the lab keeps up to ${count(MAX_IMAGES)}.`);
  if (test && test.stack.channels !== train.stack.channels) {
    fail(`${shapeOf(train.images)} and ${shapeOf(test.images)} have different channels.`);
  }
  const values = new Set(pairs.flatMap(({ labels }) => Array.from(labels.values)).map(String));
  const classNames = inOrder(values);
  if (classNames.length > MAX_CLASSES) {
    fail(
      `${shapeOf(train.labels)} holds ${count(classNames.length)} different labels; the lab tells up to ${MAX_CLASSES} classes apart.`,
    );
  }
  const place = new Map(classNames.map((label, k) => [Number(label), k]));
  const labels = Uint8Array.from(
    pairs.flatMap((pair) => Array.from(pair.labels.values, (value) => place.get(value) ?? 0)),
  );
  const images = dropEqualChannels({ ...stacked(pairs, total), labels });
  return { name, classNames, images, testFrom: test ? train.stack.count : null, leftOut: 0 };
}

/** The one array of images and the one of labels among these. */
function pairOf(arrays: readonly NamedArray[], name: string): Pair {
  const labels = arrays.filter(isLabels);
  const stacks = arrays.filter((array) => !isLabels(array)).map((images) => ({ images, stack: stackOf(images) }));
  const more = arrays.length > NAMED ? ` and ${arrays.length - NAMED} more` : '';
  const held = arrays.length === 0 ? 'nothing' : arrays.slice(0, NAMED).map(shapeOf).join(', ') + more;
  const [first, second] = stacks;
  if (!first || second) {
    return fail(
      `${quote(name)} must hold one array of images for each part; it holds ${held}. Images are [n, height, width] or [n, height, width, 3].`,
    );
  }
  const { images, stack } = first;
  if (!stack) return fail(`${shapeOf(images)} is no stack of images: [n, height, width], or with 1 or 3 channels.`);
  const [given, another] = labels;
  if (!given || another) {
    return fail(
      `${quote(name)} must hold one array of whole numbers, the labels, beside ${shapeOf(images)}; it holds ${held}.`,
    );
  }
  if (given.shape[0] !== stack.count) {
    return fail(`${shapeOf(images)} and ${shapeOf(given)} differ in length: each image needs its label.`);
  }
  if (stack.height === 0 || stack.width === 0) return fail(`${shapeOf(images)} has images of no size.`);
  return { images, stack, labels: given };
}

/** All parts' images as bytes of the lab's size. */
function stacked(pairs: readonly Pair[], total: number): Omit<Images, 'labels'> {
  const channels = pairs[0]?.stack.channels ?? 1;
  const length = OWN_SIZE * OWN_SIZE * channels;
  const pixels = new Uint8Array(total * length);
  const scale = scaleOf(pairs);
  let at = 0;
  for (const { images, stack } of pairs) {
    const fitter = new Fitter(stack.height, stack.width, channels, OWN_SIZE);
    for (let k = 0; k < stack.count; k++) {
      fitter.fit(images.values, { ...stack.layout, offset: k * stack.step }, pixels, at, scale);
      at += length;
    }
  }
  return { pixels, count: total, size: OWN_SIZE, channels };
}

/** Values up to 1 are shares of full brightness; up to 255, bytes. */
function scaleOf(pairs: readonly Pair[]): number {
  let largest = 0;
  for (const { images } of pairs) {
    for (const value of images.values) {
      if (!(value >= 0 && value <= 255)) {
        fail(
          `${shapeOf(images)} holds the value ${value}; the lab reads bytes (0 … 255) and shares of brightness (0 … 1).`,
        );
      }
      if (value > largest) largest = value;
    }
  }
  return largest <= 1 ? 255 : 1;
}
