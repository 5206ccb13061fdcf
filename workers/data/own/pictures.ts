/** A folder of pictures: takes classes from subfolders; the browser decodes each picture, which is then resized. */
import { quote } from '../../../src/shared/util/issues.ts';
import type { UserFile } from '../../../src/shared/data-sets/own-data.ts';
import { DataError } from '../data-error.ts';
import { count } from '../data-file.ts';
import type { ReportProgress } from '../progress.ts';
import { cropStart, Fitter } from './fit.ts';
import { dropEqualChannels, MAX_CLASSES, MAX_IMAGES, OWN_SIZE, type OwnSet } from './own-set.ts';
import { inOrder, isJunk, isUnlabelled, partOf, useOf, type Part } from './parts.ts';
import { pictureHead, type PictureHead } from './picture-head.ts';

const PICTURE = /\.(a?png|jpe?g|jfif|jpe|pjpe?g|pjp|gif|webp|bmp|dib)$/i;
/** A phone's photograph has 12 to 50 million. */
const MAX_PIXELS = 64_000_000;
const MAX_BYTES = 100_000_000;
/** Most JPEGs have their size in this many bytes, after the camera's metadata. */
const HEAD = 1_000_000;
const NAMED = 3;
const CHANNELS = 3;

export const isPicture = ({ path }: UserFile): boolean => PICTURE.test(path) && !isJunk(path);

interface Sorted {
  readonly name: string;
  readonly classNames: readonly string[];
  /** Training pictures first. */
  readonly pictures: readonly { readonly userFile: UserFile; readonly label: number }[];
  readonly testFrom: number | null;
  readonly leftOut: number;
  readonly notes: readonly string[];
}

/** A picture, and the folders between the set's folder and the file. */
interface Placed {
  readonly userFile: UserFile;
  readonly folders: readonly string[];
}

/**
 * The folders of a path. Unpacked archives repeat a folder (`seg_train/seg_train`); macOS writes é as e plus an accent.
 */
const foldersOf = ({ path }: UserFile): string[] =>
  path
    .normalize('NFC')
    .split('/')
    .slice(0, -1)
    .filter((name, k, all) => name !== all[k - 1]);

/** Number of leading folders that all paths share. */
function sharedDepth(placed: readonly Placed[]): number {
  const [first] = placed;
  let depth = 0;
  while (
    first &&
    placed.every(({ folders }) => folders[depth] !== undefined && folders[depth] === first.folders[depth])
  )
    depth++;
  return depth;
}

const within = (placed: readonly Placed[], depth: number): Placed[] =>
  placed.map(({ userFile, folders }) => ({ userFile, folders: folders.slice(depth) }));

/** The pictures of each folder, by its name. */
function byFolder(placed: readonly Placed[]): Map<string, Placed[]> {
  const folders = new Map<string, Placed[]>();
  for (const picture of placed) {
    const [top = ''] = picture.folders;
    const held = folders.get(top);
    if (held) held.push(picture);
    else folders.set(top, [picture]);
  }
  return folders;
}

/** The pictures of a part below its classes. Skips a folder around all classes, as in `train/images`. */
function classesOf(placed: readonly Placed[]): Placed[] {
  const inside = within(placed, 1);
  const depth = Math.min(sharedDepth(inside), Math.min(...inside.map(({ folders }) => folders.length)) - 1);
  return within(inside, Math.max(0, depth));
}

const hasClasses = (placed: readonly Placed[]): boolean => placed.some(({ folders }) => folders.length > 0);

interface Parted {
  readonly train: readonly Placed[];
  readonly test: readonly Placed[];
  readonly notes: readonly string[];
}

/** The parts of a set whose folders are `train`, `test` and so on; undefined if the folders are classes. */
function partsOf(inside: readonly Placed[]): Parted | undefined {
  const tops = [...byFolder(inside)].map(([name, placed]) => ({
    name,
    part: isUnlabelled(name) ? undefined : partOf(name),
    pictures: classesOf(placed),
  }));
  const labelled = tops.filter(({ part, pictures }) => part !== undefined && hasClasses(pictures));
  const classes = new Set(labelled.flatMap(({ pictures }) => pictures.map(({ folders }) => folders[0])));
  const rest = tops.filter((top) => !labelled.includes(top));
  // Next to labelled parts, only folders without classes or with an unlabelled name may remain; otherwise “train” is a
  // class.
  const isBeside = ({ name, part, pictures }: (typeof tops)[number]): boolean =>
    part !== undefined || isUnlabelled(name) || (classes.size > 1 && !hasClasses(pictures));
  if (labelled.length === 0 || !rest.every(isBeside)) return undefined;
  const present: ReadonlySet<Part | undefined> = new Set(labelled.map(({ part }) => part));
  const used = labelled.map(({ name, part, pictures }) => ({ name, pictures, use: useOf(part, present) }));
  const ofUse = (use: 'train' | 'test' | 'none'): Placed[] =>
    used.filter((top) => top.use === use).flatMap(({ pictures }) => pictures);
  const notes = rest.map(
    ({ name, pictures }) =>
      `${quote(name)} (${count(pictures.length)} ${pictures.length === 1 ? 'picture' : 'pictures'}) is left out: its pictures are in no folder of a class.`,
  );
  const validation = ofUse('none').length;
  if (validation > 0) {
    notes.push(`The validation part (${count(validation)} pictures) is left out, because there is a test part.`);
  }
  if (ofUse('test').length > 0 && !present.has('test')) notes.push('The validation part is used as the test part.');
  return { train: ofUse('train'), test: ofUse('test'), notes };
}

