/** The charts' view: ranges of the axis, smoothed columns, seconds for steps. */
import { describe, expect, it } from 'vitest';
import { Table } from '../state/series.ts';
import { secondsAt, SecondsColumn, stepAt, timeEnd } from './clock.ts';
import { SmoothedColumn } from './smooth.ts';
import { ChartView } from './view.ts';

describe('view', () => {
  it('zooms around the middle, pans to the ends, and drops a range that covers everything', () => {
    const view = new ChartView();
    view.zoom(0.5, 100);
    expect(view.range).toEqual({ from: 25, to: 75 });
    view.pan(1, 100);
    expect(view.range).toEqual({ from: 50, to: 100 });
    view.pan(-3, 100);
    expect(view.range).toEqual({ from: 0, to: 50 });
    view.zoom(1.5, 100);
    expect(view.range).toEqual({ from: 0, to: 62.5 });
    view.zoom(4, 100);
    expect(view.range).toBeUndefined();
    view.show({ from: 90, to: 10 }, 50);
    expect(view.range).toEqual({ from: 10, to: 50 });
    view.show({ from: 10, to: 10.001 }, 50);
    expect(view.range?.from).toBeCloseTo(9.5005, 9);
    expect(view.range?.to).toBeCloseTo(10.5005, 9);
    view.show({ from: 49.9, to: 50 }, 50);
    expect(view.range).toEqual({ from: 49, to: 50 });
    view.zoom(0.5, 1);
    expect(view.range).toBeUndefined();
  });

  it('drops its range when the axis changes', () => {
    const view = new ChartView();
    view.zoom(0.5, 100);
    view.axis = 'time';
    expect(view.range).toBeUndefined();
  });
});

describe('smoothed column', () => {
  it('is the exponential mean over steps, and restarts when rows were removed', () => {
    const xs = Float64Array.of(0, 1, 3, 1000);
    const ys = Float64Array.of(4, 8, NaN, 1);
    let length = 2;
    const column = new SmoothedColumn({ xs: () => xs.subarray(0, length), ys: () => ys.subarray(0, length) }, 2);
    const decay = Math.exp(-0.5);
    const expected = (4 * decay + 8) / (decay + 1);
    expect(column.read()[0]).toBe(4);
    expect(column.read()[1]).toBeCloseTo(expected, 12);
    length = 4;
    const values = column.read();
    expect(values[1]).toBeCloseTo(expected, 12);
    expect(values[2]).toBeNaN();
    expect(values[3]).toBeCloseTo(1, 12);
    length = 1;
    expect([...column.read()]).toEqual([4]);
    length = 2;
    expect(column.read()[1]).toBeCloseTo(expected, 12);
  });

  it('does not average across a break', () => {
    const xs = Float64Array.of(0, 1, 2, 3);
    const ys = Float64Array.of(4, 8, 1, 2);
    const column = new SmoothedColumn({ xs: () => xs, ys: () => ys, breaks: () => [2] }, 2);
    const decay = Math.exp(-0.5);
    const values = column.read();
    expect(values[1]).toBeCloseTo((4 * decay + 8) / (decay + 1), 12);
    expect(values[2]).toBe(1);
    expect(values[3]).toBeCloseTo((1 * decay + 2) / (decay + 1), 12);
  });
});

describe('clock', () => {
  const steps = new Table('steps');
  steps.append(3, Float64Array.of(0, 1, 2, 2, 2, 2, 0.5, 0.5, 0.5, 0.1, 0.3, 0.6));

  it('converts steps to seconds and back', () => {
    expect([0, 1, 2, 9].map((step) => secondsAt(steps, step))).toEqual([0.1, 0.3, 0.6, 0.6]);
    expect([0, 0.1, 0.35, 7].map((seconds) => stepAt(steps, seconds))).toEqual([undefined, 0, 1, 2]);
  });

  it('follows a column of steps', () => {
    const xs = Float64Array.of(0, 2, 3);
    let length = 2;
    const column = new SecondsColumn(steps, () => xs.subarray(0, length));
    expect([...column.read()]).toEqual([0.1, 0.6]);
    length = 3;
    expect([...column.read()]).toEqual([0.1, 0.6, 0.6]);
  });

  it('ends a little later than the run', () => {
    expect([0, 0.7, 12, 31, 100].map(timeEnd)).toEqual([1, 0.8, 15, 40, 100]);
  });
});
