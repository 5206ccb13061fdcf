import { beforeEach, describe, expect, it } from 'vitest';
import { recordsOf, storeRecords } from './origins/records.ts';
import type { DataFile } from './data-file.ts';
import { memoryStore, type RecordStore } from './record-store.ts';
import {
  asFile,
  CIFAR10,
  CIFAR10_RECORD,
  FOLDER,
  gzip,
  join,
  makeArchive,
  makeRecords,
  makeTar,
  type TarPart,
} from './testing/archives.ts';

const BATCHES = { data_batch_2: 3, data_batch_1: 4, test_batch: 2 };
const ARCHIVE = 'cifar-10-binary.tar.gz';
const words = (text: string): Uint8Array => new TextEncoder().encode(text);

let store: RecordStore<string>;
const give = (...files: DataFile[]): Promise<string> => storeRecords(CIFAR10, files, () => undefined, store);
const bins = (): DataFile[] => [
  asFile('test_batch.bin', makeRecords(2, 9)),
  asFile('data_batch_1.bin', makeRecords(5)),
];
const tar = async (...parts: TarPart[]): Promise<DataFile> => asFile(ARCHIVE, await gzip(makeTar(parts)));

beforeEach(() => {
  store = memoryStore(recordsOf(CIFAR10));
});

describe('storeRecords', () => {
  it('reads the archive', async () => {
    const fractions: (number | null)[] = [];
    const file = asFile(ARCHIVE, await gzip(makeArchive(BATCHES)));
    const summary = await storeRecords(CIFAR10, [file], (_, fraction) => fractions.push(fraction), store);
    expect(summary).toMatch(/7 training and 2 test images/);
    const held = await store.open();
    expect(await held?.read('data_batch_2')).toEqual(makeRecords(3, 0));
    expect(await held?.read('data_batch_1')).toEqual(makeRecords(4, 1));
    expect(await held?.read('test_batch')).toEqual(makeRecords(2, 2));
    expect(fractions.at(-1)).toBe(1);
  });

  it('reads the .bin files, in any order, with other files of the archive', async () => {
    expect(await give(...bins(), asFile('readme.html', words('<html>')))).toMatch(/5 training and 2 test images/);
    const held = await store.open();
    expect(await held?.read('data_batch_1')).toEqual(makeRecords(5));
  });

  it('reads an archive that is already decompressed', async () => {
    expect(await give(asFile('cifar-10-binary.tar', makeArchive(BATCHES)))).toMatch(/7 training/);
  });

  it.each([
    ['data_batch_1 (1).bin', 'test_batch (2).bin'],
    ['DATA_BATCH_1.BIN', 'Test_Batch.Bin'],
    ['Copy of data_batch_1.bin', 'test_batch copy.bin'],
    ['data_batch_1 - Copy.bin', 'test_batch(1).bin'],
  ])('reads files that a browser or file manager has renamed: %s, %s', async (train, test) => {
    expect(await give(asFile(train, makeRecords(5)), asFile(test, makeRecords(2, 9)))).toMatch(/5 training and 2 test/);
  });

  it('reads a batch that is gzipped separately, next to a hidden file', async () => {
    const packed = asFile('data_batch_1.bin.gz', await gzip(makeRecords(5)));
    expect(await give(packed, asFile('test_batch.bin', makeRecords(2, 9)), asFile('.DS_Store', words('x')))).toMatch(
      /5 training/,
    );
    expect(await (await store.open())?.read('data_batch_1')).toEqual(makeRecords(5));
    const long = asFile('data_batch_1.bin.gz', await gzip(new Uint8Array(10_000 * CIFAR10_RECORD + 5)));
    await expect(give(long)).rejects.toThrow(/more than the 10,000 records/);
  });

  it('names CIFAR-10 for Python', async () => {
    await expect(give(asFile('data_batch_1', Uint8Array.of(0x80, 2, 0x7d)))).rejects.toThrow(/CIFAR-10 for Python/);
  });

  it('replaces the stored records', async () => {
    await give(asFile(ARCHIVE, await gzip(makeArchive(BATCHES))));
    await give(...bins());
    expect([...((await store.open())?.lengths.keys() ?? [])].sort()).toEqual(['data_batch_1', 'test_batch']);
  });
});

