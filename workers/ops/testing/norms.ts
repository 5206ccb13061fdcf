/** Third part of the kernel suite: norms, products and copies of one backend, on random shapes and all magnitudes. */
import { tidy, variable, zerosLike, type Tensor, type Tensor2D } from '@tensorflow/tfjs-core';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { wideSum } from '../../observables/step.ts';
import {
  channelSquaredNorms,
  copyOf,
  innerProduct,
  rowProducts,
  squaredDistance,
  squaredNorm,
  unitRows,
} from '../norms.ts';
import { measuredUpdate } from '../update.ts';
import { addedUp, expectClose, INPUT_KINDS, tensorOf, values, type InputKind } from './inputs.ts';
import { sgdUpdate } from './rates.ts';
import * as reference from './reference.ts';

/** Relative to the sum without cancellation. */
const TOLERANCE = 1e-5;
/** Squares of the first and the last value leave float32's range. */
const SIZES = [1e-20, 1e-10, 1, 1e10, 1e20] as const;

const shapes = fc.oneof(
  fc.array(fc.integer({ min: 1, max: 9 }), { minLength: 1, maxLength: 4 }),
  // More elements than one block or workgroup of any kernel.
  fc.tuple(fc.integer({ min: 1, max: 300 }), fc.integer({ min: 1, max: 130 })),
);
const inputs = fc.record({
  shape: shapes,
  kind: fc.constantFrom(...INPUT_KINDS),
  size: fc.constantFrom(...SIZES),
  seed: fc.nat(),
});
interface Input {
  readonly shape: readonly number[];
  readonly kind: InputKind;
  readonly size: number;
  readonly seed: number;
}

const lengthOf = (shape: readonly number[]): number => shape.reduce((a, b) => a * b, 1);
const drawn = ({ shape, kind, size, seed }: Input, more = 0): Float32Array =>
  values(kind, lengthOf(shape), seed + more).map((value) => size * value);

/** 25 cases, or as many as fast-check is configured to run. */
function every<T>(name: string, arbitrary: fc.Arbitrary<T>, body: (input: T) => Promise<void>): void {
  it(name, async () => {
    const { numRuns = 25 } = fc.readConfigureGlobal();
    await fc.assert(fc.asyncProperty(arbitrary, body), { numRuns, seed: 1 });
  });
}

/** The sums that a tensor of [fine …, coarse …] represents. */
async function read(made: Tensor): Promise<number[]> {
  const numbers = await made.data<'float32'>();
  made.dispose();
  const half = numbers.length / 2;
  return Array.from({ length: half }, (_, i) => wideSum(numbers[i] ?? NaN, numbers[half + i] ?? NaN));
}

function expectSum(found: number | undefined, expected: number, scale = Math.abs(expected)): void {
  expect(Number.isFinite(found), String(found)).toBe(true);
  expect(Math.abs((found ?? NaN) - expected)).toBeLessThanOrEqual(TOLERANCE * scale);
}

