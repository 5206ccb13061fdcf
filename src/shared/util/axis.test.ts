/** Ticks of linear and logarithmic axes. */
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { linearAxis, logAxis } from './axis.ts';

describe('axes', () => {
  it('end on round ticks that include the values', () => {
    expect(linearAxis(0, 2.3, 5)).toMatchObject({ min: 0, max: 2.5, ticks: [0, 0.5, 1, 1.5, 2, 2.5] });
    expect(linearAxis(0, 2000, 6, true)).toMatchObject({ min: 0, max: 2000, ticks: [0, 500, 1000, 1500, 2000] });
    expect(logAxis(0.02, 2).ticks).toEqual([0.02, 0.05, 0.1, 0.2, 0.5, 1, 2]);
    expect(logAxis(3.3, 6.7).ticks).toEqual([4, 5, 6]);
    expect(logAxis(1e-18, 1e4).ticks).toEqual([1e-18, 1e-15, 1e-12, 1e-9, 1e-6, 1e-3, 1, 1e3]);
    expect(logAxis(2.28, 2.365).ticks).toEqual([2.28, 2.3, 2.32, 2.34, 2.36]);
  });

  it('place the ends at 0 and 1 and the middle of a logarithmic axis at the geometric mean', () => {
    expect(linearAxis(0, 10, 5).place(5)).toBe(0.5);
    expect(logAxis(0.01, 100).place(1)).toBeCloseTo(0.5, 12);
  });

  it('have few ticks, sorted and within the ends, for any values', () => {
    const value = fc.double({ min: 1e-12, max: 1e12, noNaN: true });
    fc.assert(
      fc.property(value, value, fc.boolean(), (a, b, exact) => {
        const [low, high] = a < b ? [a, b] : [b, a];
        for (const axis of [linearAxis(low, high, 5, exact), logAxis(low, high)]) {
          expect(axis.ticks.length).toBeLessThan(14);
          expect(axis.ticks.every((tick, i) => i === 0 || tick > (axis.ticks[i - 1] ?? 0))).toBe(true);
          expect(axis.max).toBeGreaterThan(axis.min);
        }
      }),
    );
  });
});
