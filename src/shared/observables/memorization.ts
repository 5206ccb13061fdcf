/**
 * What the network has learned of each kind of example: those whose given label is the true one, and the corrupted ones.
 * Pure arithmetic over class indices; knows no tensor.
 */

/** Fractions in [0, 1]; NaN where there is no example of the kind. */
export interface Memorization {
  /** Accuracy over all examples against the given labels. */
  readonly trainAccuracy: number;
  /** Accuracy over all examples against the true labels. */
  readonly trueLabelAccuracy: number;
  /** Over the corrupted examples (given ≠ true) against the given label: how much is memorized. */
  readonly corruptedGiven: number;
  /** Over the corrupted examples against the TRUE label: how much is known in spite of the given one. */
  readonly corruptedTrue: number;
  /** Over the examples with given = true. */
  readonly cleanAccuracy: number;
}

/** Accuracies from each example's predicted, given and true class (three arrays of one length). */
export function memorization(
  predicted: ArrayLike<number>,
  given: ArrayLike<number>,
  truth: ArrayLike<number>,
): Memorization {
  let corrupted = 0;
  let corruptedGiven = 0;
  let corruptedTrue = 0;
  let cleanRight = 0;
  for (let i = 0; i < predicted.length; i++) {
    if (given[i] === truth[i]) {
      if (predicted[i] === truth[i]) cleanRight++;
      continue;
    }
    corrupted++;
    if (predicted[i] === given[i]) corruptedGiven++;
    if (predicted[i] === truth[i]) corruptedTrue++;
  }
  const all = predicted.length;
  return {
    trainAccuracy: fraction(cleanRight + corruptedGiven, all),
    trueLabelAccuracy: fraction(cleanRight + corruptedTrue, all),
    corruptedGiven: fraction(corruptedGiven, corrupted),
    corruptedTrue: fraction(corruptedTrue, corrupted),
    cleanAccuracy: fraction(cleanRight, all - corrupted),
  };
}

/** mean[predicted = label], [0, 1]; NaN over no example. */
export function accuracy(predicted: ArrayLike<number>, labels: ArrayLike<number>): number {
  let right = 0;
  for (let i = 0; i < predicted.length; i++) if (predicted[i] === labels[i]) right++;
  return fraction(right, predicted.length);
}

function fraction(count: number, total: number): number {
  return total > 0 ? count / total : NaN;
}
