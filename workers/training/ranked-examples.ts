/** The examples of a probed batch whose gradients align most and least with the batch gradient. No tensors. */
import { RANKED_EXAMPLES, type ProbedExamples } from '../../src/shared/run/example-records.ts';
import { imageLength, type Images } from '../data/image-set.ts';

/** A probed batch; each array has one number per example. */
export interface ProbedBatch {
  /** Indices in the training set. */
  readonly examples: Uint32Array;
  readonly observed: Uint8Array;
  readonly predicted: ArrayLike<number>;
  /** For at least the batch's first examples; NaN for a zero gradient. */
  readonly alignments: Float64Array;
}

/** Both ends of the order by alignment, each at most half of the examples that have one. */
export function rankExamples(
  train: Images,
  batch: ProbedBatch,
): { readonly most: ProbedExamples; readonly least: ProbedExamples } {
  const aligned = Array.from(batch.alignments.keys()).filter((i) => !Number.isNaN(batch.alignments[i]));
  aligned.sort((i, j) => (batch.alignments[j] ?? 0) - (batch.alignments[i] ?? 0) || i - j);
  const count = Math.min(RANKED_EXAMPLES, Math.floor(aligned.length / 2));
  return {
    most: taken(train, batch, aligned.slice(0, count)),
    least: taken(train, batch, aligned.slice(aligned.length - count).reverse()),
  };
}

function taken(train: Images, batch: ProbedBatch, places: readonly number[]): ProbedExamples {
  const indices = Uint32Array.from(places, (place) => batch.examples[place] ?? 0);
  const length = imageLength(train);
  const pixels = new Uint8Array(indices.length * length);
  indices.forEach((index, k) => {
    pixels.set(train.pixels.subarray(index * length, (index + 1) * length), k * length);
  });
  return {
    indices,
    pixels,
    trueLabels: Uint8Array.from(indices, (index) => train.labels[index] ?? 0),
    observed: Uint8Array.from(places, (place) => batch.observed[place] ?? 0),
    predicted: Uint8Array.from(places, (place) => batch.predicted[place] ?? 0),
    alignments: Float64Array.from(places, (place) => batch.alignments[place] ?? NaN),
  };
}
