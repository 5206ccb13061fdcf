/** From the files a user gave to a set of images: tells a folder of pictures, an .npz and IDX files apart by their content. */
import { quote } from '../../../src/shared/issues.ts';
import type { GivenFile } from '../../../src/shared/own-data.ts';
import { DataError, refuse } from '../data-error.ts';
import type { ReportProgress } from '../progress.ts';
import { setOfArrays } from './arrays.ts';
import { looksLikeIdx, plainHead, readIdx } from './idx.ts';
import { looksLikeZip, openNpz } from './npz.ts';
import { checkOwnSet, type OwnSet } from './own-set.ts';
import { isPicture, readPictures } from './pictures.ts';

/** Training and test, images and labels, and a note or two beside them. */
const MAX_ARRAY_FILES = 8;

/** Throws DataError. */
export async function readOwnFiles(files: readonly GivenFile[], report: ReportProgress): Promise<OwnSet> {
  const set = await readAny(files, report);
  checkOwnSet(set);
  return set;
}

async function readAny(files: readonly GivenFile[], report: ReportProgress): Promise<OwnSet> {
  if (files.some(isPicture) || files.length > MAX_ARRAY_FILES) return readPictures(files, report);
  const heads = await Promise.all(files.map(async ({ file }) => ({ file, head: await plainHead(file) })));
  const zip = heads.find(({ head }) => looksLikeZip(head))?.file;
  if (zip) {
    if (files.length > 1) refuse(zip.name, 'was given with other files. Give one .npz at a time.');
    report(`Reading ${zip.name}`, null);
    const arrays = await openNpz(zip);
    return setOfArrays(
      arrays.map((array) => array.read()),
      zip.name,
    );
  }
  const idx = heads.filter(({ head }) => looksLikeIdx(head)).map(({ file }) => file);
  // Whatever is no array is left to the sentence about pictures, unless its name says that it ought to be one.
  const broken = files.find(
    ({ path }) => /\.npz$|ubyte(\.gz)?$/i.test(path) && !idx.some(({ name }) => path.endsWith(name)),
  );
  if (broken)
    refuse(
      broken.path,
      'is not what its name says: it begins with other bytes, or is damaged. Save or download it again.',
    );
  if (idx.length === 0) return readPictures(files, report);
  const total = idx.reduce((sum, { size }) => sum + size, 0);
  let seen = 0;
  const arrays = [];
  for (const file of idx) {
    arrays.push(
      await readIdx(file, (bytes) => {
        seen += bytes;
        report(`Reading ${file.name}`, Math.min(1, seen / total));
      }),
    );
  }
  const [first] = idx;
  if (!first || idx.length === 1) {
    throw new DataError(
      `${quote(first?.name ?? '')} is one IDX file of a pair. Give the file of images and the file of labels together.`,
    );
  }
  return setOfArrays(arrays, first.name.replace(/\.gz$/, ''));
}
