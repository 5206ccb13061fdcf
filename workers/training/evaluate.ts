/** Evaluation of a network over examples of a set, batch by batch and layer by layer. */
import { cast, concat, keep, tensor, tensor1d, type Tensor, type Tensor1D, type Tensor2D } from '@tensorflow/tfjs-core';
import { fillImages, fillLabels, type ImageSet } from '../data/image-set.ts';
import { stagesOf, type Layer } from '../models/layer.ts';
import { marginsOf, softmaxCrossEntropyValues } from '../ops/loss.ts';
import type { ReadbackQueue } from '../backends/common/readback-queue.ts';
import { tidyParts, type Parts } from './parts.ts';

export interface Predictions {
  /** Indices of the examples in the set. */
  readonly examples: Uint32Array;
  /** Cross-entropy of each example against the labels asked for, nats. */
  readonly losses: Float32Array;
  /** The predicted class of each example. */
  readonly classes: Uint8Array;
  /** Logit of each example's label minus the largest other logit. */
  readonly margins: Float32Array;
}

export interface Evaluation {
  readonly network: Layer;
  readonly set: ImageSet;
  /** All examples of the set. */
  readonly labels: Uint8Array;
  /** The examples to evaluate, at least one. */
  readonly examples: Uint32Array;
  /** Examples per forward pass. */
  readonly batch: number;
  readonly queue: ReadbackQueue;
  /** Called after each pass with its number of examples. */
  readonly tell: (examples: number) => void;
}

/**
 * Evaluates in forward passes of `batch` examples; the last pass is filled up from the first examples, so that every pass
 * has one shape. `done` is called when the last numbers have been read; never where the rest of the parts is given up.
 */
export function* evaluate(evaluation: Evaluation, done: (predictions: Predictions) => void): Parts<void> {
  const { network, set, labels, examples, batch, queue, tell } = evaluation;
  const total = examples.length;
  const losses = new Float32Array(total);
  const classes = new Uint8Array(total);
  const margins = new Float32Array(total);
  const images = new Float32Array(batch * set.size * set.size * set.channels);
  const observed = new Int32Array(batch);
  for (let from = 0; from < total; from += batch) {
    const indices = Uint32Array.from({ length: batch }, (_, k) => examples[(from + k) % total] ?? 0);
    fillImages(set, indices, 0, batch, images);
    fillLabels(labels, indices, 0, batch, observed);
    const numbers = yield* tidyParts(function* () {
      let x: Tensor = tensor(images, [batch, set.size, set.size, set.channels]);
      for (const stage of stagesOf(network)) {
        x = stage.infer(x);
        yield;
      }
      const logits = x as Tensor2D;
      const targets = tensor1d(observed, 'int32');
      const values = softmaxCrossEntropyValues(logits, targets);
      return keep(concat<Tensor1D>([values.losses, cast(values.predictions, 'float32'), marginsOf(logits, targets)]));
    });
    const count = Math.min(batch, total - from);
    queue.push(numbers, (values) => {
      losses.set(values.subarray(0, count), from);
      classes.set(values.subarray(batch, batch + count), from);
      margins.set(values.subarray(2 * batch, 2 * batch + count), from);
      if (from + batch >= total) done({ examples, losses, classes, margins });
    });
    tell(count);
    yield;
  }
}
