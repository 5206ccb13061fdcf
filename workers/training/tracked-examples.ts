/** What the page is told of a few single examples. Costs the device nothing: every evaluation predicts them anyway. */
import {
  SHOWN_EXAMPLES,
  type ExampleImages,
  type ExamplePredictions,
  type ExampleRanking,
} from '../../src/shared/run/example-records.ts';
import { imageLength, type Images } from '../data/image-set.ts';

/** The first of the training examples, as bytes. */
export function shownImages(train: Images): ExampleImages {
  const count = Math.min(SHOWN_EXAMPLES, train.count);
  const { size, channels } = train;
  return {
    pixels: train.pixels.slice(0, count * imageLength(train)),
    size,
    channels,
    trueLabels: train.labels.slice(0, count),
  };
}

export class TrackedExamples {
  /** Since the page was last told. */
  changed = true;
  /** Of a probe of which the page was not told yet. */
  #ranking: ExampleRanking | null = null;
  #step = 0;
  #given: Uint8Array;
  #predicted: Uint8Array | null = null;

  /** `given` are the labels of all training examples. */
  constructor(given: Uint8Array) {
    this.#given = given.slice(0, SHOWN_EXAMPLES);
  }

  get predictions(): ExamplePredictions {
    return { step: this.#step, given: this.#given.slice(), predicted: this.#predicted?.slice() ?? null };
  }

  /** A probe compared a batch's examples. */
  rank(ranking: ExampleRanking): void {
    this.#ranking = ranking;
  }

  /** The latest probe's, once. */
  takeRanking(): ExampleRanking | null {
    const ranking = this.#ranking;
    this.#ranking = null;
    return ranking;
  }

  /** From `step` on the examples have other labels. */
  relabel(step: number, given: Uint8Array): void {
    this.#tell(step, given);
  }

  /** An evaluation after `step` updates predicted `classes` of all training examples. */
  predict(step: number, given: Uint8Array, classes: Uint8Array): void {
    this.#predicted = classes.slice(0, SHOWN_EXAMPLES);
    // Labels that were changed meanwhile stay.
    this.#tell(Math.max(step, this.#step), step < this.#step ? this.#given : given);
  }

  #tell(step: number, given: Uint8Array): void {
    this.#step = step;
    this.#given = given.slice(0, SHOWN_EXAMPLES);
    this.changed = true;
  }
}
