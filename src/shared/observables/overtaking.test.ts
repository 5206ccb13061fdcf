/** The step from which one series clearly stays above another. */
import { expect, it } from 'vitest';
import { clearLead, overtakingStep, timeToFit } from './derived.ts';

it('interpolates the crossing linearly between two rows', () => {
  // The lead rises from −.4 to +.2 and is 0 after two thirds of the way.
  expect(overtakingStep([0, 100, 400], [-0.1, -0.4, 0.2])).toBeCloseTo(300, 9);
});

it('returns the first row above 0 after undecided rows', () => {
  expect(overtakingStep([0, 10, 20], [0, 0, 0.2])).toBe(20);
  expect(overtakingStep([0, 10, 20], [-0.2, 0, 0.2])).toBe(20);
});

it('is not defined before the crossing, without one, and after it was undone', () => {
  expect(overtakingStep([0, 10], [-0.1, -0.8])).toBeNaN();
  expect(overtakingStep([0, 10], [0.1, 1])).toBeNaN();
  expect(overtakingStep([0, 10, 20], [-0.5, 0.5, -0.5])).toBeNaN();
  expect(overtakingStep([0, 10, 20], [-0.5, 0.5, 0])).toBeNaN();
  expect(overtakingStep([], [])).toBeNaN();
});

it('returns the latest of several, and keeps it when labels become true again', () => {
  expect(overtakingStep([0, 10, 20, 30], [-0.5, 0.5, -0.5, 0.5])).toBe(25);
  expect(overtakingStep([0, 10, 20], [-0.5, 0.5, NaN])).toBe(5);
  expect(overtakingStep([0, 10, 20], [-0.5, NaN, 0.5])).toBeNaN();
});

it('doesn’t interpolate across a change of labels', () => {
  expect(overtakingStep([0, 10, 20], [-0.5, 0.5, 0.5], [10])).toBeNaN();
  expect(overtakingStep([0, 10, 20], [-0.5, -0.5, 0.5], [10])).toBe(15);
  expect(overtakingStep([0, 10, 20], [-0.5, 0.5, 0.5], [15])).toBe(5);
});

it('is undecided near chance and within five standard errors', () => {
  // The first evaluation after a full shuffle of 1,000 labels of ten classes.
  expect(clearLead(0.131, 0.107, 896, 10)).toBe(0);
  // .1 + 5·√(.09/900) = .15: above it observed labels are above chance, and .15 − .05 is 5 of its standard errors,
  // √(.19/900).
  expect(clearLead(0.149, 0.02, 900, 10)).toBe(0);
  expect(clearLead(0.16, 0.02, 900, 10)).toBeCloseTo(0.14, 12);
  expect(clearLead(0.3, 0.22, 900, 10)).toBe(0);
  expect(clearLead(0.36, 0.22, 900, 10)).toBeCloseTo(0.14, 12);
  expect(clearLead(0.06, 0.87, 1800, 10)).toBeCloseTo(-0.81, 12);
  expect(clearLead(1, 0, 10, 10)).toBe(1);
  // With two classes, chance predicts a wrong label half of the time.
  expect(clearLead(0.55, 0.45, 500, 2)).toBe(0);
  expect(clearLead(NaN, NaN, NaN, 10)).toBeNaN();
});

it('time to fit is the first evaluation at or under ε', () => {
  const steps = [0, 10, 20, 30];
  expect(timeToFit(steps, [2.3, 0.1, 0.05, 0.2], 0.1)).toBe(10);
  expect(timeToFit(steps, [2.3, 0.1, 0.05, 0.2], 0.01)).toBeNaN();
});
