/** First half of the kernel suite: products, convolutions and activations of one backend against plain loops. */
import type { Tensor1D, Tensor2D, Tensor4D } from '@tensorflow/tfjs-core';
import { describe } from 'vitest';
import { biasGradient, relu, reluGradient } from '../activation.ts';
import {
  convolution,
  convolutionInputGradient,
  convolutionKernelGradient,
  convolutionKernelGradients,
  type Shape4D,
} from '../convolution.ts';
import { dense, denseInputGradient, denseKernelGradient } from '../dense.ts';
import { casesWith, expectClose, INPUT_KINDS, tensorOf, values, type Coverage, type InputKind } from './inputs.ts';
import * as reference from './reference.ts';
import { itTidily } from './scope.ts';

const positive = (numbers: readonly number[]): number[] => numbers.map((value) => Math.max(value, 0));
const withBias = (numbers: readonly number[], bias: ArrayLike<number>): number[] =>
  numbers.map((value, i) => value + (bias[i % bias.length] ?? 0));

const PRODUCTS = [
  [1, 1, 1],
  [3, 5, 2],
  [7, 33, 10],
  [64, 100, 31],
  [17, 64, 128],
  // Inner and outer sizes beyond every block size of the kernels, and no multiples of it.
  [5, 903, 45],
] as const;

const CONVOLUTIONS: readonly (readonly [x: Shape4D, w: Shape4D, stride: number])[] = [
  [[2, 5, 7, 3], [3, 3, 3, 4], 1],
  [[2, 6, 5, 3], [3, 3, 3, 5], 2],
  [[3, 8, 8, 1], [3, 3, 1, 16], 1],
  [[3, 8, 8, 1], [3, 3, 1, 16], 2],
  [[1, 9, 9, 2], [5, 5, 2, 3], 1],
  [[2, 7, 7, 4], [5, 5, 4, 2], 2],
  [[2, 4, 6, 5], [1, 1, 5, 8], 1],
  [[2, 5, 5, 3], [1, 1, 3, 4], 2],
  [[2, 7, 6, 16], [3, 3, 16, 32], 1],
  [[2, 14, 14, 12], [3, 3, 12, 20], 2],
  [[1, 1, 1, 2], [3, 3, 2, 3], 1],
  // More pixels and images than one part of any kernel.
  [[17, 12, 11, 3], [3, 3, 3, 8], 1],
];

const ACTIVATIONS = [[[3, 4]], [[1]], [[5, 3, 2, 7]], [[16, 130]], [[1, 290, 290, 3]]];

export function describeLayers(coverage: Coverage = 'all'): void {
  describe.each(INPUT_KINDS)('%s inputs', (kind) => {
    describe.each(casesWith(kind, PRODUCTS, coverage))('dense %i×%i×%i', (...sizes) => describeDense(kind, ...sizes));
    describe.each(casesWith(kind, CONVOLUTIONS, coverage))('convolution of %j by %j, stride %i', (...shapes) =>
      describeConvolution(kind, ...shapes),
    );
    describe.each(casesWith(kind, ACTIVATIONS, coverage))('activation of %j', (shape) =>
      describeActivation(kind, shape),
    );
  });
}

function describeDense(kind: InputKind, batch: number, inputs: number, outputs: number): void {
  const x = values(kind, batch * inputs, 1);
  const w = values('dense', inputs * outputs, 2);
  const bias = values('dense', outputs, 3);
  const dy = values(kind, batch * outputs, 4);
  const y = reference.product(x, w, batch, inputs, outputs);
  const tensors = () => ({
    x: tensorOf<Tensor2D>(x, [batch, inputs]),
    w: tensorOf<Tensor2D>(w, [inputs, outputs]),
    bias: tensorOf<Tensor1D>(bias, [outputs]),
    dy: tensorOf<Tensor2D>(dy, [batch, outputs]),
  });
  itTidily('multiplies', async () => {
    const { x, w } = tensors();
    await expectClose(dense(x, w, null, false), [batch, outputs], y);
  });
  itTidily('adds a bias', async () => {
    const { x, w, bias: b } = tensors();
    await expectClose(dense(x, w, b, false), [batch, outputs], withBias(y, bias));
  });
  itTidily('fuses ReLU', async () => {
    const { x, w, bias: b } = tensors();
    await expectClose(dense(x, w, b, true), [batch, outputs], positive(withBias(y, bias)));
  });
  itTidily('gives the kernel gradient', async () => {
    const { x: input, dy: gradient } = tensors();
    const expected = reference.product(reference.transposed(x, batch, inputs), dy, inputs, batch, outputs);
    await expectClose(denseKernelGradient(input, gradient), [inputs, outputs], expected);
  });
  itTidily('gives the input gradient', async () => {
    const { w: kernel, dy: gradient } = tensors();
    const expected = reference.product(dy, reference.transposed(w, inputs, outputs), batch, outputs, inputs);
    await expectClose(denseInputGradient(gradient, kernel), [batch, inputs], expected);
  });
}

