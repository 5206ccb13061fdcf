/** From which step on one series stays above another. */
import { expect, it } from 'vitest';
import { overtakingStep, timeToFit } from './derived.ts';

it('finds the crossing between two rows by straight lines', () => {
  // The lead goes from −.4 to +.2: zero at two thirds of the way.
  expect(overtakingStep([0, 100, 400], [0.1, 0.1, 0.4], [0.2, 0.5, 0.2])).toBeCloseTo(300, 9);
  expect(overtakingStep([0, 10], [0.5, 0.7], [0.5, 0.5])).toBe(0);
});

it('is not defined before, from the first row on, and after it was undone', () => {
  expect(overtakingStep([0, 10], [0, 0.1], [0.1, 0.9])).toBeNaN();
  expect(overtakingStep([0, 10], [0.2, 1], [0.1, 0])).toBeNaN();
  expect(overtakingStep([0, 10, 20], [0, 1, 0], [0.5, 0.5, 0.5])).toBeNaN();
  expect(overtakingStep([], [], [])).toBeNaN();
});

it('takes the latest of several, and keeps it where labels became true again', () => {
  expect(overtakingStep([0, 10, 20, 30], [0, 1, 0, 1], [0.5, 0.5, 0.5, 0.5])).toBe(25);
  expect(overtakingStep([0, 10, 20], [0, 1, NaN], [0.5, 0.5, NaN])).toBe(5);
  expect(overtakingStep([0, 10, 20], [0, NaN, 1], [0.5, NaN, 0.5])).toBeNaN();
});

it('interpolates over no change of what the two are', () => {
  expect(overtakingStep([0, 10, 20], [0, 1, 1], [0.5, 0.5, 0.5], [10])).toBeNaN();
  expect(overtakingStep([0, 10, 20], [0, 0, 1], [0.5, 0.5, 0.5], [10])).toBe(15);
  expect(overtakingStep([0, 10, 20], [0, 1, 1], [0.5, 0.5, 0.5], [15])).toBe(5);
});

it('time to fit is the first evaluation at or under ε', () => {
  const steps = [0, 10, 20, 30];
  expect(timeToFit(steps, [2.3, 0.1, 0.05, 0.2], 0.1)).toBe(10);
  expect(timeToFit(steps, [2.3, 0.1, 0.05, 0.2], 0.01)).toBeNaN();
});
