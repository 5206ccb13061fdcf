/** Fuzzed custom images from a seed: IDX pairs, NumPy files and folders, mostly with false headers. */
import { gzipSync } from 'fflate';
import { expect, it } from 'vitest';
import type { UserFile } from '../../../src/shared/data-sets/own-data.ts';
import { randomStream, type RandomStream } from '../../../src/shared/util/random.ts';
import { casesOf, FuzzFigures } from '../../../src/shared/testing/fuzz.ts';
import { memoryStore } from '../record-store.ts';
import { join } from '../testing/archives.ts';
import { mutateBytes } from '../testing/mutate-bytes.ts';
import { describeOwn, OWN_RECORDS, storeOwn } from './own-store.ts';
import { userFile, makeIdx, someImages, someLabels, somePair } from './testing/user-file.ts';
import { makeNpy, makeZip, type NpyFields, type ZipEnd, type ZipPart } from './testing/zip.ts';

const CASES = casesOf(500);
/** MB. The files have some kB; their headers announce up to 10²⁰ bytes. */
const MOST_MEMORY = 300;
const IMAGES = 20;
const EDGE = 6;

type Pick = <T>(items: readonly [T, ...T[]]) => T;
const picker =
  (random: RandomStream): Pick =>
  (items) =>
    items[random.integer(items.length)] ?? items[0];

/** Feeds the cases to the lab and checks its answers and memory. */
async function fuzz(
  what: string,
  seed: number,
  files: (random: RandomStream, pick: Pick) => UserFile[],
): Promise<void> {
  const random = randomStream(seed, 'probe');
  const pick = picker(random);
  const store = memoryStore(OWN_RECORDS);
  const figures = new FuzzFigures(what);
  const before = somePair(30, 2);
  for (let k = 0; k < CASES; k++) {
    await storeOwn(before, () => undefined, store);
    const mutants = files(random, pick);
    const outcome = await figures.time(() =>
      storeOwn(mutants, () => undefined, store).catch((error: unknown) => error),
    );
    // Everything stored can be shown.
    const held = await describeOwn(store);
    expect(held?.trainExamples).toBeGreaterThanOrEqual(10);
    if (typeof outcome === 'string') expect(outcome).toMatch(/^“.*”: .* classes are kept/su);
    else {
      figures.refuse();
      expect(outcome).toMatchObject({ name: 'DataError' });
      const { message } = outcome as Error;
      // One readable paragraph of printable characters, without the engine's error texts.
      expect(message).toMatch(/^[^\p{Cc}\ud800-\udfff]*\. The images kept before are still here\.$/u);
      expect(message.length).toBeLessThan(700);
      expect(message).not.toMatch(/NaN|undefined|could not be read or stored/);
      expect(held?.counts).toEqual([15, 15]);
    }
  }
  figures.finish(MOST_MEMORY);
}

const EDGES = [0, 1, 2, EDGE, IMAGES, IMAGES - 1, 65_535, 16_777_216, 0x7fffffff, 0x80000000, 0xffffffff] as const;

/** An IDX file with a damaged header, body or compression. */
function oddIdx(sound: Uint8Array, random: RandomStream, pick: Pick): Uint8Array {
  let bytes: Uint8Array = sound.slice();
  switch (random.integer(16)) {
    case 0:
      bytes[2] = pick([0, 7, 8, 9, 11, 12, 13, 14, 255]);
      break;
    case 1:
      bytes[3] = pick([0, 1, 2, 3, 4, 5, 8, 9, 255]);
      break;
    case 2:
    case 3: {
      const view = new DataView(bytes.buffer);
      for (let k = 0; k < (bytes[3] ?? 0); k++) if (random.integer(2) === 0) view.setUint32(4 + 4 * k, pick(EDGES));
      break;
    }
    case 4:
      bytes = bytes.slice(0, random.integer(bytes.length));
      break;
    case 5:
      bytes = join([bytes, new Uint8Array(1 + random.integer(2000))]);
      break;
    case 6:
      bytes = mutateBytes(bytes, random);
      break;
    default:
  }
  switch (random.integer(10)) {
    case 0:
      return gzipSync(bytes);
    case 1:
      return mutateBytes(gzipSync(bytes), random);
    case 2:
      // Consecutive gzip members are one file.
      return join([gzipSync(bytes.subarray(0, bytes.length / 2)), gzipSync(bytes.subarray(bytes.length / 2))]);
    case 3:
      return gzipSync(gzipSync(bytes));
    default:
      return bytes;
  }
}

it(`${CASES} IDX pairs with faults are stored or refused with a sentence`, async () => {
  const images = makeIdx(someImages(IMAGES, EDGE), [IMAGES, EDGE, EDGE]);
  const colour = makeIdx(someImages(IMAGES, EDGE, 3), [IMAGES, EDGE, EDGE, 3]);
  const labels = makeIdx(someLabels(IMAGES, 3), [IMAGES]);
  // A thousandth of its unpacked size.
  const bomb = gzipSync(makeIdx(new Uint8Array(3_000_000), [IMAGES, 150_000, 1]), { level: 9 });
  await fuzz('IDX pairs', 20_261_124, (random, pick) => {
    const name = (kind: string): string =>
      pick([`train-${kind}-ubyte`, `train-${kind}-ubyte`, `t10k-${kind}`, kind, `${kind}.npz`, `d/${kind}.png.gz`]);
    const files = [userFile(name('images-idx3'), oddIdx(pick([images, images, colour]), random, pick))];
    if (random.integer(12) > 0) files.push(userFile(name('labels-idx1'), oddIdx(labels, random, pick)));
    if (random.integer(12) === 0) files.push(userFile(name('more'), pick([images, labels, new Uint8Array(0), bomb])));
    if (random.integer(200) === 0) files.splice(0, 1, userFile('images', bomb));
    return random.integer(2) === 0 ? files : files.reverse();
  });
}, 600_000);

