import { createHash } from 'node:crypto';
import { beforeEach, describe, expect, it } from 'vitest';
import { DEFAULT_PARAMS, resolveParams, type RunParams } from '../../../src/shared/run/run-params.ts';
import { loadData, type RunData } from '../origins/load.ts';
import { memoryStore } from '../record-store.ts';
import { describeOwn, openOwn, OWN_RECORDS, storeOwn } from './own-store.ts';
import { sameData } from './same-data.ts';
import { userFile, makeIdx, someImages, someLabels, somePair } from './testing/user-file.ts';

let store = memoryStore(OWN_RECORDS);
const quiet = (): undefined => undefined;
const load = (params: Partial<RunParams> = {}): Promise<RunData> =>
  loadData(resolveParams({ ...DEFAULT_PARAMS, data: 'own', n: 16, ...params }), quiet, undefined, {
    own: () => openOwn(store),
  });
/** Identifies the given images by their first bytes, which differ. */
const identities = ({ pixels, count }: RunData['train']): string[] =>
  Array.from({ length: count }, (_, k) => pixels.subarray(784 * k, 784 * k + 60).join());

beforeEach(() => {
  store = memoryStore(OWN_RECORDS);
});

describe('own images', () => {
  it('are stored, described, and split by the seed alone: each image is used once, for training or test', async () => {
    expect(await storeOwn(somePair(), quiet, store)).toBe(
      '“train-images-idx3-ubyte”: 20 images of 3 classes are kept until this page closes (the browser denies storage).',
    );
    expect(await describeOwn(store)).toMatchObject({
      classNames: ['0', '1', '2'],
      counts: [7, 7, 6],
      trainExamples: 16,
      testExamples: 4,
      testGiven: false,
      channels: 1,
      samples: someImages(20, 28).subarray(0, 3 * 784),
    });
    const first = await load();
    expect([first.train.count, first.test.count, first.classNames.length]).toEqual([16, 4, 3]);
    const all = identities({ ...first.train, pixels: someImages(20, 28), count: 20 });
    expect([...identities(first.train), ...identities(first.test)].sort()).toEqual(all.sort());
    expect(identities((await load({ n: 10 })).test)).toEqual(identities(first.test));
    expect(identities((await load({ seed: 2 })).test)).not.toEqual(identities(first.test));
    // A label belongs to its image.
    const labels = new Map(all.map((identity) => [identity, -1]));
    identities({ ...first.train, pixels: someImages(20, 28), count: 20 }).forEach((identity, k) =>
      labels.set(identity, k % 3),
    );
    expect([...first.train.labels]).toEqual(identities(first.train).map((identity) => labels.get(identity)));
  });

  it('keep their notes for later visits and for the run', async () => {
    const summary = await storeOwn([...somePair(), userFile('notes.txt', new Uint8Array(20))], quiet, store);
    const notes = ['“notes.txt” is left out: no array.'];
    expect(summary).toContain(notes[0]);
    expect((await describeOwn(store))?.notes).toEqual(notes);
    expect((await load()).source?.notes).toEqual(notes);
  });

  it('are refused with a sentence if more are requested than stored', async () => {
    await storeOwn(somePair(), quiet, store);
    await expect(load({ n: 17 })).rejects.toThrow(/has 16 training examples, fewer than the 17 asked for/);
  });

  it('if there are none, the address is explained', async () => {
    await expect(load()).rejects.toThrow(/images of your own \(data=own\), and this browser holds none/);
    expect(await describeOwn(store)).toBeNull();
  });

  it('a fault keeps the stored set', async () => {
    await storeOwn(somePair(), quiet, store);
    await expect(storeOwn(somePair(20, 1), quiet, store)).rejects.toThrow(/one class only.*kept before are still here/);
    expect((await describeOwn(store))?.counts).toEqual([7, 7, 6]);
  });

  it('the digest is SHA-256 as documented, and depends on content, not names', async () => {
    const sha = (...parts: (Uint8Array | string)[]): Buffer =>
      parts.reduce((hash, part) => hash.update(part), createHash('sha256')).digest();
    const pixels = someImages(9000, 28);
    const labels = someLabels(9000, 3);
    const pair = (name: string): ReturnType<typeof userFile>[] => [
      userFile(`${name}-images`, makeIdx(pixels, [9000, 28, 28])),
      userFile(`${name}-labels`, makeIdx(labels, [9000])),
    ];
    await storeOwn(pair('a'), quiet, store);
    const expected = sha(
      '[["0","1","2"],28,1,9000,null]',
      sha(labels),
      sha(pixels.subarray(0, 8192 * 784)),
      sha(pixels.subarray(8192 * 784)),
    ).toString('hex');
    expect((await describeOwn(store))?.digest).toBe(expected);
    expect((await load()).source).toEqual({ name: 'a-images', digest: expected });
    await storeOwn(pair('b'), quiet, store);
    expect(await describeOwn(store)).toMatchObject({ digest: expected, name: 'b-images' });
  });

  it('are described without reading the images that are not shown', async () => {
    const files = [
      userFile('images', makeIdx(someImages(9000, 28), [9000, 28, 28])),
      userFile('labels', makeIdx(someLabels(9000, 3), [9000])),
    ];
    await storeOwn(files, quiet, store);
    const reads: string[] = [];
    const told = await describeOwn({
      ...store,
      async open() {
        const held = await store.open();
        return held && { ...held, read: (name) => held.read((reads.push(name), name)) };
      },
    });
    expect(told?.counts).toEqual([3000, 3000, 3000]);
    expect(told?.samples).toHaveLength(3 * 784);
    expect(reads).toContain('images-0');
    expect(reads).not.toContain('images-1');
  });

  it('a run resumes only with its own images', async () => {
    await storeOwn(somePair(), quiet, store);
    const held = await describeOwn(store);
    expect(() => sameData(held, held?.digest ?? '')).not.toThrow();
    expect(() => sameData(held, 'f'.repeat(64))).toThrow(/digest begins with ffffffffffff; this browser now holds/);
    expect(() => sameData(null, 'f'.repeat(64))).not.toThrow();
  });

  it('of a newer release are refused as such', async () => {
    const later = await store.replace();
    await later.put('about', new TextEncoder().encode('{"version":2,"more":"than today"}'));
    await later.commit();
    await expect(load()).rejects.toThrow(/kept by a newer release of the lab. Reload the page/);
  });

  it('damaged records are reported, not trained on', async () => {
    await storeOwn(somePair(), quiet, store);
    const spoil = async (name: 'about' | 'labels' | 'images-0', bytes: Uint8Array): Promise<void> => {
      await storeOwn(somePair(), quiet, store);
      const held = await store.open();
      const spoiled = await store.replace();
      for (const record of ['about', 'labels', 'images-0'] as const) {
        await spoiled.put(record, record === name ? bytes : ((await held?.read(record)) ?? bytes));
      }
      await spoiled.commit();
      await expect(load()).rejects.toThrow(/images of your own are damaged/);
    };
    await spoil('about', new TextEncoder().encode('{"version":1}'));
    await spoil('about', new Uint8Array(3));
    await spoil('labels', new Uint8Array(20).fill(3));
    await spoil('images-0', new Uint8Array(5));
  });
});
