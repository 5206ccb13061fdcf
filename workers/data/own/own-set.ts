/**
 * A set of custom images in the lab's format: 28×28 bytes, labels, class names. Counts, checks and describes a set,
 * independently of its source files and of its storage.
 */
import { quote } from '../../../src/shared/util/issues.ts';
import { randomStream } from '../../../src/shared/util/random.ts';
import { NATIVE_SIZE } from '../../../src/shared/run/run-params.ts';
import { n } from '../../../src/shared/settings/data.ts';
import { DataError } from '../data-error.ts';
import { imageLength, type Images } from '../image-set.ts';

export interface OwnSet {
  /** Name of the folder or file. */
  readonly name: string;
  readonly classNames: readonly string[];
  readonly images: Images;
  /** First image of the given test part; null if each run draws its own test part. */
  readonly testFrom: number | null;
  readonly leftOut: number;
  /** What was ignored, scaled or guessed, in sentences. */
  readonly notes: readonly string[];
}

/** Edge to which every image is resized. */
export const OWN_SIZE = NATIVE_SIZE;
/** Labels are bytes. */
export const MAX_CLASSES = 256;
/** A run may train on four fifths of them. */
export const MAX_IMAGES = 75_000;
/** Images per stored record, and per part of the digest. */
export const RECORD_IMAGES = 8192;
/** Fraction held out for testing if no test part was given. */
const TEST_SHARE = 5;

const LEAST_TRAINING = n.type.bounds.min;

/** How many of `count` images a run holds out if no test part was given. */
export const heldOutCount = (count: number): number => Math.max(1, Math.round(count / TEST_SHARE));

export interface Split {
  readonly train: Uint32Array;
  readonly test: Uint32Array;
}

/**
 * The images on which a run of `seed` trains and is tested: the parts as given, or a fifth held out by the stream
 * 'held-out'.
 */
export function splitOf(count: number, testFrom: number | null, seed: number): Split {
  if (testFrom !== null) {
    const all = Uint32Array.from({ length: count }, (_, k) => k);
    return { train: all.subarray(0, testFrom), test: all.subarray(testFrom) };
  }
  const order = randomStream(seed, 'held-out').permutation(count);
  const held = heldOutCount(count);
  // Back in their original order.
  return { train: order.slice(held).sort(), test: order.slice(0, held).sort() };
}

/** Throws DataError if nothing can be learned from the set, or if it is too large. */
export function checkOwnSet({ name, classNames, images, testFrom }: OwnSet): void {
  const say = (why: string): never => {
    throw new DataError(`${quote(name)} ${why}`);
  };
  if (images.count === 0) say('holds no image.');
  if (classNames.length < 2) {
    say(
      `has one class only (${quote(classNames[0] ?? '')}): there is nothing to tell apart. Give the images of at least two classes.`,
    );
  }
  const train = testFrom ?? images.count - heldOutCount(images.count);
  if (train < LEAST_TRAINING) {
    say(`has ${train} images to train on once the test images are held out; at least ${LEAST_TRAINING} are needed.`);
  }
  if (testFrom !== null && testFrom >= images.count)
    say('has an empty test part. Leave it away, and a fifth is held out.');
}

/** Warnings about images from which a network cannot learn: all alike, or uniform. */
export function emptyImageNotes({ pixels, count, size, channels }: Images): string[] {
  const length = size * size * channels;
  let plain = 0;
  let alike = 0;
  for (let k = 0; k < count; k++) {
    const first = k * length;
    let [even, same] = [true, true];
    for (let i = 0; i < length && (even || same); i++) {
      const value = pixels[first + i];
      even &&= value === pixels[first + (i % channels)];
      same &&= value === pixels[i];
    }
    if (even) plain += 1;
    if (same) alike += 1;
  }
  const value = pixels.subarray(0, channels).join(', ');
  const paper = pixels.subarray(0, channels).every((byte) => byte === 255)
    ? ' Transparent pixels are read as white: save white strokes on a dark background.'
    : '';
  const nothing = 'there is nothing to tell the classes apart by.';
  if (plain === count && alike === count) return [`All images are one value (${value} of 255): ${nothing}${paper}`];
  if (alike === count) return [`All images are the same: ${nothing}`];
  if (plain === count) return ['Each image is of one value in all its pixels.'];
  if (plain === 0) return [];
  const [are, images] = plain === 1 ? ['is', 'image'] : ['are', 'images'];
  return [
    `${plain.toLocaleString('en-US')} ${images} of ${count.toLocaleString('en-US')} ${are} of one value in all pixels.`,
  ];
}

/** Number of images per class. */
export function classCounts(classes: number, labels: Uint8Array): number[] {
  const counts = Array.from({ length: classes }, () => 0);
  for (const label of labels) counts[label] = (counts[label] ?? 0) + 1;
  return counts;
}

/** If the channels are equal in every pixel, one channel is enough. */
export function dropEqualChannels(images: Images): Images {
  const { pixels, channels } = images;
  if (channels !== 3) return images;
  for (let i = 0; i < pixels.length; i += 3) {
    if (pixels[i] !== pixels[i + 1] || pixels[i] !== pixels[i + 2]) return images;
  }
  return {
    ...images,
    pixels: Uint8Array.from({ length: pixels.length / 3 }, (_, k) => pixels[3 * k] ?? 0),
    channels: 1,
  };
}

const hex = (bytes: ArrayBuffer): string =>
  Array.from(new Uint8Array(bytes), (byte) => byte.toString(16).padStart(2, '0')).join('');

/**
 * SHA-256 of the set's content as 64 hexadecimal digits: of the JSON text [class names, size, channels, count, first
 * test image or null], the labels' SHA-256, and that of each 8,192 images' pixels, concatenated. Its name is not
 * included.
 */
export async function digestOf({ classNames, images, testFrom }: OwnSet): Promise<string> {
  const { size, channels, count, labels, pixels } = images;
  const sha = (bytes: Uint8Array): Promise<ArrayBuffer> => crypto.subtle.digest('SHA-256', bytes.slice());
  const head = new TextEncoder().encode(JSON.stringify([classNames, size, channels, count, testFrom]));
  const parts = [new Uint8Array(await sha(labels))];
  const record = RECORD_IMAGES * imageLength(images);
  for (let at = 0; at < pixels.length; at += record) {
    parts.push(new Uint8Array(await sha(pixels.subarray(at, at + record))));
  }
  const whole = new Uint8Array(head.length + 32 * parts.length);
  whole.set(head);
  parts.forEach((part, k) => whole.set(part, head.length + 32 * k));
  return hex(await sha(whole));
}
