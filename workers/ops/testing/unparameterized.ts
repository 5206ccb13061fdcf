/**
 * Kernel suite: layers without kernels (smooth activations, average pooling, local response normalization, dropout) of
 * one backend, against plain loops and central differences of them.
 */
import type { Tensor, Tensor4D } from '@tensorflow/tfjs-core';
import { describe, expect, it } from 'vitest';
import { activate, activationGradient } from '../activation.ts';
import type { Shape4D } from '../convolution.ts';
import { dropout, dropoutKey } from '../dropout.ts';
import { localResponse, localResponseGradient } from '../local-response.ts';
import { averagePool, averagePoolGradient } from '../pooling.ts';
import { expectClose, tensorOf, values } from './inputs.ts';
import * as reference from './reference.ts';
import { itTidily } from './scope.ts';

/** Values from −`largest` to `largest`. */
const wide = (length: number, largest: number, seed: number): Float32Array =>
  values('dense', length, seed).map((value) => value * largest);

/** Enough copies of an example that a kernel divides them into several parts. */
const repeated = (of: ArrayLike<number>, copies: number): Float32Array =>
  Float32Array.from({ length: copies * of.length }, (_, i) => of[i % of.length] ?? NaN);

export function describeUnparameterized(): void {
  describe.each(['gelu', 'tanh'] as const)('%s', describeActivation);
  describe('average pooling', describeAveragePool);
  describe('local response normalization', describeLocalResponse);
  describe('dropout', describeDropout);
}

function describeActivation(kind: 'gelu' | 'tanh'): void {
  it.each([
    // Beyond the range of exp in float32, around 0, and more than one part of a kernel.
    [40, 101, 1],
    [4, 203, 1],
    [0.01, 7, 1],
    [3, 1001, 70],
  ])('of values up to %f', async (largest, size, copies) => {
    const x = wide(size, largest, 1);
    const dy = values('dense', size, 2);
    const [xs, dys] = [tensorOf(repeated(x, copies), [copies, size]), tensorOf(repeated(dy, copies), [copies, size])];
    const y = activate(kind, xs);
    await expectClose(y, [copies, size], repeated(reference[kind](x), copies), 1e-5);
    const dx = activationGradient(kind, dys, xs, y);
    await expectClose(dx, [copies, size], repeated(reference.gradientOf(reference[kind], x, dy), copies), 1e-5);
    for (const tensor of [xs, dys, y, dx]) tensor.dispose();
  });
}

function describeAveragePool(): void {
  const cases: readonly (readonly [Shape4D, size: number, stride: number, copies: number])[] = [
    [[2, 5, 7, 3], 3, 2, 1],
    [[1, 6, 6, 5], 2, 2, 1],
    [[2, 5, 4, 1], 3, 1, 1],
    [[1, 7, 7, 2], 2, 3, 1],
    [[1, 3, 2, 4], 7, 2, 1],
    [[1, 6, 5, 6], 3, 2, 400],
  ];
  it.each(cases)('of %j, windows of %i, stride %i', async (shape, size, stride, copies) => {
    const [batch, height, width, channels] = shape;
    const whole: Shape4D = [batch * copies, height, width, channels];
    const x = values('dense', batch * height * width * channels, 1);
    const expected = reference.averagePool(x, shape, size, stride);
    const dy = values('dense', expected.length, 2);
    const yShape = [batch * copies, Math.ceil(height / stride), Math.ceil(width / stride), channels];
    const [xs, dys] = [
      tensorOf<Tensor4D>(repeated(x, copies), whole),
      tensorOf<Tensor4D>(repeated(dy, copies), yShape),
    ];
    const y = averagePool(xs, size, stride);
    await expectClose(y, yShape, repeated(expected, copies), 1e-6);
    const dx = averagePoolGradient(dys, xs, size, stride);
    const gradient = reference.gradientOf((moved) => reference.averagePool(moved, shape, size, stride), x, dy);
    await expectClose(dx, whole, repeated(gradient, copies), 1e-6);
    for (const tensor of [xs, dys, y, dx]) tensor.dispose();
  });
}

function describeLocalResponse(): void {
  const cases: readonly (readonly [Shape4D, largest: number, copies: number])[] = [
    [[2, 3, 2, 11], 1, 1],
    [[1, 2, 1, 64], 40, 1],
    [[3, 1, 2, 3], 40, 1],
    [[1, 1, 2, 1], 40, 1],
    [[1, 2, 3, 13], 40, 900],
  ];
  it.each(cases)('of %j, values up to %i', async (shape, largest, copies) => {
    const [batch, height, width, channels] = shape;
    const whole = [batch * copies, height, width, channels];
    const size = batch * height * width * channels;
    const [x, dy] = [wide(size, largest, 1), values('dense', size, 2)];
    const [xs, dys] = [tensorOf<Tensor4D>(repeated(x, copies), whole), tensorOf<Tensor4D>(repeated(dy, copies), whole)];
    const y = localResponse(xs);
    await expectClose(y, whole, repeated(reference.localResponse(x, channels), copies), 2e-6);
    const dx = localResponseGradient(dys, xs, y);
    const gradient = reference.gradientOf((moved) => reference.localResponse(moved, channels), x, dy);
    await expectClose(dx, whole, repeated(gradient, copies), 5e-6);
    for (const tensor of [xs, dys, y, dx]) tensor.dispose();
  });
}

function describeDropout(): void {
  const size = 70_001;
  const kept = async (tensor: Tensor): Promise<boolean[]> => Array.from(await tensor.data(), (value) => value !== 0);
  itTidily('keeps the same elements on every backend', async () => {
    const x = values('negative', size, 1);
    for (const [seed, step, layer, rate] of [
      [1, 0, 3, 0.5],
      [4_294_967_295, 9_999_999, 1000, 0.123457],
      [0, 1, 1, 0.99],
      [7, 2, 2, 0],
    ] as const) {
      const key = dropoutKey(seed, step);
      const mask = reference.dropoutKeeps(size, key, layer, rate);
      const scale = Math.fround(1 / (1 - rate));
      const expected = Array.from(x, (value, i) => (mask[i] === true ? Math.fround(value * scale) : 0));
      await expectClose(dropout(tensorOf(x, [size]), key, layer, rate), [size], expected, 0);
    }
  });
  itTidily('drops each with its probability, independently of steps, layers and elements', async () => {
    const ones = (): Tensor => tensorOf(new Float32Array(size).fill(1), [size]);
    const masks = await Promise.all(
      [
        [5, 3],
        [5, 4],
        [6, 3],
      ].map(([step = 0, layer = 0]) => kept(dropout(ones(), dropoutKey(1, step), layer, 0.3))),
    );
    const [first = [], ...others] = masks;
    const shifted = first.map((_, i) => first[(i + 1) % size] === true);
    const count = (flags: readonly boolean[]): number => flags.filter((flag) => flag).length;
    // Four standard deviations.
    for (const mask of masks) expect(Math.abs(count(mask) / size - 0.7)).toBeLessThan(4 * Math.sqrt(0.21 / size));
    for (const other of [...others, shifted]) {
      const both = count(first.map((flag, i) => flag && other[i] === true));
      expect(Math.abs(both / size - 0.49)).toBeLessThan(4 * Math.sqrt(0.25 / size));
    }
  });
}
