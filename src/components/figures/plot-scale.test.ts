import { expect, it } from 'vitest';
import { placeOn, powerTicks, roundTicks } from './plot-scale.ts';

it('has round ticks that enclose the values', () => {
  expect(roundTicks(0, 2.31, 4)).toEqual([0, 1, 2, 3]);
  expect(roundTicks(-0.5, 1.5, 4)).toEqual([-0.5, 0, 0.5, 1, 1.5]);
  expect(roundTicks(0, 1, 4)).toEqual([0, 0.25, 0.5, 0.75, 1]);
  expect(roundTicks(3, 3, 4).length).toBeGreaterThan(1);
  expect(powerTicks(0.002, 30, 4)).toEqual([0.001, 0.1, 10, 1000]);
});

it('places values, and none that has no logarithm', () => {
  expect(placeOn([0, 1, 2], false)(0.5)).toBe(0.25);
  expect(placeOn([0.01, 1, 100], true)(10)).toBe(0.75);
  expect(placeOn([0.01, 100], true)(0)).toBeNaN();
});