const NO_CLASS =
  'Put the pictures of each class into a folder with the class’s name, and give the folder that holds them.';

/** The class and the part of each picture, from its folders. Throws DataError. */
export function sortPictures(files: readonly UserFile[]): Sorted {
  let placed: Placed[] = files.filter(isPicture).map((userFile) => ({ userFile, folders: foldersOf(userFile) }));
  const others = otherKinds(files);
  if (placed.length === 0) {
    throw new DataError(
      [
        'No picture was given (PNG, JPEG, GIF, WebP or BMP).',
        ...others,
        'Give a folder with a folder of pictures for each class, an .npz file, or IDX files.',
      ].join(' '),
    );
  }
  if (placed.length > MAX_IMAGES) {
    throw new DataError(`${count(placed.length)} pictures are too many: the lab keeps up to ${count(MAX_IMAGES)}.`);
  }
  const notes: string[] = [];
  let depth = sharedDepth(placed);
  let inside = within(placed, depth);
  // A picture above the class folders has no class.
  const loose = inside.filter(({ folders }) => folders.length === 0);
  if (loose.length > 0 && loose.length < inside.length) {
    const shown = loose.slice(0, NAMED).map(({ userFile }) => quote(userFile.path));
    const more = loose.length > NAMED ? ` and ${count(loose.length - NAMED)} more` : '';
    notes.push(`${shown.join(', ')}${more} ${loose.length === 1 ? 'is' : 'are'} left out: in no folder of a class.`);
    placed = placed.filter(({ userFile }) => !loose.some((picture) => picture.userFile === userFile));
    // A single remaining folder is a class, not the set's folder.
    if (sharedDepth(placed) - depth !== 1 || hasClasses(within(placed, depth + 1))) depth = sharedDepth(placed);
    inside = within(placed, depth);
  }
  const top = placed[0]?.folders;
  const name = top?.[depth - 1] ?? `${placed.length} pictures`;
  if (!hasClasses(inside)) {
    const [first] = placed;
    if (depth < 2) {
      throw new DataError(
        [`${quote(first?.userFile.path ?? '')} is in no class folder.`, ...others, NO_CLASS].join(' '),
      );
    }
    throw new DataError(
      [
        `${quote(top?.[depth - 2] ?? name)} has one class only (${quote(name)}): there is nothing to tell apart.`,
        ...others,
        'Give the images of at least two classes.',
      ].join(' '),
    );
  }
  const parted = partsOf(inside) ?? { train: inside, test: [], notes: [] };
  const used = [...parted.train, ...parted.test].filter(({ folders }) => folders.length > 0);
  const classNames = inOrder(new Set(used.map(({ folders }) => folders[0] ?? '')));
  if (classNames.length > MAX_CLASSES) {
    throw new DataError(
      `${quote(name)} holds ${count(classNames.length)} folders of classes; the lab tells up to ${MAX_CLASSES} apart.`,
    );
  }
  const place = new Map(classNames.map((className, label) => [className, label]));
  const tests = parted.test.filter(({ folders }) => folders.length > 0).length;
  return {
    name,
    classNames,
    pictures: used.map(({ userFile, folders: [className = ''] }) => ({ userFile, label: place.get(className) ?? 0 })),
    testFrom: tests === 0 ? null : used.length - tests,
    leftOut: files.length - used.length,
    notes: [...notes, ...parted.notes, ...untrained(parted, classNames), ...others],
  };
}

/** Reports the classes that only the test part has. */
function untrained({ train, test }: Parted, classNames: readonly string[]): string[] {
  const trained = new Set(train.map(({ folders }) => folders[0]));
  const missing = test.length === 0 ? [] : classNames.filter((className) => !trained.has(className));
  if (missing.length === 0) return [];
  const more = missing.length > NAMED ? ` and ${count(missing.length - NAMED)} more` : '';
  return [
    `No training picture is of ${missing.slice(0, NAMED).map(quote).join(', ')}${more}: such test pictures cannot be told.`,
  ];
}

/** Image files of types that the lab does not read. */
const OTHER_IMAGE =
  /\.(heic|heif|hif|avif|tiff?|svg|psd|raw|cr2|cr3|nef|arw|dng|jxl|jp2|ico|tga|exr|ppm|pgm|pnm|mp4|mov)$/i;

