import { describe, expect, it } from 'vitest';
import { RATE_SCHEDULES, rateFactor } from './index.ts';

const over = (schedule: string, steps: number, warmup: number, count = steps): number[] =>
  Array.from({ length: count }, (_, at) => rateFactor({ schedule, steps, warmup }, at));

describe('the factor on the learning rate', () => {
  it('is 1 without a schedule', () => {
    expect(new Set(over('constant', 50, 0, 90))).toEqual(new Set([1]));
  });

  it('falls by ten at 50% and 75% of the steps', () => {
    expect(over('step', 8, 0)).toEqual([1, 1, 1, 1, 0.1, 0.1, 0.01, 0.01]);
  });

  it('is half a cosine from the end of the warmup on', () => {
    const factors = over('cosine', 104, 4);
    expect(factors.slice(0, 5)).toEqual([0.25, 0.5, 0.75, 1, 1]);
    expect(factors[54]).toBeCloseTo(0.5, 12);
    expect(factors[29]).toBeCloseTo(0.5 * (1 + Math.SQRT1_2), 12);
    expect(factors[103]).toBeCloseTo(0.000247, 6);
  });

  it.each(RATE_SCHEDULES.map(({ name }) => name))(
    'of %s is from 0 to 1, and constant past the planned steps',
    (name) => {
      for (const warmup of [0, 1, 7, 20, 50]) {
        const factors = over(name, 20, warmup, 60);
        expect(factors.every((factor) => factor >= 0 && factor <= 1)).toBe(true);
        if (warmup <= 19) expect(new Set(factors.slice(19)).size).toBe(1);
      }
    },
  );

  it('rejects an unknown schedule', () => {
    expect(() => rateFactor({ schedule: 'sine', steps: 1, warmup: 0 }, 0)).toThrow('no schedule sine');
  });
});
