import { expect, it } from 'vitest';
import { randomStream, type RandomStream } from '../../src/shared/util/random.ts';
import { casesOf, FuzzFigures } from '../../src/shared/testing/fuzz.ts';
import { recordsOf, storeRecords } from './origins/records.ts';
import { memoryStore } from './record-store.ts';
import {
  asFile,
  CIFAR10,
  CIFAR10_RECORD,
  FOLDER,
  gzip,
  makeArchive,
  makeRecords,
  makeTar,
  type TarPart,
} from './testing/archives.ts';
import { mutateBytes } from './testing/mutate-bytes.ts';

const CASES = casesOf(2000);
/** MB: an archive of three records is tiny; a header may claim no more than a batch. */
const MOST_MEMORY = 300;

const NAMES = [
  'data_batch_1.bin',
  'test_batch.bin',
  'data_batch_6.bin',
  '../test_batch.bin',
  '/etc/passwd',
  '',
  'a/../b',
];
const CLAIMS = [
  '00000000000\0',
  '00001000000\0',
  '77777777777\0',
  '-0000000001\0',
  '99999999999\0',
  '\0',
  '\x80\0\0\0\0\xff\xff\xff\xff\xff\xff',
];
const TYPES = ['0', '', '1', '2', '5', '7', 'L', 'x', 'g', 'S'];

/** An archive with consistent but possibly false headers: entries with odd names, types, sizes and repetitions. */
function oddArchive(random: RandomStream): Uint8Array {
  const pick = <T>(items: readonly T[], fallback: T): T => items[random.integer(items.length)] ?? fallback;
  const parts = Array.from({ length: 1 + random.integer(random.integer(20) === 0 ? 300 : 6) }, (_, k): TarPart => {
    const folder = pick([`${FOLDER}/`, '', './', 'x/'.repeat(40)], '');
    const odd = random.integer(3) === 0;
    return {
      name: `${folder}${pick(NAMES, '')}`,
      bytes: random.integer(3) === 0 ? new Uint8Array(random.integer(4000)) : makeRecords(random.integer(3), k),
      ...(odd && { claim: pick(CLAIMS, '') }),
      ...(random.integer(4) === 0 && { type: pick(TYPES, '0') }),
    };
  });
  return makeTar(parts);
}

it(`${CASES} mutated files and archives: each is read or refused by name, and a refusal keeps the stored records`, async () => {
  const random = randomStream(20_240_229, 'probe');
  const archive = makeArchive({ data_batch_1: 2, test_batch: 1 });
  const packed = await gzip(archive);
  const store = memoryStore(recordsOf(CIFAR10));
  const good = [asFile('data_batch_5.bin', makeRecords(1)), asFile('test_batch.bin', makeRecords(1))];
  const figures = new FuzzFigures('CIFAR-10 files and archives');
  for (let k = 0; k < CASES; k++) {
    await storeRecords(CIFAR10, good, () => undefined, store);
    const kind = random.integer(4);
    let bytes = kind === 3 ? oddArchive(random) : ([archive, packed, makeRecords(2)][kind] ?? packed);
    for (let issues = random.integer(3); issues >= (kind === 3 ? 2 : 0); issues--) bytes = mutateBytes(bytes, random);
    if (kind === 0 || (kind === 3 && random.integer(2) === 0)) bytes = await gzip(bytes);
    const files =
      kind === 2
        ? [asFile('data_batch_1.bin', bytes), asFile('test_batch.bin', makeRecords(1))]
        : [asFile('cifar-10-binary.tar.gz', bytes)];
    const outcome = await figures.time(() =>
      storeRecords(CIFAR10, files, () => undefined, store).catch((error: unknown) => error),
    );
    const held = await store.open();
    if (typeof outcome === 'string') {
      expect(outcome).toMatch(/^CIFAR-10: \d+ training and \d+ test images are kept/);
      for (const length of held?.lengths.values() ?? []) expect(length % CIFAR10_RECORD).toBe(0);
    } else {
      figures.refuse();
      expect(outcome).toMatchObject({ name: 'DataError' });
      expect(String(outcome)).toMatch(/The CIFAR-10 images kept before are still here\.$/);
      expect([...(held?.lengths.keys() ?? [])]).toEqual(['data_batch_5', 'test_batch']);
    }
  }
  figures.finish(MOST_MEMORY);
}, 600_000);
