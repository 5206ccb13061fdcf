import { expect, it } from 'vitest';
import { randomStream } from '../../src/shared/random.ts';
import { CIFAR10_RECORDS, storeCifar10 } from './cifar10-store.ts';
import { RECORD_LENGTH } from './cifar10.ts';
import { memoryStore } from './record-store.ts';
import { asFile, gzip, join, makeArchive, makeRecords } from './suite/archives.ts';

const CASES = 2000;
const chance = randomStream(20_240_229, 'probe');

/** One random fault: bytes changed, bits flipped, a piece cut out, doubled, zeroed or put elsewhere, an end cut off. */
function mutate(bytes: Uint8Array): Uint8Array {
  const mutant = bytes.slice();
  const at = chance.integer(mutant.length);
  const piece = mutant.slice(at, at + 1 + chance.integer(700));
  switch (chance.integer(7)) {
    case 0:
      mutant[at] = chance.integer(256);
      return mutant;
    case 1:
      mutant[at] = (mutant[at] ?? 0) ^ (1 << chance.integer(8));
      return mutant;
    case 2:
      return join([mutant.subarray(0, at), mutant.subarray(at + piece.length)]);
    case 3:
      return join([mutant.subarray(0, at), piece, mutant.subarray(at)]);
    case 4:
      return mutant.fill(0, at, at + piece.length);
    case 5:
      mutant.set(piece.subarray(0, mutant.length - at), Math.max(0, chance.integer(mutant.length) - piece.length));
      return mutant;
    default:
      return mutant.slice(0, at);
  }
}

it(`${CASES} mutated files and archives: each is read or refused by name, and a refusal keeps what was held`, async () => {
  const archive = makeArchive({ data_batch_1: 2, test_batch: 1 });
  const packed = await gzip(archive);
  const good = (): Promise<string> =>
    storeCifar10(
      [asFile('data_batch_5.bin', makeRecords(1)), asFile('test_batch.bin', makeRecords(1))],
      () => undefined,
      store,
    );
  const store = memoryStore(CIFAR10_RECORDS);
  let refused = 0;
  let slowest = 0;
  for (let k = 0; k < CASES; k++) {
    await good();
    const kind = chance.integer(3);
    let bytes = [archive, packed, makeRecords(2)][kind] ?? packed;
    for (let faults = chance.integer(3); faults >= 0; faults--) bytes = bytes.length > 0 ? mutate(bytes) : bytes;
    if (kind === 0) bytes = await gzip(bytes);
    const files =
      kind === 2
        ? [asFile('data_batch_1.bin', bytes), asFile('test_batch.bin', makeRecords(1))]
        : [asFile('cifar-10-binary.tar.gz', bytes)];
    const before = performance.now();
    const outcome = await storeCifar10(files, () => undefined, store).catch((error: unknown) => error);
    slowest = Math.max(slowest, performance.now() - before);
    const held = await store.open();
    if (typeof outcome === 'string') {
      expect(outcome).toMatch(/^CIFAR-10: \d+ training and \d+ test images are kept/);
      for (const length of held?.lengths.values() ?? []) expect(length % RECORD_LENGTH).toBe(0);
    } else {
      refused++;
      expect(outcome).toMatchObject({ name: 'DataError' });
      expect(String(outcome)).toMatch(/The CIFAR-10 images kept before are still here\.$/);
      expect([...(held?.lengths.keys() ?? [])]).toEqual(['data_batch_5', 'test_batch']);
    }
  }
  expect(refused).toBeGreaterThan(CASES / 2);
  expect(refused).toBeLessThan(CASES);
  expect(slowest).toBeLessThan(1000);
}, 120_000);
