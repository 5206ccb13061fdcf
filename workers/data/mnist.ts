/**
 * MNIST (LeCun, Cortes, Burges) from its original IDX files: a part is its labels file followed by its images file.
 * Knows the format, not where the bytes come from.
 */
import { DataError } from './data-error.ts';
import type { Images } from './image-set.ts';

export type DataPart = 'train' | 'test';

/** Delivers a part's uncompressed bytes, telling meanwhile which fraction has arrived. Throws DataError. */
export type PartReader = (
  part: DataPart,
  onFraction: (fraction: number) => void,
  signal?: AbortSignal,
) => Promise<Uint8Array>;

export const MNIST_CLASSES: readonly string[] = ['0', '1', '2', '3', '4', '5', '6', '7', '8', '9'];
const MNIST_COUNTS: Readonly<Record<DataPart, number>> = { train: 60_000, test: 10_000 };
const SIZE = 28;
const LABELS_HEADER = 8;
const IMAGES_HEADER = 16;
const LABELS_MAGIC = 0x801;
const IMAGES_MAGIC = 0x803;

/** Bytes of a part: both IDX files. */
export const mnistLength = (part: DataPart): number =>
  LABELS_HEADER + IMAGES_HEADER + MNIST_COUNTS[part] * (1 + SIZE * SIZE);

/** The images in a part's bytes. Throws DataError where they are not MNIST. */
export function decodeMnist(bytes: Uint8Array, part: DataPart): Images {
  const count = MNIST_COUNTS[part];
  const refuse = (why: string): never => {
    throw new DataError(
      `The lab’s MNIST file (${part}) is damaged: ${why}. Reload the page; if that does not help, build the site again.`,
    );
  };
  if (bytes.length !== mnistLength(part)) refuse(`it has ${bytes.length} bytes instead of ${mnistLength(part)}`);
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.length);
  const imagesAt = LABELS_HEADER + count;
  const header = [0, 4, imagesAt, imagesAt + 4, imagesAt + 8, imagesAt + 12].map((at) => view.getUint32(at));
  if (header.join() !== [LABELS_MAGIC, count, IMAGES_MAGIC, count, SIZE, SIZE].join())
    refuse('its headers are not those of MNIST');
  const labels = bytes.slice(LABELS_HEADER, imagesAt);
  if (labels.some((label) => label >= MNIST_CLASSES.length)) refuse('it has a label over 9');
  return { pixels: bytes.subarray(imagesAt + IMAGES_HEADER), labels, count, size: SIZE, channels: 1 };
}
