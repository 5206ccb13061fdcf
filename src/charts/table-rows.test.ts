/** Which rows a chart's table has, and where their values were measured. */
import { describe, expect, it } from 'vitest';
import type { LineData } from './line.ts';
import { tableRows } from './table-rows.ts';

const line = (xs: readonly number[], value: (x: number) => number): LineData => ({
  xs: () => Float64Array.from(xs),
  ys: () => Float64Array.from(xs, value),
});
const upTo = (end: number, stride = 1): number[] =>
  Array.from({ length: Math.ceil(end / stride) }, (_, i) => i * stride);

describe('tableRows', () => {
  const batch = line(upTo(400), (step) => step);
  const evaluated = line([0, 200, 400], (step) => 10 * step);

  it('has every position if there are few, latest first, and says where each value was measured', () => {
    const rows = tableRows([line([0, 1, 2], (x) => x), line([0, 3], (x) => 10 * x)], 60);
    expect(rows).toEqual([
      {
        place: 3,
        values: [
          { value: 2, at: 2 },
          { value: 30, at: 3 },
        ],
      },
      {
        place: 2,
        values: [
          { value: 2, at: 2 },
          { value: 0, at: 0 },
        ],
      },
      {
        place: 1,
        values: [
          { value: 1, at: 1 },
          { value: 0, at: 0 },
        ],
      },
      {
        place: 0,
        values: [
          { value: 0, at: 0 },
          { value: 0, at: 0 },
        ],
      },
    ]);
  });

  it('keeps the first row and the final evaluation when rows are thinned', () => {
    const rows = tableRows([batch, evaluated], 60);
    expect(rows.length).toBeLessThanOrEqual(60);
    expect(rows.length).toBeGreaterThan(50);
    expect(rows[0]).toEqual({
      place: 400,
      values: [
        { value: 399, at: 399 },
        { value: 4000, at: 400 },
      ],
    });
    expect(rows.at(-1)?.place).toBe(0);
    expect(rows.map(({ place }) => place)).toContain(200);
  });

  it('prefers positions with values of sparse lines', () => {
    const rows = tableRows([line(upTo(10_000), () => 0), line(upTo(10_001, 100), (x) => x)], 20);
    for (const { place, values } of rows) expect(values[1]?.at, `at ${place}`).toBe(place);
  });

  it('keeps the row of every event, or the next one', () => {
    const even = line(upTo(2000, 2), (x) => x);
    const places = tableRows([even], 5, [100, 333]).map(({ place }) => place);
    expect(places).toContain(100);
    expect(places).toContain(334);
    expect(places.length).toBeLessThanOrEqual(5);
    expect(tableRows([even], 2, [10, 20, 30]).map(({ place }) => place)).toEqual([1998, 30, 20, 10, 0]);
  });

  it('has no value before a line starts', () => {
    const [row] = tableRows([line([5], () => 1), line([], () => 1)], 5);
    expect(row).toEqual({
      place: 5,
      values: [
        { value: 1, at: 5 },
        { value: NaN, at: NaN },
      ],
    });
    expect(tableRows([], 5)).toEqual([]);
  });
});
