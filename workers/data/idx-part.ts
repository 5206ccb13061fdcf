/**
 * A part of a data set in LeCun's IDX files: the label file followed by the image file. Parses bytes from any source.
 */
import type { DataPart, DataSetDefinition } from '../../src/shared/data-sets/data-set.ts';
import type { Images } from '../../src/shared/util/images.ts';
import { DataError } from './data-error.ts';

const LABELS_HEADER = 8;
const IMAGES_HEADER = 16;
const LABELS_MAGIC = 0x801;
const IMAGES_MAGIC = 0x803;

const countOf = ({ trainExamples, testExamples }: DataSetDefinition, part: DataPart): number =>
  part === 'train' ? trainExamples : (testExamples ?? 0);

/** Bytes of a part: both IDX files. */
export const partLength = (dataSet: DataSetDefinition, part: DataPart): number =>
  LABELS_HEADER + IMAGES_HEADER + countOf(dataSet, part) * (1 + dataSet.size ** 2);

/** The images in a part's bytes. Throws DataError if they are not the data set's. */
export function decodePart(bytes: Uint8Array, dataSet: DataSetDefinition, part: DataPart): Images {
  const { title, size, classNames } = dataSet;
  const count = countOf(dataSet, part);
  const length = partLength(dataSet, part);
  const refuse = (why: string): never => {
    throw new DataError(
      `The lab’s ${title} file (${part}) is damaged: ${why}. Reload the page; if that does not help, build the site again.`,
    );
  };
  if (bytes.length !== length) refuse(`it has ${bytes.length} bytes instead of ${length}`);
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.length);
  const imagesAt = LABELS_HEADER + count;
  const header = [0, 4, imagesAt, imagesAt + 4, imagesAt + 8, imagesAt + 12].map((at) => view.getUint32(at));
  if (header.join() !== [LABELS_MAGIC, count, IMAGES_MAGIC, count, size, size].join())
    refuse(`its headers are not those of ${title}`);
  const labels = bytes.slice(LABELS_HEADER, imagesAt);
  if (labels.some((label) => label >= classNames.length)) refuse(`it has a label over ${classNames.length - 1}`);
  return { pixels: bytes.subarray(imagesAt + IMAGES_HEADER), labels, count, size, channels: 1 };
}
