/** A folder of pictures: its classes from the folders inside, each picture decoded by the browser and brought to size. */
import { quote } from '../../../src/shared/issues.ts';
import type { GivenFile } from '../../../src/shared/own-data.ts';
import { DataError } from '../data-error.ts';
import { count } from '../cifar10.ts';
import type { ReportProgress } from '../progress.ts';
import { cropStart, Fitter } from './fit.ts';
import { dropEqualChannels, MAX_CLASSES, MAX_IMAGES, OWN_SIZE, type OwnSet } from './own-set.ts';
import { inOrder, partOf, useOf, type Part } from './parts.ts';
import { pictureHead } from './picture-head.ts';

const PICTURE = /\.(png|jpe?g|gif|webp|bmp)$/i;
/** A phone's photograph has 12 to 50 million. */
const MAX_PIXELS = 64_000_000;
const MAX_BYTES = 100_000_000;
/** A JPEG tells its size behind whatever its camera wrote of itself. */
const HEAD = 1_000_000;
const NAMED = 3;
const CHANNELS = 3;

export const isPicture = ({ path }: GivenFile): boolean =>
  PICTURE.test(path) && !path.split('/').some((name) => name.startsWith('.') || name === '__MACOSX');

interface Sorted {
  readonly name: string;
  readonly classNames: readonly string[];
  /** Training pictures first. */
  readonly pictures: readonly { readonly given: GivenFile; readonly label: number }[];
  readonly testFrom: number | null;
  readonly leftOut: number;
}

/** Which class and part each picture belongs to, by the folders it lies in. Throws DataError. */
export function sortPictures(files: readonly GivenFile[]): Sorted {
  const placed = files.filter(isPicture).map((given) => ({ given, folders: given.path.split('/').slice(0, -1) }));
  const [first] = placed;
  if (!first) {
    throw new DataError(
      'No picture was given (PNG, JPEG, GIF, WebP or BMP). Give a folder with a folder of pictures for each class, an .npz file, or IDX files.',
    );
  }
  if (placed.length > MAX_IMAGES) {
    throw new DataError(`${count(placed.length)} pictures are too many: the lab keeps up to ${count(MAX_IMAGES)}.`);
  }
  let shared = 0;
  while (placed.every(({ folders }) => folders[shared] !== undefined && folders[shared] === first.folders[shared]))
    shared++;
  const name = first.folders[shared - 1] ?? `${placed.length} pictures`;
  const inside = placed.map(({ given, folders }) => ({ given, folders: folders.slice(shared) }));
  const parted = inside.every(({ folders }) => folders.length > 1 && partOf(folders[0] ?? '') !== undefined);
  const parts = inside.map(({ folders }) => (parted ? partOf(folders[0] ?? '') : undefined));
  const present: ReadonlySet<Part | undefined> = new Set(parts);
  const sorted = inside.map(({ given, folders }, k) => ({
    given,
    use: useOf(parts[k], present),
    className: folders[parted ? 1 : 0],
  }));
  const homeless = sorted.find(({ className }) => className === undefined);
  if (homeless) {
    throw new DataError(
      `${quote(homeless.given.path)} lies in no folder of a class. Put the pictures of each class into a folder with the class’s name, and give the folder that holds them.`,
    );
  }
  const used = [...sorted.filter(({ use }) => use === 'train'), ...sorted.filter(({ use }) => use === 'test')];
  const classNames = inOrder(new Set(used.map(({ className = '' }) => className)));
  if (classNames.length > MAX_CLASSES) {
    throw new DataError(
      `${quote(name)} holds ${count(classNames.length)} folders of classes; the lab tells up to ${MAX_CLASSES} apart.`,
    );
  }
  const place = new Map(classNames.map((className, label) => [className, label]));
  const tests = used.filter(({ use }) => use === 'test').length;
  return {
    name,
    classNames,
    pictures: used.map(({ given, className = '' }) => ({ given, label: place.get(className) ?? 0 })),
    testFrom: tests === 0 ? null : used.length - tests,
    leftOut: files.length - used.length,
  };
}

/** Decodes a folder's pictures. Throws DataError. */
export async function readPictures(files: readonly GivenFile[], report: ReportProgress): Promise<OwnSet> {
  const { name, classNames, pictures, testFrom, leftOut } = sortPictures(files);
  const length = OWN_SIZE * OWN_SIZE * CHANNELS;
  const pixels = new Uint8Array(pictures.length * length);
  const faults: string[] = [];
  for (const [k, { given }] of pictures.entries()) {
    report(`Reading ${count(pictures.length)} pictures`, k / pictures.length);
    const fault = await decodeInto(given.file, pixels, k * length);
    if (fault !== undefined) faults.push(`${quote(given.path)} ${fault}`);
  }
  if (faults.length > 0) {
    const more = faults.length > NAMED ? ` So it is with ${count(faults.length - NAMED)} more.` : '';
    throw new DataError(`${faults.slice(0, NAMED).join(' ')}${more} Mend or remove them, then give the folder again.`);
  }
  const labels = Uint8Array.from(pictures, ({ label }) => label);
  const shape = { count: pictures.length, size: OWN_SIZE, channels: CHANNELS };
  return { name, classNames, images: dropEqualChannels({ ...shape, pixels, labels }), testFrom, leftOut };
}

/** Writes the picture into `target` from `at` on; what is wrong with it, or undefined. */
async function decodeInto(file: File, target: Uint8Array, at: number): Promise<string | undefined> {
  if (file.size > MAX_BYTES) return `has ${count(file.size)} bytes, too many for a picture.`;
  let bitmap: ImageBitmap;
  try {
    const head = pictureHead(new Uint8Array(await file.slice(0, HEAD).arrayBuffer()));
    if (!head) return 'is no PNG, JPEG, GIF, WebP or BMP picture.';
    if (head.width * head.height > MAX_PIXELS) {
      return `unpacks to ${count(head.width)} × ${count(head.height)} pixels; up to ${count(MAX_PIXELS)} can be read.`;
    }
    // The bytes as they are in the file, whatever screen this is.
    bitmap = await createImageBitmap(file, { colorSpaceConversion: 'none' });
  } catch {
    return 'is damaged: the browser cannot read it.';
  }
  const { width, height } = bitmap;
  const edge = Math.min(width, height);
  const context = new OffscreenCanvas(edge, edge).getContext('2d', { willReadFrequently: true });
  if (!context) return 'could not be drawn by this browser.';
  // What is transparent shows paper.
  context.fillStyle = '#fff';
  context.fillRect(0, 0, edge, edge);
  context.drawImage(bitmap, -cropStart(width, edge), -cropStart(height, edge));
  bitmap.close();
  const { data } = context.getImageData(0, 0, edge, edge);
  new Fitter(edge, edge, CHANNELS, OWN_SIZE).fit(data, { offset: 0, stride: 4, plane: 1 }, target, at);
  return undefined;
}
