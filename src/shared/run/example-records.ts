/** The few training examples that are shown one by one: their images once, what is told and predicted of them again and again. */

/** How many: the first of the seeded draw, or all where there are fewer. */
export const SHOWN_EXAMPLES = 48;

/** Square images as bytes, image after image, row after row, the channels of a pixel together. */
export interface ExampleImages {
  readonly pixels: Uint8Array;
  /** Edge in pixels. */
  readonly size: number;
  readonly channels: number;
  /** The true class of each. */
  readonly trueLabels: Uint8Array;
}

/** The most and the least aligned examples of a probed batch: so many of each, fewer where the batch is smaller. */
export const RANKED_EXAMPLES = 8;

/** Some training examples, one after the other, and what one arm made of them at a probe. */
export interface ProbedExamples {
  /** Which of the training examples, from 0. */
  readonly indices: Uint32Array;
  /** As of `ExampleImages`, of the same edge and channels. */
  readonly pixels: Uint8Array;
  readonly trueLabels: Uint8Array;
  readonly given: Uint8Array;
  readonly predicted: Uint8Array;
  /** Cosine of each example's gradient with the sum over all that were compared. */
  readonly alignments: Float64Array;
}

export interface ExampleRanking {
  /** Completed updates at the probe. */
  readonly step: number;
  /** Examples that were compared. */
  readonly compared: number;
  /** Whose kernels' gradients: those of the dense layers. */
  readonly layers: readonly string[];
  /** The most aligned first. */
  readonly most: ProbedExamples;
  /** The least aligned first. */
  readonly least: ProbedExamples;
}

/** What one arm is told of the examples, and what it made of them at its latest evaluation. */
export interface ExamplePredictions {
  /** Completed updates at the latest evaluation or change of labels, whichever was later. */
  readonly step: number;
  readonly given: Uint8Array;
  /** Null before the first evaluation. */
  readonly predicted: Uint8Array | null;
}
