/** Second half of the kernel suite: pooling, loss, update and norms of one backend against plain loops. */
import { memory, scalar, tidy, variable, type Tensor2D, type Tensor4D } from '@tensorflow/tfjs-core';
import { describe, expect, it } from 'vitest';
import type { Shape4D } from '../convolution.ts';
import { marginsOf, softmaxCrossEntropy, softmaxCrossEntropyValues } from '../loss.ts';
import { globalAveragePool, globalAveragePoolGradient, maxPool, maxPoolGradient } from '../pooling.ts';
import { stepRow } from '../step-row.ts';
import { measuredUpdate, plainUpdate, scaledAccumulate } from '../update.ts';
import {
  addedUp,
  casesWith,
  distinctValues,
  expectClose,
  INPUT_KINDS,
  labels,
  tensorOf,
  values,
  type Coverage,
  type InputKind,
} from './inputs.ts';
import { sgdUpdate } from './rates.ts';
import * as reference from './reference.ts';
import { itTidily } from './scope.ts';

const POOLS: readonly (readonly [Shape4D, size: number, stride: number])[] = [
  [[2, 6, 8, 3], 2, 2],
  [[2, 5, 7, 4], 2, 2],
  [[2, 7, 6, 5], 3, 2],
  [[1, 8, 8, 16], 3, 2],
  [[1, 5, 5, 2], 3, 1],
  [[1, 1, 1, 3], 2, 2],
];
const LOSSES = [
  [1, 2],
  [5, 10],
  [64, 10],
  [9, 33],
] as const;

const UPDATES = [[[5]], [[33, 17]], [[3, 3, 4, 8]]];

export function describeTraining(coverage: Coverage = 'all'): void {
  describe.each(INPUT_KINDS)('%s inputs', (kind) => {
    describe.each(casesWith(kind, POOLS, coverage))('max-pool of %j, size %i, stride %i', (...settings) =>
      describeMaxPool(kind, ...settings),
    );
    describe('global average pool', () => describeGlobalAveragePool(kind));
    describe.each(casesWith(kind, LOSSES, coverage))('cross-entropy of %i×%i', (batch, classes) =>
      describeCrossEntropy(kind, batch, classes),
    );
    describe.each(casesWith(kind, UPDATES, coverage))('momentum update of %j', (shape) => describeUpdate(kind, shape));
  });
  describe('cross-entropy of extreme logits', describeExtremeLogits);
}

function describeMaxPool(kind: InputKind, xShape: Shape4D, size: number, stride: number): void {
  const [batch, height, width, channels] = xShape;
  const yShape = [batch, Math.ceil(height / stride), Math.ceil(width / stride), channels];
  const x = distinctValues(kind, batch * height * width * channels, 1);
  const { y, from } = reference.maxPool(x, xShape, size, stride);
  const dy = values('dense', y.length, 2);
  itTidily('takes the maxima', async () => {
    await expectClose(maxPool(tensorOf<Tensor4D>(x, xShape), size, stride), yShape, y, 0);
  });
  itTidily('sends gradients to the maxima', async () => {
    const dx = new Array<number>(x.length).fill(0);
    from.forEach((place, i) => (dx[place] = (dx[place] ?? 0) + (dy[i] ?? 0)));
    const input = tensorOf<Tensor4D>(x, xShape);
    const output = maxPool(input, size, stride);
    await expectClose(maxPoolGradient(tensorOf<Tensor4D>(dy, yShape), input, output, size, stride), xShape, dx, 1e-6);
  });
}

function describeGlobalAveragePool(kind: InputKind): void {
  const shape: Shape4D = [3, 4, 5, 7];
  const x = values(kind, 3 * 4 * 5 * 7, 1);
  const dy = values(kind, 3 * 7, 2);
  const place = (index: number): number => Math.floor(index / (20 * 7)) * 7 + (index % 7);
  itTidily('averages', async () => {
    const expected = new Array<number>(21).fill(0);
    x.forEach((value, i) => (expected[place(i)] = (expected[place(i)] ?? 0) + value / 20));
    await expectClose(globalAveragePool(tensorOf<Tensor4D>(x, shape)), [3, 7], expected);
  });
  itTidily('spreads its gradient', async () => {
    const expected = Array.from(x, (_, i) => (dy[place(i)] ?? 0) / 20);
    await expectClose(globalAveragePoolGradient(tensorOf<Tensor2D>(dy, [3, 7]), shape), shape, expected);
  });
}

