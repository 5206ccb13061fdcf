/** Confusion matrices over class indices. */

/**
 * [classes][classes] counts; rows are labels, columns are predictions.
 * @param labels same length as `predicted`; an example with NaN in either wasn't evaluated and is skipped
 */
export function confusionMatrix(labels: ArrayLike<number>, predicted: ArrayLike<number>, classes: number): number[][] {
  const matrix = Array.from({ length: classes }, () => new Array<number>(classes).fill(0));
  for (let i = 0; i < labels.length; i++) {
    const [row, column] = [matrix[labels[i] ?? NaN], predicted[i] ?? NaN];
    if (row?.[column] !== undefined) row[column]++;
  }
  return matrix;
}

/** Fraction of each label's examples that are predicted correctly, [0, 1]; NaN if no example has the label. */
export function classAccuracies(matrix: readonly (readonly number[])[]): number[] {
  return matrix.map((row, k) => (row[k] ?? NaN) / row.reduce((sum, count) => sum + count, 0));
}

export interface Confusion {
  readonly label: number;
  readonly predicted: number;
  readonly count: number;
}

/** The `most` most frequent wrong predictions, in descending order. */
export function topConfusions(matrix: readonly (readonly number[])[], most: number): Confusion[] {
  return matrix
    .flatMap((row, label) => row.map((count, predicted) => ({ label, predicted, count })))
    .filter(({ label, predicted, count }) => label !== predicted && count > 0)
    .sort((a, b) => b.count - a.count)
    .slice(0, most);
}
