/**
 * Checks that a backend computes correctly: one gradient step of a small network with every kind of layer, on dense,
 * sparse and all-negative inputs, compared with the same step on tfjs's cpu backend.
 */
import {
  engine,
  reshape,
  tensor1d,
  tensor2d,
  tensor4d,
  tidy,
  variable,
  type Tensor,
  type Tensor2D,
  type Tensor4D,
} from '@tensorflow/tfjs-core';
import type { Rates } from '../../src/shared/optimizers/optimizer.ts';
import { sgd } from '../../src/shared/optimizers/sgd.ts';
import { activate, activationGradient, biasGradient, reluGradient } from '../ops/activation.ts';
import { batchNorm, batchNormGradient } from '../ops/batch-norm.ts';
import { convolution, convolutionInputGradient, convolutionKernelGradient } from '../ops/convolution.ts';
import { dense, denseInputGradient, denseKernelGradient } from '../ops/dense.ts';
import { dropout } from '../ops/dropout.ts';
import { localResponse, localResponseGradient } from '../ops/local-response.ts';
import { softmaxCrossEntropy } from '../ops/loss.ts';
import { averagePool, averagePoolGradient, maxPool, maxPoolGradient } from '../ops/pooling.ts';
import { stepRow } from '../ops/step-row.ts';
import { measuredUpdate, updateOf } from '../ops/update.ts';

const STEP_KINDS = ['dense', 'sparse', 'negative'] as const;
export type StepKind = (typeof STEP_KINDS)[number];
type Numbers = Readonly<Record<string, Float32Array>>;

/** Largest difference allowed, relative to the largest value of the same tensor. */
const TOLERANCE = 2e-4;
const EPSILON = 1e-3;
const BATCH = 5;
const RATES: Rates = { lr: 0.1, momentum: 0.9, decay: 0.01, beta2: 0.999, eps: 1e-8 };

/** Values in [−1, 1) that never repeat nearby, so that no maximum is tied (golden-ratio sequence). */
function spread(length: number, start: number): Float32Array {
  return Float32Array.from({ length }, (_, i) => 2 * (((i + start) * 0.6180339887498949) % 1) - 1);
}

function inputs(kind: StepKind): Float32Array {
  const values = spread(BATCH * 8 * 8 * 2, 17);
  if (kind === 'negative') return values.map((value) => value - 1.1);
  // The first channel stays, so that no whole regions become equal.
  return kind === 'sparse' ? values.map((value, i) => (i % 2 === 1 && i % 14 !== 1 ? 0 : value)) : values;
}