describe('a faulty file is refused with a sentence that names it, and the stored images stay', () => {
  const archive = gzip(makeArchive(BATCHES));
  const batch = (bytes: Uint8Array): TarPart => ({ name: `${FOLDER}/data_batch_1.bin`, bytes });
  const bad = makeRecords(3);
  bad[CIFAR10_RECORD] = 10;
  const cases: readonly (readonly [string, () => Promise<DataFile[]> | DataFile[], RegExp])[] = [
    ['nothing', () => [], /No data file was given/],
    ['an empty file', () => [asFile(ARCHIVE, new Uint8Array(0))], /“cifar-10-binary\.tar\.gz” is empty/],
    ['a web page', () => [asFile(ARCHIVE, words('\n<!DOCTYPE html><p>404'))], /is a web page, not CIFAR-10/],
    ['a web page as .bin', () => [asFile('test_batch.bin', words('<html>no'))], /“test_batch\.bin” is a web page/],
    ['not gzip', () => [asFile(ARCHIVE, words('hello, world'))], /is no gzip archive and none of/],
    ['a cut gzip', async () => [asFile(ARCHIVE, (await archive).slice(0, -9))], /was cut short.*170,052,171/],
    ['a bad checksum', async () => [asFile('a.gz', (await archive).fill(1, -8, -4))], /is damaged or was cut short/],
    ['gzip of no tar', async () => [asFile(ARCHIVE, await gzip(makeRecords(2)))], /header of the archive inside/],
    ['a tar cut inside', async () => [asFile(ARCHIVE, await gzip(makeArchive(BATCHES).slice(0, 9000)))], /ends inside/],
    [
      'an archive of others',
      () => tar({ name: 'a/b.txt', bytes: words('x') }).then((f) => [f]),
      /is another archive: it holds none/,
    ],
    [
      'Python’s archive',
      () => tar({ name: 'cifar-10-batches-py/data_batch_4', bytes: new Uint8Array(1_500_000) }).then((f) => [f]),
      /another archive: it holds cifar-10-batches-py\/data_batch_4 with 1,500,000/,
    ],
    [
      'an odd name',
      () => tar({ name: '../../data_batch_1.bin', bytes: makeRecords(1) }).then((f) => [f]),
      /an entry with an odd name/,
    ],
    [
      'a name with controls',
      () => tar({ name: 'a\x07b', bytes: makeRecords(1) }).then((f) => [f]),
      /an entry with an odd name/,
    ],
    [
      'an absurd size',
      () => tar({ ...batch(makeRecords(1)), claim: '77777777777\0' }).then((f) => [f]),
      /another archive: it holds .* with 8,589,934,591 bytes/,
    ],
    [
      'a size in another base',
      () => tar({ ...batch(makeRecords(1)), claim: '\x7f\x7f\x7f' }).then((f) => [f]),
      /header of the archive inside/,
    ],
    [
      'a batch twice',
      () => tar(batch(makeRecords(1)), batch(makeRecords(1))).then((f) => [f]),
      /holds data_batch_1\.bin twice/,
    ],
    [
      'too many entries',
      () => tar(...Array.from({ length: 101 }, (_, k) => ({ name: `f${k}`, bytes: words('x') }))).then((f) => [f]),
      /is another archive/,
    ],
    [
      'a label over 9 inside',
      () => tar(batch(bad)).then((f) => [f]),
      /tar\.gz” holds data_batch_1\.bin, which has the label 10 in record 2/,
    ],
    ['a label over 9', () => [asFile('data_batch_1.bin', bad)], /“data_batch_1\.bin” has the label 10 in record 2/],
    [
      'a cut .bin',
      () => [asFile('test_batch.bin', makeRecords(2).slice(1))],
      /has 6,145 bytes, no whole number of records/,
    ],
    [
      'an overlong .bin',
      () => [asFile('test_batch.bin', new Uint8Array((10_000 + 1) * CIFAR10_RECORD))],
      /more than the 10,000 records/,
    ],
    ['no test batch', () => bins().slice(1), /test_batch\.bin is missing/],
    ['no training batch', () => bins().slice(0, 1), /No training file was given/],
    ['the same batch twice', () => [...bins(), ...bins()], /test_batch\.bin was given twice/],
    [
      'too many files',
      () => Array.from({ length: 21 }, (_, k) => asFile(`${k}.bin`, words('x'))),
      /21 files are too many/,
    ],
    [
      'another kind of file',
      () => [...bins(), asFile('photo.png', words('\x89PNG'))],
      /“photo\.png” is no gzip archive/,
    ],
    [
      'junk after the archive',
      async () => [asFile(ARCHIVE, await gzip(join([makeArchive(BATCHES), new Uint8Array(1_000_001)])))],
      /has data after its end/,
    ],
  ];

  it.each(cases)('%s', async (_, files, sentence) => {
    await give(...bins());
    const refusal = await give(...(await files())).then(
      () => undefined,
      (error: unknown) => error,
    );
    expect(refusal).toMatchObject({ name: 'DataError' });
    expect(String(refusal)).toMatch(sentence);
    expect(String(refusal)).toMatch(/The CIFAR-10 images kept before are still here\.$/);
    expect(await (await store.open())?.read('data_batch_1')).toEqual(makeRecords(5));
  });
});
