/** Seeded test inputs (dense, sparse, all negative, without ties), and the comparison of results. */
import { scalar, slice, tensor, tidy, type Tensor, type Tensor1D, type Tensor2D } from '@tensorflow/tfjs-core';
import { expect } from 'vitest';
import { stepRow } from '../step-row.ts';

export const INPUT_KINDS = ['dense', 'sparse', 'negative'] as const;
export type InputKind = (typeof INPUT_KINDS)[number];

/** Whether every case is tried with inputs of every kind, or each or every third one with one of them, in turn. */
export type Coverage = 'all' | 'in turn' | 'every third';
const TURN: readonly InputKind[] = ['dense', 'sparse', 'dense', 'negative'];

/** The cases to try with inputs of this kind. */
export function casesWith<T>(kind: InputKind, cases: readonly T[], coverage: Coverage): readonly T[] {
  if (coverage === 'all') return cases;
  return cases.filter((_, i) => TURN[i % TURN.length] === kind && (coverage === 'in turn' || i % 3 === 2));
}

/** A separate small generator (mulberry32), so that a test's numbers never change with the lab's. */
function generator(seed: number): () => number {
  let state = seed >>> 0;
  return () => {
    state = (state + 0x6d2b79f5) >>> 0;
    let t = Math.imul(state ^ (state >>> 15), state | 1);
    t ^= t + Math.imul(t ^ (t >>> 7), t | 61);
    return ((t ^ (t >>> 14)) >>> 0) / 2 ** 32;
  };
}

const DRAW: Readonly<Record<InputKind, (random: () => number) => number>> = {
  dense: (random) => 2 * random() - 1,
  sparse: (random) => (random() < 0.8 ? 0 : 2 * random() - 1),
  negative: (random) => -0.1 - random(),
};

export function values(kind: InputKind, length: number, seed: number): Float32Array {
  const random = generator(seed);
  return Float32Array.from({ length }, () => DRAW[kind](random));
}

/** All different, so that no maximum is tied; most sparse values are close to 0. */
export function distinctValues(kind: InputKind, length: number, seed: number): Float32Array {
  const random = generator(seed);
  const order = Float64Array.from({ length }, (_, i) => i);
  for (let i = length - 1; i > 0; i--) {
    const j = Math.floor(random() * (i + 1));
    [order[i], order[j]] = [order[j] ?? 0, order[i] ?? 0];
  }
  return Float32Array.from(order, (rank) => {
    const value = kind === 'negative' ? -1 - rank / length : (2 * rank) / length - 1;
    return kind === 'sparse' && rank % 5 !== 0 ? value / 64 : value;
  });
}

export function labels(length: number, classes: number, seed: number): Int32Array {
  const random = generator(seed);
  return Int32Array.from({ length }, () => Math.floor(random() * classes));
}

/** Checks shape and values, relative to the largest expected one, and that every value is finite. */
export async function expectClose(
  actual: Tensor,
  shape: readonly number[],
  expected: ArrayLike<number>,
  tolerance = 1e-5,
): Promise<void> {
  expect(actual.shape).toEqual([...shape]);
  const got = await actual.data();
  expect(got.length).toBe(expected.length);
  const scale = Array.from(expected).reduce((largest, value) => Math.max(largest, Math.abs(value)), 1e-30);
  let worst = 0;
  for (let i = 0; i < got.length; i++) {
    const difference = Math.abs((got[i] ?? NaN) - (expected[i] ?? NaN)) / scale;
    if (!(difference <= worst)) worst = difference;
    if (Number.isNaN(difference)) break;
  }
  expect(worst).toBeLessThanOrEqual(tolerance);
}

/** A tensor of any rank from flat values. */
// eslint-disable-next-line @typescript-eslint/no-unnecessary-type-parameters -- the shape given decides the type
export function tensorOf<T extends Tensor>(flat: Float32Array | Int32Array, shape: readonly number[]): T {
  return tensor(flat, [...shape], flat instanceof Int32Array ? 'int32' : 'float32') as T;
}

/** A kernel's statistics as in a step's row: [8]. */
export function addedUp(statistics: Tensor2D): Tensor1D {
  return tidy(() => slice(stepRow(scalar(0), scalar(0), [statistics]), 2));
}
