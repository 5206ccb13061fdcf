/**
 * Accuracies on clean examples (observed label = true label) and on corrupted ones. Pure arithmetic over class indices.
 */

/** Fractions in [0, 1]; NaN without examples of the kind. */
export interface Memorization {
  /** Accuracy over all examples against the observed labels. */
  readonly trainAccuracy: number;
  /** Accuracy over all examples against the true labels. */
  readonly trueLabelAccuracy: number;
  /** Accuracy over the corrupted examples against the observed label: how much is memorized. */
  readonly corruptedGiven: number;
  /** Accuracy over the corrupted examples against the TRUE label: how much is known in spite of the wrong label. */
  readonly corruptedTrue: number;
  /** Accuracy over the clean examples. */
  readonly cleanAccuracy: number;
}

/** Accuracies from each example's predicted, observed and true class (three arrays of equal length). */
export function memorization(
  predicted: ArrayLike<number>,
  observed: ArrayLike<number>,
  truth: ArrayLike<number>,
): Memorization {
  let corrupted = 0;
  let corruptedGiven = 0;
  let corruptedTrue = 0;
  let cleanRight = 0;
  for (let i = 0; i < predicted.length; i++) {
    if (observed[i] === truth[i]) {
      if (predicted[i] === truth[i]) cleanRight++;
      continue;
    }
    corrupted++;
    if (predicted[i] === observed[i]) corruptedGiven++;
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
