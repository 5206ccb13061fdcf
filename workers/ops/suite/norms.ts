/** The suite's third part: norms, products and the true copy of one backend. */
import { tidy, variable, zerosLike, type Tensor, type Tensor2D } from '@tensorflow/tfjs-core';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import {
  channelSquaredNorms,
  copyOf,
  innerProduct,
  rowProducts,
  squaredDistance,
  squaredNorm,
  unitRows,
} from '../norms.ts';
import { momentumUpdate } from '../update.ts';
import { expectClose, INPUT_KINDS, tensorOf, values, type InputKind } from './inputs.ts';
import * as reference from './reference.ts';
import { itTidily } from './scope.ts';

export function describeNorms(): void {
  describe('rows', describeRows);
  describe.each(INPUT_KINDS)('%s inputs', (kind) => {
    describe.each([[[1]], [[7, 5]], [[3, 3, 5, 6]], [[784, 129]]])('%j', (shape) => describeShape(kind, shape));
  });
  describe.each([1e-16, 1e-8, 1e8, 1e15])('values of the size %d', (size) => {
    itTidily('keep five digits of their squared norm', async () => {
      const x = values('dense', 10_000, 1).map((value) => size * value);
      await expectClose(squaredNorm(tensorOf(x, [100, 100])), [], [reference.dot(x, x)]);
    });
  });
}

function describeShape(kind: InputKind, shape: readonly number[]): void {
  const length = shape.reduce((a, b) => a * b);
  const a = values(kind, length, 1);
  const b = values('dense', length, 2);
  const squares = [...a].map((value) => value ** 2);
  const channels = shape[shape.length - 1] ?? 1;
  const pair = (): [Tensor, Tensor] => [tensorOf(a, shape), tensorOf(b, shape)];
  itTidily('squared norm', () => expectClose(squaredNorm(tensorOf(a, shape)), [], [reference.dot(a, a)]));
  itTidily('inner product', async () => {
    const scale = Math.max(Math.sqrt(reference.dot(a, a) * reference.dot(b, b)), 1e-30);
    const [made] = await innerProduct(...pair()).data();
    expect(Math.abs((made ?? NaN) - reference.dot(a, b)) / scale).toBeLessThan(1e-6);
  });
  itTidily('squared distance', () => {
    const apart = a.map((value, i) => value - (b[i] ?? 0));
    return expectClose(squaredDistance(...pair()), [], [reference.dot(apart, apart)]);
  });
  itTidily('squared norms of channels', () =>
    expectClose(channelSquaredNorms(tensorOf(a, shape)), [channels], reference.channelSums(squares, channels)),
  );
  itTidily('a copy that a later update leaves alone', async () => {
    const value = variable(tensorOf(a, shape));
    const velocity = variable(zerosLike(value));
    const kept = copyOf<Tensor>(value);
    tidy(() => momentumUpdate(value, velocity, tensorOf(b, shape), null, { lr: 1, momentum: 0, decay: 0 }));
    await expectClose(kept, shape, a, 0);
    await expectClose(
      value,
      shape,
      [...a].map((ai, i) => ai - (b[i] ?? 0)),
      1e-6,
    );
    value.dispose();
    velocity.dispose();
  });
}

/** Each example's direction and length, and the products of directions: of any shape, of any size. */
function describeRows(): void {
  const shapes = fc.record({
    rows: fc.integer({ min: 1, max: 40 }),
    length: fc.integer({ min: 1, max: 300 }),
    kind: fc.constantFrom(...INPUT_KINDS),
    size: fc.constantFrom(1e-20, 1, 1e20),
    seed: fc.nat(),
  });
  const rowsOf = (x: Float32Array, length: number): number[][] =>
    Array.from({ length: x.length / length }, (_, i) => [...x.subarray(i * length, (i + 1) * length)]);
  const lengthOf = (row: readonly number[]): number => Math.sqrt(reference.dot(row, row));
  const unitOf = (row: readonly number[]): number[] => row.map((value) => value / (lengthOf(row) || 1));

  it('give direction and length', async () => {
    await fc.assert(
      fc.asyncProperty(shapes, async ({ rows, length, kind, size, seed }) => {
        const x = values(kind, rows * length, seed).map((value) => size * value);
        const made = tidy(() => unitRows(tensorOf<Tensor2D>(x, [rows, length])));
        await expectClose(made.units, [rows, length], rowsOf(x, length).flatMap(unitOf), 1e-6);
        await expectClose(made.lengths, [rows], rowsOf(x, length).map(lengthOf), 1e-6);
        made.units.dispose();
        made.lengths.dispose();
      }),
      { numRuns: 20, seed: 1 },
    );
  });

  it('give the products of their first ones', async () => {
    await fc.assert(
      fc.asyncProperty(shapes, fc.nat(), async ({ rows, length, kind, seed }, left) => {
        const count = rows - (left % rows);
        const x = Float32Array.from(rowsOf(values(kind, rows * length, seed), length).flatMap(unitOf));
        const made = tidy(() => rowProducts(tensorOf<Tensor2D>(x, [rows, length]), count));
        const first = rowsOf(x, length).slice(0, count);
        const expected = first.flatMap((a) => first.map((b) => reference.dot(a, b)));
        await expectClose(made, [count, count], expected, 2e-6);
        made.dispose();
      }),
      { numRuns: 20, seed: 2 },
    );
  });
}
