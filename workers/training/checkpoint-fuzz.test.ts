/** Fuzzed checkpoints from a seed: each is refused with a sentence, or a run resumes from it and trains. */
import '@tensorflow/tfjs-backend-cpu';
import { engine, setBackend } from '@tensorflow/tfjs-core';
import { expect, it } from 'vitest';
import { randomStream, type RandomStream } from '../../src/shared/util/random.ts';
import { DEFAULT_PARAMS, resolveParams } from '../../src/shared/run/run-params.ts';
import { casesOf, FuzzFigures } from '../../src/shared/testing/fuzz.ts';
import { mutate } from '../../src/shared/testing/mutate.ts';
import { loadData } from '../data/origins/load.ts';
import { mutateBytes } from '../data/testing/mutate-bytes.ts';
import { CheckpointError, decodeCheckpoint, encodeCheckpoint } from './checkpoint-format.ts';
import { ReadbackQueue } from '../backends/common/readback-queue.ts';
import { withoutPause } from './parts.ts';
import { Run } from './run.ts';
import { headerOf, withChecksum, withHeader } from './testing/checkpoints.ts';

const CASES = casesOf(1000);
/** MB. */
const MOST_MEMORY = 300;
/** As many of the readable ones are trained from. */
const BUILT = 4;

const params = resolveParams({
  ...DEFAULT_PARAMS,
  data: 'synthetic',
  n: 20,
  size: 14,
  width: [3],
  norm: 'batch',
  batch: 10,
  steps: 12,
  probe: 0,
  windows: [
    { start: 0, stop: 3 },
    { start: 2, stop: 9 },
  ],
  stride: 1,
});

/** A header with an array of an impossible offset, length or kind. */
function oddArrays(header: string, random: RandomStream): string {
  const places = [...header.matchAll(/\{"\$":"(\w+)","at":(\d+),"length":(\d+)\}/g)];
  const [found] = places[random.integer(places.length)] ?? [];
  const odd = ['-1', '0.5', '1e9', '9007199254740991', '1e400', 'null', '"4"', '4'];
  const pick = (): string => odd[random.integer(odd.length)] ?? '';
  if (found === undefined) return header;
  switch (random.integer(5)) {
    case 0:
      return header.replace(found, found.replace(/"at":\d+/, `"at":${pick()}`));
    case 1:
      return header.replace(found, found.replace(/"length":\d+/, `"length":${pick()}`));
    case 2:
      return header.replace(
        found,
        found.replace(/"Float\w+"/, ['"Float64Array"', '"Uint8Array"', '"constructor"'][random.integer(3)] ?? ''),
      );
    case 3:
      // The same array many times: decoding must not allocate more than the file holds.
      return header.replace(found, `[${Array.from({ length: 200 }, () => found).join()}]`);
    default:
      return header.replace(
        found,
        ['['.repeat(100_000), '{}', 'NaN', `"${'x'.repeat(50_000)}"`][random.integer(4)] ?? '',
      );
  }
}

function damaged(sound: Uint8Array, random: RandomStream): Uint8Array {
  const header = headerOf(sound);
  switch (random.integer(4)) {
    case 0:
      return mutateBytes(sound, random);
    case 1:
      // Wrong content with a right checksum.
      return withChecksum(mutateBytes(sound, random));
    case 2:
      return withHeader(sound, oddArrays(header, random));
    default:
      return withHeader(sound, JSON.stringify([mutate(JSON.parse(header), random)]).slice(1, -1));
  }
}

it(`${CASES} damaged checkpoints are refused with a sentence or trained from`, async () => {
  await setBackend('cpu');
  const data = await loadData(params, () => undefined);
  const begin = (): { run: Run; queue: ReadbackQueue } => {
    const queue = new ReadbackQueue();
    return { queue, run: new Run([{ params, events: [], opposite: false }], data, queue) };
  };
  const { run: first, queue: firstQueue } = begin();
  for (let step = 0; step < 5; step++) {
    withoutPause(first.observe(false));
    withoutPause(first.train(step));
  }
  await firstQueue.flush();
  const sound = encodeCheckpoint(await first.save());
  first.dispose();
  const tensors = engine().state.numTensors;

  const random = randomStream(7, 'probe');
  const figures = new FuzzFigures('checkpoints');
  let built = 0;
  let trained = 0;
  for (let k = 0; k < CASES; k++) {
    const bytes = damaged(sound, random);
    const read = await figures.time(() => {
      try {
        return decodeCheckpoint(bytes);
      } catch (error) {
        return error;
      }
    });
    if (read instanceof Error) {
      figures.refuse();
      expect(read).toBeInstanceOf(CheckpointError);
      expect(read.message).toMatch(/^The checkpoint .{5,100}\.$/);
      continue;
    }
    built += 1;
    if (built % BUILT !== 0) continue;
    const { run, queue } = begin();
    try {
      run.restore(decodeCheckpoint(bytes));
    } catch (error) {
      // The caller then tries the checkpoint before it.
      expect(error).toBeInstanceOf(Error);
      run.dispose();
      continue;
    }
    withoutPause(run.observe(false));
    withoutPause(run.train(0));
    await queue.flush();
    trained += 1;
    run.dispose();
  }
  expect(trained).toBeGreaterThan(0);
  // A failed attempt left nothing on the device.
  expect(engine().state.numTensors).toBe(tensors);
  figures.finish(MOST_MEMORY);
}, 600_000);
