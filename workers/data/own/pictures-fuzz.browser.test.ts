/**
 * Fuzzed pictures from a seed: each is read or reported as damaged, quickly, and none makes the browser unpack a bomb.
 */
import { zlibSync } from 'fflate';
import { expect, inject, it } from 'vitest';
import { commands } from 'vitest/browser';
import { randomStream, type RandomStream } from '../../../src/shared/util/random.ts';
import { join } from '../testing/archives.ts';
import { mutateBytes } from '../testing/mutate-bytes.ts';
import { readPictures } from './pictures.ts';
import { userFile } from './testing/user-file.ts';
import {
  bmp,
  encoded,
  gif,
  jpegFrame,
  PICTURE_EDGE,
  pngChunks,
  pngOf,
  type PngChunk,
} from './testing/encode-pictures.ts';

declare module 'vitest' {
  interface ProvidedContext {
    readonly fuzz: number;
    readonly full: boolean;
  }
}
declare module 'vitest/browser' {
  interface BrowserCommands {
    /** MB. */
    browserPeak(): Promise<number>;
  }
}

/** `FUZZ=10` takes ten times as many cases and prints their time and memory; without FULL=1 a tenth is taken. */
const FACTOR = inject('fuzz');
const QUICK = inject('full') ? 1 : 0.1;
const casesOf = (usual: number): number => Math.round(usual * (FACTOR > 0 ? FACTOR : QUICK));
/**
 * MB: the largest picture that is decoded has 64 million pixels of 4 bytes, held three times: decoded, drawn and read.
 */
const MOST_MEMORY = 1000;

const SIZES = [0, 1, 2, PICTURE_EDGE - 1, 255, 4000, 7999, 65_535, 0x7fffffff, 0x80000000, 0xffffffff] as const;
type Pick = <T>(items: readonly [T, ...T[]]) => T;

/** Reads a picture together with a valid one; returns the error, or undefined if both were read. */
async function answer(kind: string, bytes: Uint8Array, sound: Uint8Array): Promise<unknown> {
  try {
    const { images } = await readPictures(
      [userFile(`d/a/1.${kind}`, bytes), userFile('d/b/1.bmp', sound)],
      () => undefined,
    );
    expect(images).toMatchObject({ count: 2, size: 28 });
    expect(images.pixels).toHaveLength(2 * 28 * 28 * images.channels);
    return undefined;
  } catch (error) {
    return error;
  }
}

/** Feeds damaged pictures of one type to the lab, and checks its answers, their time and the browser's memory. */
async function fuzz(
  kind: string,
  cases: number,
  seed: number,
  damaged: (random: RandomStream, pick: Pick) => Uint8Array,
): Promise<void> {
  const random = randomStream(seed, 'probe');
  const pick: Pick = (items) => items[random.integer(items.length)] ?? items[0];
  const sound = bmp();
  const [began, before] = [performance.now(), await commands.browserPeak()];
  let refused = 0;
  let slowest = 0;
  for (let k = 0; k < cases; k++) {
    const bytes = damaged(random, pick);
    const begun = performance.now();
    const outcome = await answer(kind, bytes, sound);
    slowest = Math.max(slowest, performance.now() - begun);
    if (outcome === undefined) continue;
    refused += 1;
    expect(outcome).toMatchObject({ name: 'DataError' });
    expect((outcome as Error).message).toMatch(
      /^“d\/a\/1\.\w+” (is no PNG, JPEG, GIF, WebP or BMP picture|is damaged: the browser cannot read it|unpacks to [\d,]+ × [\d,]+ pixels; up to 64,000,000 can be read)\. Mend or remove them, then give the folder again\.$/,
    );
  }
  const grown = (await commands.browserPeak()) - before;
  const figures = `${kind}: ${cases} cases in ${((performance.now() - began) / 1000).toFixed(1)} s, ${refused} refused, ${cases - refused} read; slowest ${slowest.toFixed(0)} ms; peak of the browser's memory grew by ${grown.toFixed(0)} MB`;
  // eslint-disable-next-line no-console -- The figures are what was asked for.
  if (FACTOR > 0) console.log(figures);
  expect(refused, figures).toBeGreaterThan(0);
  expect(refused, figures).toBeLessThan(cases);
  expect(grown, figures).toBeLessThan(MOST_MEMORY);
}