function describeConvolution(kind: InputKind, xShape: Shape4D, wShape: Shape4D, stride: number): void {
  const [batch, height, width] = xShape;
  const filters = wShape[3];
  const yShape = [batch, Math.ceil(height / stride), Math.ceil(width / stride), filters];
  const size = (shape: readonly number[]) => shape.reduce((a, b) => a * b);
  const x = values(kind, size(xShape), 1);
  const w = values('dense', size(wShape), 2);
  const bias = values('dense', filters, 3);
  const dy = values(kind, size(yShape), 4);
  const y = reference.convolution(x, w, xShape, wShape, stride);
  const tensors = () => ({
    x: tensorOf<Tensor4D>(x, xShape),
    w: tensorOf<Tensor4D>(w, wShape),
    bias: tensorOf<Tensor1D>(bias, [filters]),
    dy: tensorOf<Tensor4D>(dy, yShape),
  });
  itTidily('convolves', async () => {
    const { x, w } = tensors();
    await expectClose(convolution(x, w, null, stride, false), yShape, y);
  });
  itTidily('adds a bias and fuses ReLU', async () => {
    const { x, w, bias: b } = tensors();
    await expectClose(convolution(x, w, b, stride, true), yShape, positive(withBias(y, bias)));
  });
  itTidily('fuses ReLU without a bias', async () => {
    const { x, w } = tensors();
    await expectClose(convolution(x, w, null, stride, true), yShape, positive(y));
  });
  itTidily('gives the kernel gradient', async () => {
    const { x: input, dy: gradient } = tensors();
    const expected = reference.kernelGradient(x, dy, xShape, wShape, stride);
    await expectClose(convolutionKernelGradient(input, gradient, wShape, stride), wShape, expected);
  });
  itTidily('gives the kernel gradient of each part of the batch', async () => {
    const { x: input, dy: gradient } = tensors();
    for (const parts of [1, 2, 3, batch].filter((count) => batch % count === 0)) {
      const own = (whole: Float32Array, part: number): Float32Array =>
        whole.subarray((part * whole.length) / parts, ((part + 1) * whole.length) / parts);
      const partShape: Shape4D = [batch / parts, height, width, xShape[3]];
      const expected = Array.from({ length: parts }, (_, part) =>
        reference.kernelGradient(own(x, part), own(dy, part), partShape, wShape, stride),
      );
      await expectClose(
        convolutionKernelGradients(input, gradient, wShape, stride, parts),
        [parts, ...wShape],
        expected.flat(),
      );
    }
  });
  itTidily('gives the input gradient', async () => {
    const { w: kernel, dy: gradient } = tensors();
    const expected = reference.inputGradient(dy, w, xShape, wShape, stride);
    await expectClose(convolutionInputGradient(gradient, kernel, xShape, stride), xShape, expected);
  });
}

function describeActivation(kind: InputKind, shape: readonly number[]): void {
  const size = shape.reduce((a, b) => a * b);
  const x = values(kind, size, 1);
  const dy = values('dense', size, 2);
  itTidily('rectifies', async () => {
    await expectClose(relu(tensorOf(x, shape)), shape, positive([...x]), 0);
  });
  itTidily('masks a gradient', async () => {
    const expected = [...dy].map((value, i) => ((x[i] ?? 0) > 0 ? value : 0));
    await expectClose(reluGradient(tensorOf(dy, shape), tensorOf(x, shape)), shape, expected, 0);
  });
  itTidily('sums a bias gradient', async () => {
    const channels = shape[shape.length - 1] ?? 1;
    await expectClose(biasGradient(tensorOf(x, shape)), [channels], reference.channelSums(x, channels));
  });
}
