import { describe, expect, it } from 'vitest';
import { classAccuracies, confusionMatrix, topConfusions } from './confusion.ts';
import { histogram, quantiles, rangeOf } from './histogram.ts';
import { byLabel } from './label-groups.ts';

describe('confusion matrix', () => {
  it('is diagonal for an oracle', () => {
    const labels = [0, 1, 2, 2, 1, 0];
    const matrix = confusionMatrix(labels, labels, 3);
    expect(matrix).toEqual([
      [2, 0, 0],
      [0, 2, 0],
      [0, 0, 2],
    ]);
    expect(classAccuracies(matrix)).toEqual([1, 1, 1]);
    expect(topConfusions(matrix, 5)).toEqual([]);
  });

  it('has labels as rows and predictions as columns, and skips examples without an evaluation', () => {
    const matrix = confusionMatrix([0, 0, 0, 1, NaN, 1], [0, 1, 1, 0, 0, NaN], 3);
    expect(matrix).toEqual([
      [1, 2, 0],
      [1, 0, 0],
      [0, 0, 0],
    ]);
    expect(classAccuracies(matrix)).toEqual([1 / 3, 0, NaN]);
    expect(topConfusions(matrix, 1)).toEqual([{ label: 0, predicted: 1, count: 2 }]);
  });
});

describe('histogram', () => {
  it('has equal bins for uniform values', () => {
    const uniform = Array.from({ length: 1000 }, (_, i) => (i + 0.5) / 1000);
    expect(histogram(uniform, { min: 0, max: 1 }, 10)).toEqual(new Array(10).fill(100));
  });

  it('includes both ends, skips NaN and outside values, and accepts equal values', () => {
    expect(histogram([0, 1, 2, NaN, -1, 3], { min: 0, max: 2 }, 2)).toEqual([1, 2]);
    expect(histogram([5, 5], { min: 5, max: 5 }, 3)).toEqual([2, 0, 0]);
    expect(rangeOf([3, NaN, -2, Infinity])).toEqual({ min: -2, max: 3 });
    expect(rangeOf([NaN])).toBeUndefined();
  });

  it('interpolates quantiles', () => {
    expect(quantiles([4, 1, 3, 2], [0, 0.5, 1])).toEqual([1, 2.5, 4]);
    expect(quantiles([], [0.5])).toEqual([NaN]);
  });
});

it('splits values by whether the observed label is true, and skips examples without an evaluation', () => {
  expect(byLabel([5, 6, 7, 8], [0, 1, NaN, 2], [0, 0, 0, 2])).toEqual({ right: [5, 8], wrong: [6] });
});
