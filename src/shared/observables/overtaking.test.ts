/** From which step on one series clearly stays above another. */
import { expect, it } from 'vitest';
import { clearLead, overtakingStep, timeToFit } from './derived.ts';

it('finds the crossing between two rows by straight lines', () => {
  // The lead goes from −.4 to +.2: zero at two thirds of the way.
  expect(overtakingStep([0, 100, 400], [-0.1, -0.4, 0.2])).toBeCloseTo(300, 9);
});

it('takes the first row above after undecided ones', () => {
  expect(overtakingStep([0, 10, 20], [0, 0, 0.2])).toBe(20);
  expect(overtakingStep([0, 10, 20], [-0.2, 0, 0.2])).toBe(20);
});

it('is not defined before, from the first row on, and after it was undone', () => {
  expect(overtakingStep([0, 10], [-0.1, -0.8])).toBeNaN();
  expect(overtakingStep([0, 10], [0.1, 1])).toBeNaN();
  expect(overtakingStep([0, 10, 20], [-0.5, 0.5, -0.5])).toBeNaN();
  expect(overtakingStep([0, 10, 20], [-0.5, 0.5, 0])).toBeNaN();
  expect(overtakingStep([], [])).toBeNaN();
});

it('takes the latest of several, and keeps it where labels became true again', () => {
  expect(overtakingStep([0, 10, 20, 30], [-0.5, 0.5, -0.5, 0.5])).toBe(25);
  expect(overtakingStep([0, 10, 20], [-0.5, 0.5, NaN])).toBe(5);
  expect(overtakingStep([0, 10, 20], [-0.5, NaN, 0.5])).toBeNaN();
});

it('interpolates over no change of what the two are', () => {
  expect(overtakingStep([0, 10, 20], [-0.5, 0.5, 0.5], [10])).toBeNaN();
  expect(overtakingStep([0, 10, 20], [-0.5, -0.5, 0.5], [10])).toBe(15);
  expect(overtakingStep([0, 10, 20], [-0.5, 0.5, 0.5], [15])).toBe(5);
});

it('says that no label leads near chance or within five standard errors', () => {
  // The first evaluation after a full shuffle of 1,000 labels of ten classes.
  expect(clearLead(0.131, 0.107, 896, 10)).toBe(0);
  // .1 + 5·√(.09/900) = .15: past it observed labels have left chance, and .15 − .05 is 5 of its standard errors, √(.19/900).
  expect(clearLead(0.149, 0.02, 900, 10)).toBe(0);
  expect(clearLead(0.16, 0.02, 900, 10)).toBeCloseTo(0.14, 12);
  expect(clearLead(0.3, 0.22, 900, 10)).toBe(0);
  expect(clearLead(0.36, 0.22, 900, 10)).toBeCloseTo(0.14, 12);
  expect(clearLead(0.06, 0.87, 1800, 10)).toBeCloseTo(-0.81, 12);
  expect(clearLead(1, 0, 10, 10)).toBe(1);
  // Of two classes a wrong label is what chance predicts half of the time.
  expect(clearLead(0.55, 0.45, 500, 2)).toBe(0);
  expect(clearLead(NaN, NaN, NaN, 10)).toBeNaN();
});

it('time to fit is the first evaluation at or under ε', () => {
  const steps = [0, 10, 20, 30];
  expect(timeToFit(steps, [2.3, 0.1, 0.05, 0.2], 0.1)).toBe(10);
  expect(timeToFit(steps, [2.3, 0.1, 0.05, 0.2], 0.01)).toBeNaN();
});
