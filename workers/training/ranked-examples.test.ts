/** The most and least aligned examples of a probed batch. */
import fc from 'fast-check';
import { expect, it } from 'vitest';
import { RANKED_EXAMPLES } from '../../src/shared/run/example-records.ts';
import { rankExamples } from './ranked-examples.ts';

const train = {
  pixels: Uint8Array.from({ length: 400 }, (_, i) => i % 251),
  labels: Uint8Array.from({ length: 100 }, (_, i) => i % 10),
  count: 100,
  size: 2,
  channels: 1,
};
const batchOf = (alignments: readonly number[]) => ({
  examples: Uint32Array.from(alignments, (_, i) => 99 - i),
  observed: Uint8Array.from(alignments, (_, i) => i % 7),
  predicted: Float32Array.from(alignments, (_, i) => i % 5),
  alignments: Float64Array.from(alignments),
});

it('takes both ends of the order, each with its own values', () => {
  const { most, least } = rankExamples(train, batchOf([0.1, 0.9, -0.5, NaN, 0.4]));
  expect([...most.alignments]).toEqual([0.9, 0.4]);
  expect([...least.alignments]).toEqual([-0.5, 0.1]);
  expect([...most.indices]).toEqual([98, 95]);
  expect([...most.trueLabels]).toEqual([8, 5]);
  expect([...most.observed]).toEqual([1, 4]);
  expect([...most.predicted]).toEqual([1, 4]);
  expect([...most.pixels]).toEqual([98, 95].flatMap((index) => [...train.pixels.subarray(4 * index, 4 * index + 4)]));
});

it('lists no example twice, and none without a direction', () => {
  fc.assert(
    fc.property(
      fc.array(fc.oneof(fc.double({ min: -1, max: 1, noNaN: true }), fc.constant(NaN)), { maxLength: 90 }),
      (all) => {
        const { most, least } = rankExamples(train, batchOf(all));
        const known = all.filter((value) => !Number.isNaN(value));
        expect(most.indices.length).toBe(Math.min(RANKED_EXAMPLES, Math.floor(known.length / 2)));
        expect(least.indices.length).toBe(most.indices.length);
        expect(new Set([...most.indices, ...least.indices]).size).toBe(2 * most.indices.length);
        const [lowest, highest] = [Math.max(...least.alignments), Math.min(...most.alignments)];
        if (most.indices.length > 0) expect(highest).toBeGreaterThanOrEqual(lowest);
      },
    ),
  );
});
