/** Evaluation of a network over a whole set, batch by batch, so that the loop can do other things in between. */
import { cast, concat, keep, tensor, tensor1d, tidy, type Tensor1D, type Tensor2D } from '@tensorflow/tfjs-core';
import { fillImages, fillLabels, type ImageSet } from '../data/image-set.ts';
import type { Layer } from '../models/layer.ts';
import { softmaxCrossEntropyValues } from '../ops/loss.ts';
import type { ReadbackQueue } from './readback-queue.ts';

export interface Predictions {
  /** Cross-entropy of each example against the labels asked for, nats. */
  readonly losses: Float32Array;
  /** The predicted class of each example. */
  readonly classes: Uint8Array;
}

/**
 * Yields after each forward pass of `batch` examples; the last pass is filled up from the set's beginning, so that every
 * pass has one shape. `done` is called when the last numbers have been read.
 */
export function* evaluate(
  network: Layer,
  set: ImageSet,
  labels: Uint8Array,
  batch: number,
  queue: ReadbackQueue,
  done: (predictions: Predictions) => void,
): Generator<undefined, void> {
  const losses = new Float32Array(set.count);
  const classes = new Uint8Array(set.count);
  const images = new Float32Array(batch * set.size * set.size * set.channels);
  const given = new Int32Array(batch);
  for (let from = 0; from < set.count; from += batch) {
    const indices = Uint32Array.from({ length: batch }, (_, k) => (from + k) % set.count);
    fillImages(set, indices, 0, batch, images);
    fillLabels(labels, indices, 0, batch, given);
    const numbers = tidy(() => {
      const x = tensor(images, [batch, set.size, set.size, set.channels]);
      const values = softmaxCrossEntropyValues(network.infer(x) as Tensor2D, tensor1d(given, 'int32'));
      return keep(concat<Tensor1D>([values.losses, cast(values.predictions, 'float32')]));
    });
    const first = from;
    queue.push(numbers, (values) => {
      const count = Math.min(batch, set.count - first);
      losses.set(values.subarray(0, count), first);
      classes.set(values.subarray(batch, batch + count), first);
      if (first + batch >= set.count) done({ losses, classes });
    });
    yield;
  }
}