function describeCrossEntropy(kind: InputKind, batch: number, classes: number): void {
  const logits = distinctValues(kind, batch * classes, 1).map((value) => 6 * value);
  const observed = labels(batch, classes, 2);
  const expected = reference.crossEntropy(logits, observed, classes);
  itTidily('gives loss, accuracy and gradient', async () => {
    const made = softmaxCrossEntropy(tensorOf(logits, [batch, classes]), tensorOf(observed, [batch]));
    const hits = expected.predictions.filter((prediction, i) => prediction === observed[i]).length;
    await expectClose(made.loss, [], [expected.losses.reduce((a, b) => a + b) / batch], 3e-5);
    await expectClose(made.accuracy, [], [hits / batch], 1e-6);
    await expectClose(made.dLogits, [batch, classes], expected.gradient, 2e-5);
  });
  itTidily('smooths targets in the gradient alone', async () => {
    const smoothing = 0.2;
    const made = softmaxCrossEntropy(tensorOf(logits, [batch, classes]), tensorOf(observed, [batch]), smoothing);
    await expectClose(made.loss, [], [expected.losses.reduce((a, b) => a + b) / batch], 3e-5);
    // The target is (1 − ε) one-hot + ε/K.
    const gradient = expected.gradient.map((value, i) => {
      const own = i % classes === observed[Math.floor(i / classes)] ? 1 : 0;
      return value + (smoothing * (own - 1 / classes)) / batch;
    });
    await expectClose(made.dLogits, [batch, classes], gradient, 2e-5);
  });
  itTidily('gives margins', async () => {
    const margins = Array.from(observed, (label, i) => {
      const row = logits.slice(i * classes, (i + 1) * classes);
      return (row[label] ?? NaN) - Math.max(...row.filter((_, k) => k !== label));
    });
    const made = marginsOf(tensorOf(logits, [batch, classes]), tensorOf(observed, [batch]));
    await expectClose(made, [batch], margins, 1e-5);
    const exact = marginsOf(tensorOf(Float32Array.of(2, 1, -1), [1, 3]), tensorOf(labels(1, 1, 1), [1]));
    await expectClose(exact, [1], [1], 0);
  });
  itTidily('gives each example’s loss and prediction', async () => {
    const made = softmaxCrossEntropyValues(tensorOf(logits, [batch, classes]), tensorOf(observed, [batch]));
    await expectClose(made.losses, [batch], expected.losses, 3e-5);
    expect([...(await made.predictions.data())]).toEqual(expected.predictions);
    expect(made.predictions.dtype).toBe('int32');
  });
}

function describeExtremeLogits(): void {
  itTidily('stays finite', async () => {
    const logits = Float32Array.of(1e4, -1e4, 0, -1e4, 1e4, 0, 0, 0, 0);
    const observed = Int32Array.of(0, 0, 2);
    const expected = reference.crossEntropy(logits, observed, 3);
    const made = softmaxCrossEntropy(tensorOf(logits, [3, 3]), tensorOf(observed, [3]));
    await expectClose(made.loss, [], [expected.losses.reduce((a, b) => a + b) / 3]);
    await expectClose(made.dLogits, [3, 3], expected.gradient);
  });
  itTidily('is ln K for equal logits', async () => {
    const made = softmaxCrossEntropy(tensorOf(new Float32Array(20), [2, 10]), tensorOf(Int32Array.of(3, 0), [2]));
    await expectClose(made.loss, [], [2.302585092994046], 1e-6);
    await expectClose(made.accuracy, [], [0.5], 0);
  });
}

