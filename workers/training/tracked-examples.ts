/**
 * The predictions of a few single examples, for the page. They cost no device time, since every evaluation predicts
 * them.
 */
import {
  SHOWN_EXAMPLES,
  type ExampleImages,
  type ExamplePredictions,
  type ExampleRanking,
} from '../../src/shared/run/example-records.ts';
import { imageLength, type Images } from '../data/image-set.ts';

/** The first training examples, as bytes. */
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
  /** Changed since the last report to the page. */
  changed = true;
  /** From a probe that is not yet reported. */
  #ranking: ExampleRanking | null = null;
  #step = 0;
  #observed: Uint8Array;
  #predicted: Uint8Array | null = null;

  /** `observed` holds the observed labels of all training examples. */
  constructor(observed: Uint8Array) {
    this.#observed = observed.slice(0, SHOWN_EXAMPLES);
  }

  get predictions(): ExamplePredictions {
    return { step: this.#step, observed: this.#observed.slice(), predicted: this.#predicted?.slice() ?? null };
  }

  /** Takes the comparison of a probed batch's examples. */
  rank(ranking: ExampleRanking): void {
    this.#ranking = ranking;
  }

  /** Returns the latest probe's examples, once. */
  takeRanking(): ExampleRanking | null {
    const ranking = this.#ranking;
    this.#ranking = null;
    return ranking;
  }

  /** From `step` the examples have other labels. */
  relabel(step: number, observed: Uint8Array): void {
    this.#tell(step, observed);
  }

  /** Takes the predicted `classes` of all training examples, from an evaluation after `step` updates. */
  predict(step: number, observed: Uint8Array, classes: Uint8Array): void {
    this.#predicted = classes.slice(0, SHOWN_EXAMPLES);
    // Keep labels that changed meanwhile.
    this.#tell(Math.max(step, this.#step), step < this.#step ? this.#observed : observed);
  }

  #tell(step: number, observed: Uint8Array): void {
    this.#step = step;
    this.#observed = observed.slice(0, SHOWN_EXAMPLES);
    this.changed = true;
  }
}