export function describeNorms(): void {
  every('squared norm', inputs, async (input) => {
    const x = drawn(input);
    const [found] = await read(tidy(() => squaredNorm(tensorOf(x, input.shape))));
    expectSum(found, reference.dot(x, x));
  });

  every('inner product', inputs, async (input) => {
    const [a, b] = [drawn(input), drawn(input, 1)];
    const [found] = await read(tidy(() => innerProduct(tensorOf(a, input.shape), tensorOf(b, input.shape))));
    expectSum(found, reference.dot(a, b), Math.sqrt(reference.dot(a, a) * reference.dot(b, b)));
  });

  every('squared distance', inputs, async (input) => {
    const [a, b] = [drawn(input), drawn(input, 1)];
    const apart = a.map((value, i) => value - (b[i] ?? 0));
    const [found] = await read(tidy(() => squaredDistance(tensorOf(a, input.shape), tensorOf(b, input.shape))));
    expectSum(found, reference.dot(apart, apart));
  });

  every('squared norms of channels', inputs, async (input) => {
    const x = drawn(input);
    const channels = input.shape.at(-1) ?? 1;
    const { fine, coarse } = tidy(() => ({ ...channelSquaredNorms(tensorOf(x, input.shape)) }));
    expect([fine.shape, coarse.shape]).toEqual([[channels], [channels]]);
    const [low, high] = [await fine.data<'float32'>(), await coarse.data<'float32'>()];
    const squares = Array.from(x, (value) => value ** 2);
    reference.channelSums(squares, channels).forEach((expected, c) => {
      expectSum(wideSum(low[c] ?? NaN, high[c] ?? NaN), expected);
    });
    fine.dispose();
    coarse.dispose();
  });

  every('what the update measures', fc.tuple(inputs, fc.constantFrom(...SIZES)), async ([input, weight]) => {
    const [g, previous, v] = [drawn(input), drawn(input, 1), drawn(input, 2)];
    const w = drawn({ ...input, kind: 'dense', size: weight }, 3);
    const update = sgdUpdate(0.1, 0.9, 0);
    const [value, velocity] = [w, v].map((numbers) => tidy(() => variable(tensorOf(numbers, input.shape))));
    if (!value || !velocity) throw new Error('no variables');
    const [statistics, retained] = tidy(() =>
      measuredUpdate(value, { velocity }, tensorOf(g, input.shape), tensorOf(previous, input.shape), update),
    );
    const found = await read(addedUp(statistics));
    statistics.dispose();
    retained.dispose();
    value.dispose();
    velocity.dispose();
    const change = Float64Array.from(v, (old, i) => 0.1 * (0.9 * old + (g[i] ?? NaN)));
    expect(found.length).toBe(4);
    expectSum(found[0], reference.dot(g, g));
    expectSum(found[1], reference.dot(w, w));
    // Velocity and gradient may nearly cancel.
    expectSum(found[2], reference.dot(change, change), 0.01 * (reference.dot(v, v) + reference.dot(g, g)));
    expectSum(found[3], reference.dot(g, previous), Math.sqrt(reference.dot(g, g) * reference.dot(previous, previous)));
  });

  describe('rows', describeRows);

  every('a copy that a later update leaves alone', inputs, async (input) => {
    const [a, b] = [drawn(input), drawn(input, 1)];
    const value = tidy(() => variable(tensorOf(a, input.shape)));
    const velocity = tidy(() => variable(zerosLike(value)));
    const kept = copyOf<Tensor>(value);
    const made = tidy(() => measuredUpdate(value, { velocity }, tensorOf(b, input.shape), null, sgdUpdate(1, 0, 0)));
    await expectClose(kept, input.shape, a, 0);
    const expected = Array.from(a, (ai, i) => ai - (b[i] ?? 0));
    await expectClose(value, input.shape, expected, 1e-6);
    [kept, value, velocity, ...made].forEach((tensor) => tensor.dispose());
  });
}

/** Each example's direction and length, and the products of directions. */
function describeRows(): void {
  const matrices = fc.record({
    shape: fc.tuple(fc.integer({ min: 1, max: 40 }), fc.integer({ min: 1, max: 300 })),
    kind: fc.constantFrom(...INPUT_KINDS),
    size: fc.constantFrom(...SIZES),
    seed: fc.nat(),
  });
  const rowsOf = (x: Float32Array, length: number): number[][] =>
    Array.from({ length: x.length / length }, (_, i) => [...x.subarray(i * length, (i + 1) * length)]);
  const norm = (row: readonly number[]): number => Math.sqrt(reference.dot(row, row));
  const unitOf = (row: readonly number[]): number[] => row.map((value) => value / (norm(row) || 1));

  every('give direction and length', matrices, async (input) => {
    const x = drawn(input);
    const [rows, length] = input.shape;
    const made = tidy(() => ({ ...unitRows(tensorOf<Tensor2D>(x, input.shape)) }));
    await expectClose(made.units, input.shape, rowsOf(x, length).flatMap(unitOf), 1e-6);
    const lengths = await made.lengths.data<'float32'>();
    expect(lengths.length).toBe(rows);
    rowsOf(x, length).forEach((row, i) => {
      expectSum(lengths[i], norm(row));
    });
    made.units.dispose();
    made.lengths.dispose();
  });

  every('give the products of their first ones', fc.tuple(matrices, fc.nat()), async ([input, left]) => {
    const [rows, length] = input.shape;
    const count = rows - (left % rows);
    const x = Float32Array.from(rowsOf(drawn(input), length).flatMap(unitOf));
    const made = tidy(() => rowProducts(tensorOf<Tensor2D>(x, input.shape), count));
    const first = rowsOf(x, length).slice(0, count);
    const expected = first.flatMap((a) => first.map((b) => reference.dot(a, b)));
    await expectClose(made, [count, count], expected, 2e-6);
    made.dispose();
  });
}