function describeUpdate(kind: InputKind, shape: readonly number[]): void {
  const size = shape.reduce((a, b) => a * b);
  const w = values('dense', size, 1);
  const v = values('dense', size, 2);
  const g = values(kind, size, 3);
  const previous = values('dense', size, 4);
  it.each([0, 0.01])('steps, decays by %d and measures, without a leak', async (decay) => {
    const before = memory().numTensors;
    const update = sgdUpdate(0.1, 0.9, decay);
    const value = tidy(() => variable(tensorOf(w, shape)));
    const velocity = tidy(() => variable(tensorOf(v, shape)));
    const gradient = tensorOf(g, shape);
    const last = tensorOf(previous, shape);
    const [once, twice] = tidy(() => [variable(tensorOf(previous, shape)), variable(tensorOf(w, shape))] as const);
    const [statistics, retained] = tidy(() =>
      measuredUpdate(value, { velocity }, gradient, last, update, [once, twice]),
    );
    await expectClose(retained, shape, g, 0);
    for (const [sum, from] of [
      [once, previous],
      [twice, w],
    ] as const) {
      await expectClose(
        sum,
        shape,
        [...from].map((value, i) => value + (g[i] ?? 0)),
        1e-6,
      );
    }
    const nextVelocity = [...v].map((vi, i) => 0.9 * vi + (g[i] ?? 0) + decay * (w[i] ?? 0));
    const change = nextVelocity.map((value) => 0.1 * value);
    await expectClose(velocity, shape, nextVelocity, 1e-6);
    await expectClose(
      value,
      shape,
      [...w].map((wi, i) => wi - (change[i] ?? 0)),
      1e-6,
    );
    const [a, b, c, d] = [
      reference.dot(g, g),
      reference.dot(w, w),
      reference.dot(change, change),
      reference.dot(g, previous),
    ];
    const sums = [a, b, c, d];
    const whole = addedUp(statistics);
    await expectClose(whole, [8], [...sums.map((sum) => sum * 2 ** 60), ...sums.map((sum) => sum / 2 ** 60)], 2e-6);
    const again = tensorOf(g, shape);
    const [parts, first] = tidy(() => measuredUpdate(value, { velocity }, again, null, sgdUpdate(0, 0, 0)));
    const still = addedUp(parts);
    expect((await still.data())[3]).toBe(0);
    expect((await still.data())[2]).toBe(0);
    await expectClose(velocity, shape, g, 0);
    const made = [gradient, statistics, whole, retained, again, parts, still, first];
    [value, velocity, once, twice, ...made].forEach((tensor) => tensor.dispose());
    expect(memory().numTensors).toBe(before);
  });
  it('steps without decay and unmeasured', async () => {
    const before = memory().numTensors;
    const [value, velocity] = tidy(() => [variable(tensorOf(w, shape)), variable(tensorOf(v, shape))] as const);
    const gradient = tensorOf(g, shape);
    plainUpdate(value, { velocity }, gradient, sgdUpdate(0.1, 0.9, 0.5));
    const nextVelocity = [...v].map((vi, i) => 0.9 * vi + (g[i] ?? 0));
    await expectClose(velocity, shape, nextVelocity, 1e-6);
    await expectClose(
      value,
      shape,
      [...w].map((wi, i) => wi - 0.1 * (nextVelocity[i] ?? 0)),
      1e-6,
    );
    [value, velocity, gradient].forEach((tensor) => tensor.dispose());
    expect(memory().numTensors).toBe(before);
  });
  it.each([1, 5, 12])('puts loss, accuracy and the statistics of %d kernels side by side', async (kernels) => {
    const before = memory().numTensors;
    const update = sgdUpdate(0.1, 0.9, 0);
    const [row, each] = tidy(() => {
      const statistics = Array.from({ length: kernels }, (_, i) => {
        const gradient = tensorOf(values(kind, size, i), shape);
        const value = variable(tensorOf(w, shape));
        const velocity = variable(tensorOf(v, shape));
        const [made, retained] = measuredUpdate(value, { velocity }, gradient, null, update);
        [value, velocity, retained].forEach((tensor) => tensor.dispose());
        return made;
      });
      return [stepRow(scalar(2), scalar(0.5), statistics), statistics.map(addedUp)] as const;
    });
    const expected = [2, 0.5];
    for (const numbers of each) expected.push(...(await numbers.data()));
    await expectClose(row, [2 + 8 * kernels], expected, 0);
    for (let i = 0; i < kernels; i++) {
      const g = values(kind, size, i);
      const [norm, right] = [(expected[2 + 8 * i] ?? NaN) / 2 ** 60, reference.dot(g, g)];
      expect(Math.abs(norm - right)).toBeLessThanOrEqual(2e-6 * right);
    }
    [row, ...each].forEach((tensor) => tensor.dispose());
    expect(memory().numTensors).toBe(before);
  });
  it('accumulates', async () => {
    const sum = tidy(() => variable(tensorOf(w, shape)));
    const x = tensorOf(g, shape);
    tidy(() => scaledAccumulate(sum, x));
    await expectClose(
      sum,
      shape,
      [...w].map((value, i) => value + (g[i] ?? 0)),
      1e-6,
    );
    sum.dispose();
    x.dispose();
  });
}