/** One to three faults that are independent of the format. */
function scratched(bytes: Uint8Array, random: RandomStream): Uint8Array {
  let mutant = bytes;
  for (let issues = 1 + random.integer(3); issues > 0; issues--) mutant = mutateBytes(mutant, random);
  return mutant;
}

/** A PNG with right checksums and damaged chunks. */
function oddPng(random: RandomStream, pick: Pick): Uint8Array {
  const [header, rows, end] = pngChunks();
  const odd = header.bytes.slice();
  switch (random.integer(8)) {
    case 0:
      new DataView(odd.buffer).setUint32(pick([0, 4]), pick(SIZES));
      return pngOf([{ type: 'IHDR', bytes: odd }, rows, end]);
    case 1:
      odd[8 + random.integer(5)] = pick([0, 1, 2, 3, 4, 6, 7, 16, 255]);
      return pngOf([{ type: 'IHDR', bytes: odd }, rows, end]);
    case 2:
      return pngOf([header, { type: 'IDAT', bytes: scratched(rows.bytes, random) }, end]);
    case 3:
      // Three megabytes, of which the picture needs one thousandth.
      return pngOf([header, { type: 'IDAT', bytes: zlibSync(new Uint8Array(3_000_000)) }, end]);
    case 4:
      return pngOf(Array.from({ length: 1 + random.integer(6) }, () => pick<PngChunk>([header, rows, end])));
    case 5: {
      const type = pick(['tEXt', 'iCCP', 'acTL', 'PLTE', 'tRNS', 'eXIf', 'IDAT', 'NONE']);
      const more = Array.from({ length: pick([1, 2, 500]) }, () => ({ type, bytes: scratched(odd, random) }));
      return pngOf([header, ...more, rows, end]);
    }
    default:
      return scratched(pngOf([header, rows, end]), random);
  }
}

it(`PNG: ${casesOf(250)} damaged pictures are read, or reported with a sentence`, async () => {
  await fuzz('png', casesOf(250), 20_261_126, oddPng);
}, 600_000);

it(`JPEG: ${casesOf(250)} damaged pictures are read, or reported with a sentence`, async () => {
  const sound = await encoded('image/jpeg');
  const frame = jpegFrame(sound);
  await fuzz('jpg', casesOf(250), 20_261_127, (random, pick) => {
    const bytes = sound.slice();
    const view = new DataView(bytes.buffer);
    switch (random.integer(6)) {
      case 0:
        view.setUint16(frame + pick([0, 2]), pick(SIZES) & 0xffff);
        return bytes;
      case 1:
        // Precision, number of components, and their sampling.
        bytes[frame + pick([-1, 4, 5, 6, 7, 8, 9, 10, 11])] = random.integer(256);
        return bytes;
      case 2:
        return join([bytes.subarray(0, 2), new Uint8Array(pick([1, 1000, 100_000])).fill(0xff), bytes.subarray(2)]);
      default:
        return scratched(bytes, random);
    }
  });
}, 600_000);

it(`GIF, WebP, BMP: ${casesOf(100)} damaged pictures of each are read, or reported with a sentence`, async () => {
  const webp = await encoded('image/webp');
  const sized =
    (sound: Uint8Array, places: readonly [number, ...number[]], bits: 16 | 32) =>
    (random: RandomStream, pick: Pick): Uint8Array => {
      const bytes = sound.slice();
      const view = new DataView(bytes.buffer);
      if (random.integer(3) > 0) return scratched(bytes, random);
      if (bits === 16) view.setUint16(pick(places), pick(SIZES) & 0xffff, true);
      else view.setUint32(pick(places), pick(SIZES), true);
      return bytes;
    };
  await fuzz('gif', casesOf(100), 20_261_128, sized(gif(), [6, 8, 20, 22, 24, 26], 16));
  await fuzz('webp', casesOf(100), 20_261_129, sized(webp, [24, 26, 28], 16));
  await fuzz('bmp', casesOf(100), 20_261_130, sized(bmp(), [10, 14, 18, 22], 32));
}, 600_000);

it('a GIF whose first frame is a bomb, on a screen of one pixel, is not unpacked', async () => {
  const bytes = gif();
  new DataView(bytes.buffer).setUint16(24, 65_535, true);
  new DataView(bytes.buffer).setUint16(26, 65_535, true);
  expect(await answer('gif', bytes, bmp())).toMatchObject({
    message: expect.stringContaining('unpacks to 65,535 × 65,535 pixels') as string,
  });
});
