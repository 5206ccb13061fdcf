/**
 * Records for the training examples that the page shows individually: images (sent once), labels and predictions (sent
 * repeatedly).
 */

/** Number of shown examples: the first of the seeded draw, or all if there are fewer. */
export const SHOWN_EXAMPLES = 48;

/** Square images as bytes in NHWC order. */
export interface ExampleImages {
  readonly pixels: Uint8Array;
  /** Edge in pixels. */
  readonly size: number;
  readonly channels: number;
  /** True class of each example. */
  readonly trueLabels: Uint8Array;
}

/** How many of the most and of the least aligned examples of a probed batch are shown; fewer for smaller batches. */
export const RANKED_EXAMPLES = 8;

/** Some training examples and their results for one variant at a probe. */
export interface ProbedExamples {
  /** Indices among the training examples, from 0. */
  readonly indices: Uint32Array;
  /** Pixels as in `ExampleImages`, with the same edge and channels. */
  readonly pixels: Uint8Array;
  readonly trueLabels: Uint8Array;
  readonly observed: Uint8Array;
  readonly predicted: Uint8Array;
  /** Cosine of each example's gradient with the sum over all compared gradients. */
  readonly alignments: Float64Array;
}

export interface ExampleRanking {
  /** Completed updates at the probe. */
  readonly step: number;
  /** Number of compared examples. */
  readonly compared: number;
  /** The layers whose kernel gradients are compared: the dense layers. */
  readonly layers: readonly string[];
  /** In descending order of alignment. */
  readonly most: ProbedExamples;
  /** In ascending order of alignment. */
  readonly least: ProbedExamples;
}

/** Observed labels of the examples, and predictions at the latest evaluation, for one variant. */
export interface ExamplePredictions {
  /** Completed updates at the latest evaluation or change of labels, whichever is later. */
  readonly step: number;
  readonly observed: Uint8Array;
  /** Null before the first evaluation. */
  readonly predicted: Uint8Array | null;
}
