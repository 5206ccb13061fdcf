import { describe, expect, it } from 'vitest';
import type { AnswerOf } from '../../shared/inspections/index.ts';
import { factsOf, historySummaries, median, ONLY, sortedFacts, SORTS } from './example-history-rows.ts';

const floats = (...values: number[]): Float32Array => Float32Array.from(values);
const steps = (...values: number[]): Float64Array => Float64Array.from(values);

/** Four examples. The last was never evaluated. The second and third have wrong labels; the third was never fitted. */
const evaluation: AnswerOf<'evaluation'> = {
  trainLabels: Uint8Array.of(0, 1, 2, 3),
  testLabels: new Uint8Array(),
  variants: [
    {
      step: 20,
      since: 0,
      train: {
        predicted: floats(0, 2, 2, NaN),
        losses: floats(0.1, 0.5, 3, NaN),
        margins: floats(4, 1, -2, NaN),
        observed: floats(0, 2, 1, NaN),
        firstFitted: steps(5, 10, NaN, NaN),
        fittedSince: steps(5, 20, NaN, NaN),
        forgotten: floats(0, 2, 0, 0),
      },
      test: { predicted: floats(), losses: floats(), margins: floats() },
    },
  ],
};

describe('example histories', () => {
  it('summarizes right and wrong labels separately', () => {
    const [right, wrong] = historySummaries(factsOf(evaluation, 0));
    expect(right).toEqual({
      label: 'right labels',
      examples: 1,
      fitted: 1,
      neverFitted: 0,
      forgottenOnce: 0,
      firstFitted: 5,
      forgetting: 0,
      margin: 4,
    });
    expect(wrong).toMatchObject({
      examples: 2,
      fitted: 0.5,
      neverFitted: 0.5,
      firstFitted: 10,
      forgetting: 2,
      margin: -0.5,
    });
  });

  it('sorts and filters, and omits examples that were never fitted from the most forgotten', () => {
    const order = (sort: string, only = 'all examples'): number[] => {
      const by = SORTS.find(({ name }) => name === sort)?.by ?? (() => NaN);
      const kept = ONLY.find(({ name }) => name === only);
      return kept ? sortedFacts(factsOf(evaluation, 0), by, kept).map(({ index }) => index) : [];
    };
    expect(order('Most often forgotten')).toEqual([1, 0]);
    expect(order('Fitted last')).toEqual([1, 0]);
    expect(order('Smallest margin')).toEqual([2, 1, 0]);
    expect(order('Largest margin', 'wrong labels')).toEqual([1, 2]);
    expect(order('As drawn', 'never fitted')).toEqual([2]);
  });

  it('takes medians, of nothing NaN', () => {
    expect([median([3]), median([4, 1]), median([])]).toEqual([3, 2.5, NaN]);
  });
});