/** Which image types are ignored, how many files, and in which classes, in sentences. */
function otherKinds(files: readonly UserFile[]): string[] {
  const counts = new Map<string, number>();
  for (const { path } of files) {
    const kind = isJunk(path) ? undefined : OTHER_IMAGE.exec(path)?.[1]?.toUpperCase();
    if (kind === undefined) continue;
    const folder = path.normalize('NFC').split('/').at(-2);
    const key = `${kind} %${folder === undefined ? '' : ` in ${quote(folder)}`}`;
    counts.set(key, (counts.get(key) ?? 0) + 1);
  }
  if (counts.size === 0) return [];
  const groups = [...counts].map(([key, number]) =>
    key.replace('%', number === 1 ? 'file' : 'files').replace(/^/, `${count(number)} `),
  );
  const more = groups.length > NAMED ? ` and others` : '';
  return [
    `Left out: ${groups.slice(0, NAMED).join(', ')}${more}, which the lab cannot read. Save them as JPEG or PNG.`,
  ];
}

/** Decodes a folder's pictures. Ignores and names broken ones. Throws DataError. */
export async function readPictures(files: readonly UserFile[], report: ReportProgress): Promise<OwnSet> {
  const { name, classNames, pictures, testFrom, leftOut, notes } = sortPictures(files);
  const length = OWN_SIZE * OWN_SIZE * CHANNELS;
  const pixels = new Uint8Array(pictures.length * length);
  const broken: string[] = [];
  const sound: { readonly label: number; readonly isTest: boolean }[] = [];
  for (const [k, { userFile, label }] of pictures.entries()) {
    report(`Reading ${count(pictures.length)} pictures`, k / pictures.length);
    const issue = await decodeInto(userFile.file, pixels, sound.length * length);
    if (issue === undefined) sound.push({ label, isTest: testFrom !== null && k >= testFrom });
    else broken.push(`${quote(userFile.path)} ${issue}`);
  }
  const labels = Uint8Array.from(sound, ({ label }) => label);
  const tests = sound.filter(({ isTest }) => isTest).length;
  const lost =
    new Set(labels).size < classNames.length ||
    broken.length > sound.length ||
    (testFrom !== null && (tests === 0 || tests === sound.length));
  const shown = broken.slice(0, NAMED).join(' ');
  if (broken.length > 0 && lost) {
    const more = broken.length > NAMED ? ` So it is with ${count(broken.length - NAMED)} more.` : '';
    throw new DataError(`${shown}${more} Mend or remove them, then give the folder again.`);
  }
  const more = broken.length > NAMED ? ` So are ${count(broken.length - NAMED)} more.` : '';
  const [are, picture] = broken.length === 1 ? ['is', 'picture'] : ['are', 'pictures'];
  const left = broken.length > 0 ? [`${count(broken.length)} broken ${picture} ${are} left out: ${shown}${more}`] : [];
  const images = { count: sound.length, size: OWN_SIZE, channels: CHANNELS, labels };
  return {
    name,
    classNames,
    images: dropEqualChannels({ ...images, pixels: pixels.subarray(0, sound.length * length) }),
    testFrom: testFrom === null ? null : sound.length - tests,
    leftOut: leftOut + broken.length,
    notes: [...notes, ...left],
  };
}

/** The header of a picture. For a JPEG with a late frame the whole file is searched. */
async function headOf(file: File): Promise<{ readonly head: PictureHead | undefined; readonly isJpeg: boolean }> {
  const bytes = new Uint8Array(await file.slice(0, HEAD).arrayBuffer());
  const isJpeg = bytes[0] === 0xff && bytes[1] === 0xd8;
  const head = pictureHead(bytes);
  if (head || !isJpeg || file.size <= HEAD) return { head, isJpeg };
  return { head: pictureHead(new Uint8Array(await file.arrayBuffer())), isJpeg };
}

/** Writes the picture into `target` at `at`; returns what is wrong with it, or undefined. */
async function decodeInto(file: File, target: Uint8Array, at: number): Promise<string | undefined> {
  if (file.size > MAX_BYTES) return `has ${count(file.size)} bytes, too many for a picture.`;
  let bitmap: ImageBitmap;
  try {
    const { head, isJpeg } = await headOf(file);
    // The browser decides whether a JPEG with an odd header can be decoded.
    if (!head && !isJpeg) return 'is no PNG, JPEG, GIF, WebP or BMP picture.';
    if (head && head.width * head.height > MAX_PIXELS) {
      return `unpacks to ${count(head.width)} × ${count(head.height)} pixels; up to ${count(MAX_PIXELS)} can be read.`;
    }
    // The file's own bytes, without colour management for this screen.
    bitmap = await createImageBitmap(file, { colorSpaceConversion: 'none' });
  } catch {
    return 'is damaged: the browser cannot read it.';
  }
  const { width, height } = bitmap;
  const edge = Math.min(width, height);
  const context = new OffscreenCanvas(edge, edge).getContext('2d', { willReadFrequently: true });
  if (!context) return 'could not be drawn by this browser.';
  // Transparent pixels become white.
  context.fillStyle = '#fff';
  context.fillRect(0, 0, edge, edge);
  context.drawImage(bitmap, -cropStart(width, edge), -cropStart(height, edge));
  bitmap.close();
  const { data } = context.getImageData(0, 0, edge, edge);
  new Fitter(edge, edge, CHANNELS, OWN_SIZE).fit(data, { offset: 0, stride: 4, plane: 1 }, target, at);
  return undefined;
}
