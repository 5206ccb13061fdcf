/** Softmax cross-entropy against integer labels, with its gradient, and the per-example form. */
import {
  argMax,
  cast,
  div,
  equal,
  exp,
  log,
  max,
  mean,
  mul,
  oneHot,
  sub,
  sum,
  type Scalar,
  type Tensor,
  type Tensor1D,
  type Tensor2D,
} from '@tensorflow/tfjs-core';
import { hasLabKernel, runKernel } from './kernel.ts';

export interface CrossEntropy {
  /** Mean over the batch, nats. */
  readonly loss: Scalar;
  /** Fraction of the batch whose largest logit (the first of equal ones) is that of the label. */
  readonly accuracy: Scalar;
  /** [batch, classes]: (softmax − target) / batch, the gradient of the mean cross-entropy against the targets. */
  readonly dLogits: Tensor2D;
}

export interface CrossEntropyValues {
  /** [batch], nats. */
  readonly losses: Tensor1D;
  /** int32 [batch]: the first largest logit's index. */
  readonly predictions: Tensor1D;
}

/**
 * Finite for logits of any finite size: the largest is subtracted first.
 * @param logits [batch, classes]
 * @param labels int32 [batch], each in [0, classes)
 * @param smoothing ε in [0, 1): the gradient uses targets of 1 − ε + ε/classes for the label and ε/classes for the
 * others; the loss uses the labels themselves, so that runs can be compared
 */
export function softmaxCrossEntropy(logits: Tensor2D, labels: Tensor1D, smoothing = 0): CrossEntropy {
  const [batch, classes] = logits.shape;
  const other = smoothing / classes;
  const own = 1 - smoothing + other;
  if (hasLabKernel('LabSoftmaxCrossEntropy')) {
    const inputs = { logits, labels };
    const kernel = 'LabSoftmaxCrossEntropy';
    const [loss, accuracy, dLogits] = runKernel<[Scalar, Scalar, Tensor2D]>(kernel, inputs, { own, other });
    return { loss, accuracy, dLogits };
  }
  const { exponentials, total, losses } = crossEntropyParts(logits, labels);
  const target = oneHot(labels, classes, own, other, 'float32');
  return {
    loss: mean(losses),
    accuracy: mean(cast(equal(argMax(logits, 1), labels), 'float32')),
    dLogits: div(sub(div(exponentials, total), target), batch),
  };
}

/**
 * Loss and prediction of each example, for evaluation.
 * @param logits [batch, classes]
 * @param labels int32 [batch], each in [0, classes)
 */
export function softmaxCrossEntropyValues(logits: Tensor2D, labels: Tensor1D): CrossEntropyValues {
  if (hasLabKernel('LabSoftmaxCrossEntropyValues')) {
    const inputs = { logits, labels };
    const [losses, predictions] = runKernel<[Tensor1D, Tensor1D]>('LabSoftmaxCrossEntropyValues', inputs);
    return { losses, predictions };
  }
  return { losses: crossEntropyParts(logits, labels).losses, predictions: argMax(logits, 1) };
}

/** Larger than any logit from which training can recover. */
const BELOW_ALL = 1e38;

/**
 * Each example's margin: the logit of its label minus the largest other logit, [batch].
 * @param logits [batch, classes], two classes at least
 * @param labels int32 [batch], each in [0, classes)
 */
export function marginsOf(logits: Tensor2D, labels: Tensor1D): Tensor1D {
  // TensorFlow.js's WebAssembly kernel writes integers, whatever type is requested.
  const own = cast(oneHot(labels, logits.shape[1]), 'float32');
  const others = sub(logits, mul(own, BELOW_ALL));
  return sub<Tensor1D>(sum(mul(logits, own), 1), max(others, 1));
}

interface CrossEntropyParts {
  readonly exponentials: Tensor;
  readonly total: Tensor;
  readonly losses: Tensor1D;
}

function crossEntropyParts(logits: Tensor2D, labels: Tensor1D): CrossEntropyParts {
  const shifted = sub(logits, max(logits, 1, true));
  const exponentials = exp(shifted);
  const total = sum(exponentials, 1, true);
  const target = oneHot(labels, logits.shape[1], 1, 0, 'float32');
  const losses = sub<Tensor1D>(log(sum(exponentials, 1)), sum(mul(shifted, target), 1));
  return { exponentials, total, losses };
}
