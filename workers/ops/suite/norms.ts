/** The suite's third part: norms, products and the true copy of one backend. */
import { tidy, variable, zerosLike, type Tensor } from '@tensorflow/tfjs-core';
import { describe, expect } from 'vitest';
import { channelSquaredNorms, copyOf, innerProduct, rowSquaredNorms, squaredDistance, squaredNorm } from '../norms.ts';
import { momentumUpdate } from '../update.ts';
import { expectClose, INPUT_KINDS, tensorOf, values, type InputKind } from './inputs.ts';
import * as reference from './reference.ts';
import { itTidily } from './scope.ts';

export function describeNorms(): void {
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
  const rows = shape[0] ?? 1;
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
  itTidily('squared norms of rows', () => {
    const sums = Array.from({ length: rows }, (_, i) =>
      squares.slice((i * length) / rows, ((i + 1) * length) / rows).reduce((total, value) => total + value, 0),
    );
    return expectClose(rowSquaredNorms(tensorOf(a, shape)), [rows], sums);
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