/** Loss, gradients, updated kernel and statistics of one step on the backend in use. */
export async function gradientStep(kind: StepKind): Promise<Numbers> {
  const made = tidy(() => {
    const x = tensor4d(inputs(kind), [BATCH, 8, 8, 2]);
    const w1 = tensor4d(spread(3 * 3 * 2 * 4, 3), [3, 3, 2, 4]);
    const w2 = tensor4d(spread(3 * 3 * 4 * 6, 5), [3, 3, 4, 6]);
    const w3 = tensor2d(spread(24 * 5, 7), [24, 5]);
    const scale = tensor1d([0.5, 1, 1.5, 2]);
    // All-negative values reach the pooling too.
    const offset = tensor1d(kind === 'negative' ? [-9, -9, -9, -9] : [0.1, 0.2, 0.3, 0.4]);
    const rectified = kind !== 'negative';

    const a = convolution(x, w1, tensor1d(spread(4, 9)), 1, false);
    const { y: b, mean, variance } = batchNorm(a, scale, offset, EPSILON, rectified);
    const c = maxPool(b, 2, 2);
    const d = convolution(c, w2, tensor1d(spread(6, 11)), 2, true);
    const flat: Tensor2D = reshape(d, [BATCH, 24]);
    const logits = dense(flat, w3, tensor1d(spread(5, 13)), false);
    const { loss, accuracy, dLogits } = softmaxCrossEntropy(logits, tensor1d([0, 1, 2, 3, 4], 'int32'));

    const dFlat = denseInputGradient(dLogits, w3);
    const dFromDense: Tensor4D = reshape(dFlat, d.shape);
    const dD = reluGradient(dFromDense, d);
    const dC = convolutionInputGradient(dD, w2, c.shape, 2);
    const dB = maxPoolGradient(dC, b, c, 2, 2);
    const norm = batchNormGradient(dB, a, rectified ? b : null, mean, variance, scale, EPSILON);
    const dW1 = convolutionKernelGradient(x, norm.dx, w1.shape, 1);
    const dX = convolutionInputGradient(norm.dx, w1, x.shape, 1);
    const dW2 = convolutionKernelGradient(c, dD, w2.shape, 2);
    const dW3 = denseKernelGradient(flat, dLogits);

    const value = variable(w1, false);
    const velocity = variable(tensor4d(spread(w1.size, 15), w1.shape), false);
    const [statistics, retained] = measuredUpdate(value, { velocity }, dW1, null, updateOf(sgd, RATES, 1));
    const gradients = { dX, dW1, dW2, dW3, dBias: biasGradient(dD), dScale: norm.dScale, dOffset: norm.dOffset };
    const row = stepRow(loss, accuracy, [statistics]);
    return { loss, accuracy, row, ...gradients, retained, value, velocity, ...unparameterized(x) };
  });
  const names = Object.keys(made);
  const read = await Promise.all(Object.values<Tensor>(made).map((tensor) => tensor.data<'float32'>()));
  Object.values<Tensor>(made).forEach((tensor) => tensor.dispose());
  return Object.fromEntries(names.map((name, i) => [name, read[i] ?? new Float32Array()]));
}

/** Runs the layers without kernels in sequence, and the gradient of half their squared outputs. */
function unparameterized(x: Tensor4D): { readonly features: Tensor; readonly dFeatures: Tensor } {
  const masked = (values: Tensor): Tensor => dropout(values, 77, 3, 0.25);
  const pooled = averagePool(x, 3, 2);
  const normalized = localResponse(pooled);
  const smooth = activate('gelu', normalized);
  const bounded = activate('tanh', smooth);
  const features = masked(bounded);
  const dSmooth = activationGradient('tanh', masked(features), smooth, bounded);
  const dNormalized = activationGradient('gelu', dSmooth, normalized, smooth) as Tensor4D;
  const dPooled = localResponseGradient(dNormalized, pooled, normalized);
  return { features, dFeatures: averagePoolGradient(dPooled, x, 3, 2) };
}

/** Where `numbers` first differ from the reference, in words; undefined if they agree. */
export function disagreement(numbers: Numbers, reference: Numbers): string | undefined {
  for (const [name, expected] of Object.entries(reference)) {
    const got = numbers[name];
    const size = expected.reduce((largest, value) => Math.max(largest, Math.abs(value)), 1e-20);
    const wrong = expected.findIndex((value, i) => !(Math.abs((got?.[i] ?? NaN) - value) <= TOLERANCE * size));
    if (wrong >= 0) return `${name} is ${String(got?.[wrong])} where ${String(expected[wrong])} is right`;
  }
  return undefined;
}

/** The step's reference numbers by kind of input. Call it with cpu as the current backend. */
export async function referenceSteps(): Promise<ReadonlyMap<StepKind, Numbers>> {
  const steps = new Map<StepKind, Numbers>();
  for (const kind of STEP_KINDS) steps.set(kind, await gradientStep(kind));
  return steps;
}

/** Throws, naming the first wrong number, if the current backend computes the step differently. */
export async function checkSteps(reference: ReadonlyMap<StepKind, Numbers>): Promise<void> {
  const before = engine().memory().numTensors;
  for (const [kind, expected] of reference) {
    const found = disagreement(await gradientStep(kind), expected);
    if (found !== undefined) throw new Error(`it computes a gradient step wrongly on ${kind} inputs: ${found}`);
  }
  if (engine().memory().numTensors !== before) throw new Error('it keeps tensors that were given back');
}
