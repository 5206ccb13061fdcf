/**
 * Kernel suite: operations that steps do in place (averages, retained gradients), and batches from examples on the
 * device.
 */
import { engine, memory, tidy, variable, zeros, type Tensor, type Tensor1D } from '@tensorflow/tfjs-core';
import { describe, expect, it } from 'vitest';
import { packed } from '../../../src/shared/augmentations/augmentation.ts';
import { fillSquares } from '../../data/augmented.ts';
import { UNIT_SCALING } from '../../data/image-set.ts';
import { DeviceExamples } from '../../training/examples.ts';
import { joinChannels, splitChannels, sumOf } from '../channels.ts';
import { canGather, gatherBatch } from '../gather.ts';
import { measuredUpdate, movingAverages } from '../update.ts';
import { casesWith, expectClose, INPUT_KINDS, labels, tensorOf, values, type Coverage } from './inputs.ts';
import { sgdUpdate } from './rates.ts';
import { itTidily } from './scope.ts';

export function describeState(coverage: Coverage = 'all'): void {
  describe.each(INPUT_KINDS)('%s inputs', (kind) => {
    it.each(casesWith(kind, [1, 5, 300], coverage))('updates averages of %i numbers without a leak', async (size) => {
      const before = memory().numTensors;
      const [a, b, x, y] = [1, 2, 3, 4].map((seed) => values(kind, size, seed)) as [
        Float32Array,
        Float32Array,
        Float32Array,
        Float32Array,
      ];
      const made = (from: Float32Array) => tidy(() => variable(tensorOf(from, [size])));
      const [first, second] = [made(a), made(b)];
      tidy(() => {
        movingAverages([first, second], [tensorOf(x, [size]), tensorOf(y, [size])], 0.75);
      });
      const moved = (from: Float32Array, to: Float32Array) => [...from].map((v, i) => 0.75 * v + 0.25 * (to[i] ?? NaN));
      await expectClose(first, [size], moved(a, x), 1e-6);
      await expectClose(second, [size], moved(b, y), 1e-6);
      first.dispose();
      second.dispose();
      expect(memory().numTensors).toBe(before);
    });
  });

  it('joins and splits channels exactly, over several parts of the work', async () => {
    const counts = [5, 8, 19];
    const row = 32;
    const rows = 2 * 45 * 45;
    const x = values('dense', rows * row, 1);
    const whole = tensorOf(x, [2, 45, 45, row]);
    const parts = splitChannels(whole, counts);
    let from = 0;
    for (const [i, count] of counts.entries()) {
      const start = from;
      const own = Float32Array.from({ length: rows * count }, (_, at) => {
        return x[Math.floor(at / count) * row + start + (at % count)] ?? NaN;
      });
      await expectClose(parts[i] ?? whole, [2, 45, 45, count], own, 0);
      from += count;
    }
    const joined = joinChannels(parts);
    await expectClose(joined, [2, 45, 45, row], x, 0);
    const doubled = sumOf(joined, whole);
    await expectClose(
      doubled,
      [2, 45, 45, row],
      x.map((value) => 2 * value),
      0,
    );
    [whole, ...parts, joined, doubled].forEach((tensor) => tensor.dispose());
  });

  it('retains the latest gradient in one tensor', async () => {
    const before = memory().numTensors;
    const [g, h] = [values('dense', 300, 1), values('dense', 300, 2)];
    const [value, velocity] = tidy(() => [variable(zeros([15, 20])), variable(zeros([15, 20]))] as const);
    const update = (gradient: Float32Array, previous: Tensor | null): Tensor => {
      const [statistics, retained] = tidy(() =>
        measuredUpdate(value, { velocity }, tensorOf(gradient, [15, 20]), previous, sgdUpdate(0, 0, 0)),
      );
      statistics.dispose();
      return retained;
    };
    const first = update(g, null);
    await expectClose(first, [15, 20], g, 0);
    const second = update(h, first);
    await expectClose(second, [15, 20], h, 0);
    expect(memory().numTensors).toBe(before + 3);
    [value, velocity, second].forEach((tensor) => tensor.dispose());
    expect(engine().state.numTensors).toBe(before);
  });

  describe('a batch from the device', () => {
    const [count, size, channels] = [7, 3, 1];
    const length = size * size * channels;
    const bytes = Uint8Array.from(labels(count * length, 256, 1));
    const chosen = [5, 0, 6, 6];
    const given = [3, 1, 0, 9];
    const choice = Int32Array.from([...chosen, ...given]);
    const words = new Int32Array(Math.ceil(bytes.length / 4));
    new Uint8Array(words.buffer).set(bytes);

    const gathers = (
      name: string,
      pixels: Int32Array | Float32Array,
      factors: Float32Array,
      offsets: Float32Array,
      expected: (example: number, i: number) => number,
    ): void => {
      itTidily(name, async () => {
        if (!canGather()) return;
        const made = gatherBatch(
          {
            pixels: tensorOf<Tensor1D>(pixels, [pixels.length]),
            factors: tensorOf<Tensor1D>(factors, [factors.length]),
            offsets: tensorOf<Tensor1D>(offsets, [offsets.length]),
            size,
            channels,
          },
          tensorOf<Tensor1D>(choice, [choice.length]),
        );
        const images = chosen.flatMap((example) => Array.from({ length }, (_, i) => expected(example, i)));
        await expectClose(made.images, [4, size, size, channels], images, 1e-6);
        expect([...(await made.labels.data())]).toEqual(given);
      });
    };
    const byteOf = (example: number, i: number): number => bytes[example * length + i] ?? NaN;
    const own = [0.1, 0.2, 0.3, 0.4, 0.5, 0.6, 0.7];
    gathers('is scaled alike', words, Float32Array.of(1 / 255), Float32Array.of(-0.5), (example, i) => {
      return byteOf(example, i) / 255 - 0.5;
    });
    gathers('is scaled image by image', words, Float32Array.from(own), Float32Array.from(own, Math.sqrt), (one, i) => {
      return (own[one] ?? NaN) * byteOf(one, i) + Math.sqrt(own[one] ?? NaN);
    });
    const floats = values('dense', count * length, 2);
    gathers('of floats is taken as it is', floats, Float32Array.of(0), Float32Array.of(0), (example, i) => {
      return floats[example * length + i] ?? NaN;
    });

    it.each([
      [3, 3, true],
      [3, 3, false],
      [5, 3, true],
    ])('of squares: images of %i pixels, squares of %i, whitened %s', async (size, edge, whitened) => {
      if (!canGather()) return;
      const images = {
        pixels: Uint8Array.from(labels(count * size * size * 3, 256, 1)),
        labels: new Uint8Array(count),
        count,
        size,
        channels: 3,
      };
      const placed = Int32Array.from(
        [
          { top: 0, left: 0, flip: true },
          { top: 2, left: 1, flip: false },
          { top: 1, left: 2, flip: true },
          { top: 2, left: 2, flip: false },
        ],
        packed,
      );
      const augmented = { images, edge, whitened, place: () => placed };
      const expected = new Float32Array(4 * edge * edge * 3);
      fillSquares(augmented, chosen, placed, expected);
      const examples = DeviceExamples.ofBytes({ ...images, scaling: UNIT_SCALING }, augmented);
      const made = examples.batch(Uint32Array.from(chosen), Uint8Array.from([9, 8, 7, 6, 5, 4, 3]), 1);
      await expectClose(made.images, [4, edge, edge, 3], [...expected], 1e-6);
      expect([...(await made.labels.data())]).toEqual([4, 9, 3, 3]);
      for (const tensor of [made.images, made.labels]) tensor.dispose();
      examples.dispose();
    });
  });
}
