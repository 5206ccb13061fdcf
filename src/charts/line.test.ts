/** How a line reads its tables. */
import { expect, it } from 'vitest';
import { Table } from '../state/series.ts';
import { coherenceColumn, rowAt, valueAt, type Line } from './line.ts';

it('the coherence column follows its table', () => {
  const probes = new Table('probes');
  const column = coherenceColumn(probes);
  expect(column.read()).toHaveLength(0);
  probes.append(1, Float64Array.of(0, 128, 3, 0, 1));
  expect([...column.read()]).toEqual([1]);
  probes.append(600, new Float64Array(3000).fill(1));
  expect(column.read()).toHaveLength(601);
  expect(column.read()[600]).toBe(256.5);
  expect([...column.read()].filter((value) => value === 256.5)).toHaveLength(600);
});

it('finds the latest value at or before a step', () => {
  const xs = Float64Array.of(0, 10, 20);
  const line: Line = {
    name: '',
    variant: 0,
    style: { color: '', dash: [], width: 1 },
    xs: () => xs,
    ys: () => Float64Array.of(5, 6, 7),
  };
  expect([-1, 0, 9, 10, 99].map((x) => rowAt(xs, x))).toEqual([-1, 0, 0, 1, 2]);
  expect(valueAt(line, 15)).toBe(6);
  expect(valueAt(line, undefined)).toBe(7);
  expect(valueAt(line, -1)).toBeNaN();
});
