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

/** What one arm is told of the examples, and what it made of them at its latest evaluation. */
export interface ExamplePredictions {
  /** Completed updates at the latest evaluation or change of labels, whichever was later. */
  readonly step: number;
  readonly given: Uint8Array;
  /** Null before the first evaluation. */
  readonly predicted: Uint8Array | null;
}