const LONG = 'x'.repeat(60_000);
const NAMES = [
  'x_train',
  'x_test',
  'y_train',
  'y_test',
  'x',
  'y',
  '',
  '__proto__',
  '../../x',
  'a\u0000\u202eb',
  LONG,
  '\ud83d',
] as const;

/** A .npy file that is mostly valid. */
function oddNpy(labels: boolean, random: RandomStream, pick: Pick): Uint8Array {
  const sound: NpyFields = labels
    ? { shape: `${IMAGES},`, body: someLabels(IMAGES, 3) }
    : { shape: `${IMAGES}, ${EDGE}, ${EDGE}`, body: someImages(IMAGES, EDGE) };
  const odd = (): Partial<NpyFields> =>
    pick<() => Partial<NpyFields>>([
      () => ({
        descr: pick(['<u8', '>i4', '|b1', '|i1', '<f4', '<f8', '<c16', '|O', '<U9', 'constructor', LONG, '<u1', '|V1']),
      }),
      () => ({ order: pick(['True', 'true', '0', '']) }),
      () => ({
        shape: pick([
          '',
          '20',
          '20, 36',
          '20, 35',
          '1000000000, 1',
          '1000000000, 1000000000, 1000000000',
          '9'.repeat(400),
          '0, 6, 6',
          '20, 0, 6',
          '20, 3, 6, 2',
          '-20, 6, 6',
          '2 0, 6, 6',
          '20, 6, 6, 1, 1',
          '1,'.repeat(20_000),
        ]),
      }),
      () => ({
        body: pick([new Uint8Array(0), someImages(IMAGES, EDGE).subarray(1), new Uint8Array(IMAGES * EDGE * EDGE)]),
      }),
      () => ({
        body: Uint8Array.from({ length: 8 * IMAGES }, () => random.integer(256)),
        descr: '<f8',
        shape: '20, 1, 1',
      }),
      () => ({ version: pick([0, 1, 2, 3, 4, 255]) }),
      () => ({ header: pick([0, 1, 60_000, 65_535, 0xffffffff]) }),
    ])();
  const bytes = makeNpy({ ...sound, ...(random.integer(3) === 0 && odd()) });
  return random.integer(6) === 0 ? mutateBytes(bytes, random) : bytes;
}

const SIZES = [0, 1, 128, 1000, 500_000_000, 0x7fffffff, 0xfffffffe, 0xffffffff] as const;

/** A zip of such files whose directory can be false. */
function oddZip(random: RandomStream, pick: Pick): Uint8Array {
  const part = (name: string, labels: boolean): ZipPart => ({
    name: random.integer(12) === 0 ? `${pick(NAMES)}.npy` : `${name}.npy`,
    bytes: oddNpy(labels, random, pick),
    ...(random.integer(12) === 0 && { method: pick([0, 0, 0, 1, 9, 12, 14, 93, 99]) }),
    ...(random.integer(20) === 0 && { flags: pick([1, 8, 0x41, 0x800, 0xffff]) }),
    ...(random.integer(20) === 0 && { packed: pick(SIZES) }),
    ...(random.integer(20) === 0 && { unpacked: pick(SIZES) }),
    ...(random.integer(30) === 0 && { at: pick(SIZES) }),
  });
  const parts = [part('x', false), part('y', true)];
  if (random.integer(6) === 0) parts.push(part('x_test', false), part('y_test', true));
  if (random.integer(10) === 0)
    parts.push({ name: pick(['a.npz', 'x.npy/', 'x.NPY', 'x.npy']), bytes: makeZip(parts) });
  if (random.integer(20) === 0) parts.push(...parts);
  // Many entries that share one body.
  if (random.integer(40) === 0)
    parts.push(...Array.from({ length: 150 }, (_, k) => ({ name: `${k % 90}.npy`, bytes: new Uint8Array(9), at: 0 })));
  const end: ZipEnd = {
    ...(random.integer(20) === 0 && { count: pick([0, 1, 3, 65_535]) }),
    ...(random.integer(20) === 0 && { directory: pick(SIZES) }),
    ...(random.integer(20) === 0 && { zip64: true }),
    ...(random.integer(100) === 0 && { zip64: true, count: pick(SIZES) }),
  };
  const bytes = makeZip(parts, end);
  return random.integer(6) === 0 ? mutateBytes(bytes, random) : bytes;
}

it(`${CASES} .npz files with faults are stored or refused with a sentence`, async () => {
  await fuzz('.npz files', 20_261_125, (random, pick) => {
    const files = [userFile(pick(['a.npz', 'a.npz', 'data.bin', 'a.zip']), oddZip(random, pick))];
    if (random.integer(30) === 0) files.push(userFile('b.npz', oddZip(random, pick)));
    return files;
  });
}, 600_000);
