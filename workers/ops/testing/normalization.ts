/** Kernel suite: batch normalization of one backend against plain loops, and central differences of them. */
import { tidy, type Tensor1D } from '@tensorflow/tfjs-core';
import { describe, it } from 'vitest';
import { batchNorm, batchNormGradient, batchNormInference } from '../batch-norm.ts';
import { casesWith, expectClose, INPUT_KINDS, tensorOf, values, type Coverage, type InputKind } from './inputs.ts';
import * as reference from './reference.ts';
import { itTidily } from './scope.ts';

const SHAPES = [[[6, 3]], [[64, 33]], [[2, 3, 5, 4]], [[2, 5, 5, 10]]];
const EPSILON = 1e-3;

export function describeNormalization(coverage: Coverage = 'all'): void {
  describe.each(INPUT_KINDS)('%s inputs', (kind) => {
    describe.each(casesWith(kind, SHAPES, coverage))('batch normalization of %j', (shape) =>
      describeBatchNorm(kind, shape),
    );
  });
  describe('batch normalization of many rows', describeManyRows);
}

function describeBatchNorm(kind: InputKind, shape: readonly number[]): void {
  const size = shape.reduce((a, b) => a * b);
  const channels = shape[shape.length - 1] ?? 1;
  const x = values(kind, size, 1);
  const scale = values('dense', channels, 2);
  const offset = values('dense', channels, 3);
  const dy = values('dense', size, 4);
  const expected = reference.batchNorm(x, scale, offset, EPSILON);
  const tensors = () => ({
    x: tensorOf(x, shape),
    scale: tensorOf<Tensor1D>(scale, [channels]),
    offset: tensorOf<Tensor1D>(offset, [channels]),
    dy: tensorOf(dy, shape),
  });
  itTidily('normalizes by the batch', async () => {
    const { x, scale, offset } = tensors();
    const { y, mean, variance } = batchNorm(x, scale, offset, EPSILON, false);
    await expectClose(y, shape, expected.y, 2e-5);
    await expectClose(mean, [channels], expected.mean);
    await expectClose(variance, [channels], expected.variance);
  });
  itTidily('fuses ReLU', async () => {
    const { x, scale, offset } = tensors();
    const rectified = expected.y.map((value) => Math.max(value, 0));
    await expectClose(batchNorm(x, scale, offset, EPSILON, true).y, shape, rectified, 2e-5);
  });
  itTidily('normalizes by given statistics', async () => {
    const { x, scale, offset } = tensors();
    const mean = tensorOf<Tensor1D>(Float32Array.from(expected.mean), [channels]);
    const variance = tensorOf<Tensor1D>(Float32Array.from(expected.variance), [channels]);
    const y = batchNormInference(x, mean, variance, scale, offset, EPSILON, true);
    await expectClose(
      y,
      shape,
      expected.y.map((value) => Math.max(value, 0)),
      2e-5,
    );
  });
  it.each([false, true])('gives its gradients (ReLU fused: %s)', async (fused) => {
    const made = tidy(() => {
      const { x, scale, offset, dy } = tensors();
      const { y, mean, variance } = batchNorm(x, scale, offset, EPSILON, fused);
      return { ...batchNormGradient(dy, x, fused ? y : null, mean, variance, scale, EPSILON) };
    });
    const g = [...dy].map((value, i) => (fused && !((expected.y[i] ?? 0) > 0) ? 0 : value));
    const gradients = differencesOfNorm(x, scale, offset, g);
    await expectClose(made.dx, shape, gradients.x, 2e-4);
    await expectClose(made.dScale, [channels], gradients.scale, 2e-5);
    await expectClose(made.dOffset, [channels], gradients.offset, 2e-5);
    Object.values(made).forEach((tensor) => tensor.dispose());
  });
}

/** More rows than one part of any kernel. That is too many for finite differences, so the gradient is explicit. */
function describeManyRows(): void {
  const [rows, channels] = [40_000, 5];
  const shape = [rows, channels];
  const x = values('dense', rows * channels, 1).map((value) => value + 3);
  const scale = values('negative', channels, 2);
  const offset = values('dense', channels, 3);
  const dy = values('dense', rows * channels, 4);
  itTidily('agrees forward and backward', async () => {
    const [xs, scales, offsets] = [
      tensorOf(x, shape),
      tensorOf<Tensor1D>(scale, [channels]),
      tensorOf<Tensor1D>(offset, [channels]),
    ];
    const made = batchNorm(xs, scales, offsets, EPSILON, true);
    const expected = reference.batchNorm(x, scale, offset, EPSILON);
    await expectClose(
      made.y,
      shape,
      expected.y.map((value) => Math.max(value, 0)),
      2e-5,
    );
    await expectClose(made.mean, [channels], expected.mean, 1e-6);
    await expectClose(made.variance, [channels], expected.variance);
    const { dx, dScale, dOffset } = batchNormGradient(
      tensorOf(dy, shape),
      xs,
      made.y,
      made.mean,
      made.variance,
      scales,
      EPSILON,
    );
    const at = (table: ArrayLike<number>, c: number): number => table[c] ?? NaN;
    const normal = Array.from(
      x,
      (value, i) =>
        (value - at(expected.mean, i % channels)) / Math.sqrt(at(expected.variance, i % channels) + EPSILON),
    );
    const g = Array.from(dy, (value, i) => (at(expected.y, i) > 0 ? value : 0));
    const sums = reference.channelSums(g, channels);
    const products = reference.channelSums(
      g.map((value, i) => value * at(normal, i)),
      channels,
    );
    await expectClose(dOffset, [channels], sums, 2e-5);
    await expectClose(dScale, [channels], products, 2e-5);
    const gradient = g.map((value, i) => {
      const c = i % channels;
      const factor = at(scale, c) / Math.sqrt(at(expected.variance, c) + EPSILON);
      return factor * (value - at(sums, c) / rows - (at(normal, i) * at(products, c)) / rows);
    });
    await expectClose(dx, shape, gradient, 5e-5);
  });
}

/** Gradients of g · normalized(x) by central differences, channel by channel, because channels are independent. */
function differencesOfNorm(x: Float32Array, scale: Float32Array, offset: Float32Array, g: readonly number[]) {
  const channels = scale.length;
  const gradients = { x: new Array<number>(x.length), scale: new Array<number>(), offset: new Array<number>() };
  for (let c = 0; c < channels; c++) {
    const own = (_: number, i: number): boolean => i % channels === c;
    const [xs, gs] = [[...x].filter(own), g.filter(own)];
    const [scales, offsets] = [[scale[c] ?? NaN], [offset[c] ?? NaN]];
    const loss = (x: number[], scale: number[], offset: number[]): number =>
      reference.dot(reference.batchNorm(x, scale, offset, EPSILON).y, gs);
    reference
      .differences(xs, (moved) => loss(moved, scales, offsets))
      .forEach((value, i) => {
        gradients.x[i * channels + c] = value;
      });
    gradients.scale.push(...reference.differences(scales, (moved) => loss(xs, moved, offsets)));
    gradients.offset.push(...reference.differences(offsets, (moved) => loss(xs, scales, moved)));
  }
  return gradients;
}
