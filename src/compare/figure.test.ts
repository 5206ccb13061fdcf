import { describe, expect, it } from 'vitest';
import type { Cell, Summary } from '../shared/sweep/summary.ts';
import { pictureSvg } from '../charts/svg-document.ts';
import { figurePicture } from './figure-picture.ts';
import { compareFigure, defaultOptions, PANEL } from './figure.ts';

const cell = (values: readonly string[], min: number, max: number, defined = 2): Cell => ({
  values,
  runs: [],
  defined,
  mean: (min + max) / 2,
  min,
  max,
});
/** `runs` is empty, because these tests don't need it. */
const summary = (xs: readonly string[], others: readonly string[] = ['<a>', 'b']): Summary => ({
  axes: [
    { key: 'lr', values: xs },
    { key: 'model', values: others },
  ],
  cells: xs.flatMap((x, i) => others.map((other) => cell([x, other], i, i + 2))),
  metric: { quantity: 'trainLoss' },
});
const draw = (drawn: Summary, lines?: string) =>
  compareFigure(drawn, { ...defaultOptions(drawn), lines, logarithmic: false, dark: false });

describe('a figure', () => {
  it('has a panel or a line for each value of the other axis', () => {
    expect(draw(summary(['0', '1'])).panels.map(({ title }) => title)).toEqual(['model <a>', 'model b']);
    const [panel, ...more] = draw(summary(['0', '1']), 'model').panels;
    expect(more).toEqual([]);
    expect(panel?.lines.map(({ name }) => name)).toEqual(['model <a>', 'model b']);
  });

  it('places values linearly, logarithmically, or evenly', () => {
    const ticks = (xs: readonly string[]): number[] => {
      const at = draw(summary(xs)).panels[0]?.xTicks.map((tick) => tick.at) ?? [];
      const [first = 0] = at;
      return at.map((x) => Math.round((10 * (x - first)) / ((at.at(-1) ?? 0) - first)));
    };
    expect(ticks(['0', '0.5', '1', '2'])).toEqual([0, 3, 5, 10]);
    expect(ticks(['0.001', '0.01', '1'])).toEqual([0, 3, 10]);
    expect(ticks(['0', '0.0001', '0.001'])).toEqual([0, 5, 10]);
    expect(ticks(['mlp', 'cnn', 'x'])).toEqual([0, 5, 10]);
  });

  it('draws larger values higher, within the panel', () => {
    const [line] = draw(summary(['0', '1'])).panels[0]?.lines ?? [];
    const [low, high] = line?.means ?? [];
    expect(low?.y).toBeGreaterThan(high?.y ?? Infinity);
    for (const { x, y } of line?.means ?? []) {
      expect(x > 0 && x < PANEL.width && y > 0 && y < PANEL.height).toBe(true);
    }
    expect(line?.band).toHaveLength(1);
    expect(line?.band[0]).toHaveLength(4);
  });

  it('skips undefined values', () => {
    const drawn = summary(['0', '1'], ['b']);
    const gap = { ...drawn, cells: [cell(['0', 'b'], NaN, NaN, 0), cell(['1', 'b'], 1, 2)] };
    const [panel] = draw(gap).panels;
    expect(panel?.lines[0]?.means).toHaveLength(1);
    expect(panel?.summary).toBe('mean by lr: 0: not defined; 1: 1.5');
  });

  it('has a gap in line and band where a mean is not defined', () => {
    const xs = ['0', '1', '2', '3', '4'];
    const drawn = summary(xs, ['b']);
    const cells = xs.map((x, i) => (i === 2 ? cell([x, 'b'], NaN, NaN, 0) : cell([x, 'b'], i, i + 2)));
    const [line] = draw({ ...drawn, cells }).panels[0]?.lines ?? [];
    expect(line?.path.map((piece) => piece.length)).toEqual([2, 2]);
    expect(line?.band).toHaveLength(2);
    expect(line?.means).toHaveLength(4);
  });

  it('is one SVG file with escaped texts', () => {
    const file = pictureSvg(figurePicture(draw(summary(['0', '1']))));
    expect(file).toMatch(/^<svg [^>]*viewBox="0 0 760 294"/);
    expect(file).toContain('model &lt;a&gt;');
    expect(file).not.toContain('<a>');
  });
});
