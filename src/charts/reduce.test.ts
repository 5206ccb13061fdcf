/** A reduced series keeps every column's extremes and means, whether its rows arrive at once or one by one. */
import { describe, expect, it } from 'vitest';
import { Reduction, reduceRange } from './reduce.ts';

const series = (length: number): { xs: Float64Array; ys: Float64Array } => ({
  xs: Float64Array.from({ length }, (_, i) => i),
  ys: Float64Array.from({ length }, (_, i) => Math.sin(i) * i),
});

const points = ({ xs, means, lows, highs, count }: Reduction): number[][] =>
  [xs, means, lows, highs].map((column) => [...column.subarray(0, count)]);

describe('Reduction', () => {
  it('has the mean step, mean, smallest and largest value of each column', () => {
    const reduction = new Reduction();
    reduction.update(Float64Array.of(0, 1, 2, 5, 6), Float64Array.of(4, -2, 1, 7, 9), 0, 8, 2);
    expect(points(reduction)).toEqual([
      [1, 5.5],
      [1, 8],
      [-2, 7],
      [4, 9],
    ]);
    expect([reduction.min, reduction.max, reduction.minPositive]).toEqual([-2, 9, 1]);
  });

  it('handles rows one by one as it handles them at once', () => {
    const { xs, ys } = series(1000);
    const whole = new Reduction();
    whole.update(xs, ys, 0, 1000, 37);
    const grown = new Reduction();
    for (let rows = 0; rows <= 1000; rows += 7) grown.update(xs.subarray(0, rows), ys.subarray(0, rows), 0, 1000, 37);
    grown.update(xs, ys, 0, 1000, 37);
    expect(points(grown)).toEqual(points(whole));
    expect(whole.count).toBe(37);
  });

  it('starts over for another domain or width, or a cleared series', () => {
    const { xs, ys } = series(100);
    const reduction = new Reduction();
    reduction.update(xs, ys, 0, 100, 10);
    reduction.update(xs, ys, 0, 200, 10);
    expect(reduction.count).toBe(5);
    reduction.update(xs, ys, 0, 200, 20);
    expect(reduction.count).toBe(10);
    reduction.update(xs.subarray(0, 1), ys.subarray(0, 1), 0, 200, 20);
    expect(reduction.count).toBe(1);
    expect(reduction.max).toBe(0);
  });

  it('breaks the line at undefined rows, but only between columns', () => {
    const reduction = new Reduction();
    reduction.update(Float64Array.of(0, 1, 2, 3), Float64Array.of(1, NaN, 2, 3), 0, 4, 4);
    expect([...reduction.means.subarray(0, reduction.count)]).toEqual([1, NaN, 2, 3]);
    reduction.update(Float64Array.of(0, 1, 2, 3), Float64Array.of(1, NaN, 2, 3), 0, 4, 1);
    expect([...reduction.means.subarray(0, reduction.count)]).toEqual([2]);
  });

  it('breaks the line before a row of breaks, even within a column, and starts over when the breaks change', () => {
    const xs = Float64Array.of(0, 1, 2, 3);
    const ys = Float64Array.of(1, 2, 8, 9);
    const reduction = new Reduction();
    const drawn = (columns: number, breaks: readonly number[]): number[] => {
      reduction.update(xs, ys, 0, 4, columns, breaks);
      return [...reduction.means.subarray(0, reduction.count)];
    };
    expect(drawn(4, [2])).toEqual([1, 2, NaN, 8, 9]);
    expect(drawn(1, [2])).toEqual([1.5, NaN, 8.5]);
    expect(drawn(1, [1, 2, 3])).toEqual([1, NaN, 2, NaN, 8, NaN, 9]);
    expect(drawn(1, [])).toEqual([5]);
  });

  it('keeps breaks when a range is drawn', () => {
    const xs = Float64Array.from({ length: 10 }, (_, i) => 100 * i);
    const reduction = new Reduction();
    reduceRange(reduction, xs, xs, { start: 350, end: 750 }, 4, [1, 5, 9]);
    // From the row before 350 to the one after 750: 300 … 800.
    expect([...reduction.means.subarray(0, reduction.count)]).toEqual([300, 400, NaN, 500, 600, 700, 800]);
  });

  it('has no points and no extent before there is a defined row', () => {
    const reduction = new Reduction();
    reduction.update(Float64Array.of(0), Float64Array.of(NaN), 0, 10, 10);
    expect(reduction.count).toBe(0);
    expect(reduction.max).toBe(-Infinity);
  });
});
