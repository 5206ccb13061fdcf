import { describe, expect, it } from 'vitest';
import { curveSvg, type Curve, type Panel } from './curve-svg.ts';

const curve = (x: readonly number[], y: readonly (number | null)[]): Curve => ({
  name: 'dense1',
  x,
  y,
  color: '#0072b2',
  dash: '',
});
const panel = (changes: Partial<Panel>): Panel => ({
  title: 'Loss',
  unit: 'nats',
  curves: [],
  guides: [],
  marks: [],
  spans: [],
  end: 100,
  ...changes,
});

/** Points of the n-th curve's path. */
function points(svg: string): { x: number; y: number }[] {
  const path = /<path d="(M[^"HV]*L[^"]*)" fill="none"/.exec(svg)?.[1] ?? '';
  return [...path.matchAll(/[ML]([\d.]+) ([\d.]+)/g)].map(([, x, y]) => ({ x: Number(x), y: Number(y) }));
}

describe('curveSvg', () => {
  it('puts the first and last step at the ends of the plot and larger values higher', () => {
    const found = points(curveSvg(panel({ curves: [curve([0, 50, 100], [0, 1, 2])] })));
    expect(found.map(({ x }) => x)).toEqual([56, 318, 580]);
    expect(found.map(({ y }) => y)).toEqual([262, 146, 30]);
  });

  it('keeps the smallest and largest value of a pixel column and leaves null out', () => {
    const steps = Array.from({ length: 10_001 }, (_, i) => i);
    const values = steps.map((step) => (step === 5000 ? 9 : step === 5001 ? -9 : step % 7 === 0 ? null : 1));
    const found = points(curveSvg(panel({ end: 10_000, curves: [curve(steps, values)] })));
    const ys = found.map(({ y }) => y);
    expect(found.length).toBeLessThanOrEqual(2 * 525);
    expect(Math.min(...ys)).toBe(41.6);
    expect(Math.max(...ys)).toBe(250.4);
  });

  it('leaves out of a logarithmic picture what it cannot show', () => {
    const found = points(curveSvg(panel({ end: 2, logarithmic: true, curves: [curve([0, 1, 2], [0, 1, 10])] })));
    expect(found).toHaveLength(2);
  });

  it('leads no line over a break, not within a pixel column either, and shows a lone point', () => {
    const broken = { ...curve([0, 40, 40.1, 80, 90], [1, 2, 9, 8, 1]), breaks: [2, 4] };
    const svg = curveSvg(panel({ curves: [broken] }));
    const path = /<path d="(M[^"HV]*L[^"]*)" fill="none"/.exec(svg)?.[1] ?? '';
    expect(path.split('M').map((line) => line.split('L').length)).toEqual([1, 2, 2, 1]);
    expect([...svg.matchAll(/<circle cx="([\d.]+)"/g)].map(([, x]) => Number(x))).toEqual([527.6]);
  });

  it('sets the words of marks that lie close together below each other, inside the plot', () => {
    const marks = [10, 11, 12, 13, 99].map((step) => ({ step, label: `changed at ${step}` }));
    const svg = curveSvg(panel({ marks }));
    const words = [...svg.matchAll(/x="([\d.]+)" y="([\d.]+)"[^>]*>changed at (\d+)/g)].map((found) =>
      found.slice(1).map(Number),
    );
    expect(words.map(([, , step]) => step)).toEqual([10, 11, 12, 99]);
    expect(words.map(([, y]) => y)).toEqual([40, 53, 66, 40]);
    expect(Math.max(...words.map(([x = NaN]) => x))).toBeLessThan(580 - 13 * 6);
    expect(svg.match(/stroke-dasharray="4 2"/g)).toHaveLength(5);
  });

  it('carries names and labels as text and never as markup', () => {
    const name = '<script>"&';
    const svg = curveSvg(
      panel({
        title: name,
        curves: [{ ...curve([0, 1], [1, 2]), name, color: '"><script>' }],
        guides: [{ value: 1, label: name }],
        marks: [
          { step: 1, label: name },
          { step: 101, label: 'past the end' },
        ],
        spans: [{ start: 0, stop: Infinity }],
      }),
    );
    expect(svg).not.toContain('<script');
    expect(svg).not.toContain('past the end');
    expect(svg).not.toContain('NaN');
    expect(svg).not.toContain('Infinity');
    expect(svg.match(/&lt;script&gt;&quot;&amp;|&lt;script&gt;"&amp;/g)).toHaveLength(5);
  });
});
