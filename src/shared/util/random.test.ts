import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { randomStream, restoreStream, type RandomStream, type StreamName } from './random.ts';

const names: readonly StreamName[] = ['draw', 'init', 'order', 'labels', 'pixels', 'synthetic', 'probe'];
const draws = (stream: RandomStream, count: number): number[] => Array.from({ length: count }, () => stream.uniform());

describe('a stream', () => {
  it('repeats for the same seed and name, and differs for others', () => {
    const first = names.flatMap((name) =>
      [0, 1, 2, 4_294_967_295].map((seed) => draws(randomStream(seed, name), 8).join()),
    );
    const again = names.flatMap((name) =>
      [0, 1, 2, 4_294_967_295].map((seed) => draws(randomStream(seed, name), 8).join()),
    );
    expect(again).toEqual(first);
    expect(new Set(first).size).toBe(first.length);
  });

  it('has the numbers of every earlier release, on which shared addresses depend', () => {
    const stream = randomStream(1, 'order');
    expect([stream.integer(1000), stream.integer(1000), stream.integer(1000)]).toEqual([650, 576, 459]);
    expect([...stream.permutation(8)]).toEqual([5, 4, 1, 2, 7, 3, 6, 0]);
    expect(stream.uniform()).toBe(0.6794472738077441);
    expect(randomStream(1, 'init').normal()).toBeCloseTo(0.8920960904159385, 14);
  });

  it('does not depend on draws from another stream', () => {
    const alone = draws(randomStream(3, 'order'), 20);
    const order = randomStream(3, 'order');
    const labels = randomStream(3, 'labels');
    const beside = Array.from({ length: 20 }, () => {
      labels.normal();
      labels.permutation(3);
      return order.uniform();
    });
    expect(beside).toEqual(alone);
  });

  it('resumes bit for bit from its state, even between the two normals of a pair', () => {
    const kinds = fc.array(fc.constantFrom('uniform', 'integer', 'normal', 'permutation'), { maxLength: 30 });
    const draw = (stream: RandomStream, kind: string): unknown =>
      kind === 'uniform'
        ? stream.uniform()
        : kind === 'integer'
          ? stream.integer(97)
          : kind === 'normal'
            ? stream.normal()
            : [...stream.permutation(5)];
    fc.assert(
      fc.property(fc.nat(), kinds, kinds, (seed, before, after) => {
        const stream = randomStream(seed, 'init');
        for (const kind of before) draw(stream, kind);
        const restored = restoreStream(stream.state());
        expect(restored.state()).toEqual(stream.state());
        expect(after.map((kind) => draw(restored, kind))).toEqual(after.map((kind) => draw(stream, kind)));
      }),
    );
  });

  it('rejects an invalid state', () => {
    expect(() => restoreStream([1, 2, 3])).toThrow();
  });
});

describe('distributions of 100,000 draws', () => {
  const count = 100_000;

  it('uniform: in [0, 1), mean 1/2, variance 1/12, no correlation between neighbours', () => {
    const values = draws(randomStream(5, 'draw'), count);
    const mean = values.reduce((sum, x) => sum + x, 0) / count;
    expect(values.every((x) => x >= 0 && x < 1)).toBe(true);
    expect(Math.abs(mean - 0.5)).toBeLessThan(4 * Math.sqrt(1 / 12 / count));
    const variance = values.reduce((sum, x) => sum + (x - mean) ** 2, 0) / count;
    expect(Math.abs(variance - 1 / 12)).toBeLessThan(4 * Math.sqrt(1 / 180 / count));
    const lagged = values.slice(1).reduce((sum, x, i) => sum + (x - mean) * ((values[i] ?? NaN) - mean), 0) / count;
    expect(Math.abs(lagged * 12)).toBeLessThan(4 / Math.sqrt(count));
  });

  it('integer: every value of the range equally often (χ², 9 degrees of freedom)', () => {
    const stream = randomStream(5, 'labels');
    const counts = new Array<number>(10).fill(0);
    for (let i = 0; i < count; i++) {
      const value = stream.integer(10);
      counts[value] = (counts[value] ?? NaN) + 1;
    }
    const chi = counts.reduce((sum, n) => sum + (n - count / 10) ** 2 / (count / 10), 0);
    expect(chi).toBeLessThan(27.9);
  });

  it('normal: moments 0, 1, 0, 3, no correlation between neighbours', () => {
    const stream = randomStream(5, 'init');
    const values = Array.from({ length: count }, () => stream.normal());
    const moment = (power: number): number => values.reduce((sum, x) => sum + x ** power, 0) / count;
    const lagged = values.slice(1).reduce((sum, x, i) => sum + x * (values[i] ?? NaN), 0) / count;
    expect(Math.abs(lagged)).toBeLessThan(4 / Math.sqrt(count));
    expect(Math.abs(moment(1))).toBeLessThan(4 / Math.sqrt(count));
    expect(Math.abs(moment(2) - 1)).toBeLessThan(4 * Math.sqrt(2 / count));
    expect(Math.abs(moment(3))).toBeLessThan(4 * Math.sqrt(15 / count));
    expect(Math.abs(moment(4) - 3)).toBeLessThan(4 * Math.sqrt(96 / count));
  });

  it('permutation: each of the 6 orders of 3 equally often (χ², 5 degrees of freedom), and always a permutation', () => {
    const stream = randomStream(5, 'order');
    const counts = new Map<string, number>();
    for (let i = 0; i < 12_000; i++) {
      const order = stream.permutation(3).join();
      counts.set(order, (counts.get(order) ?? 0) + 1);
    }
    expect(counts.size).toBe(6);
    expect([...counts.values()].reduce((sum, n) => sum + (n - 2000) ** 2 / 2000, 0)).toBeLessThan(20.5);
    expect([...stream.permutation(1000)].sort((a, b) => a - b)).toEqual(Array.from({ length: 1000 }, (_, i) => i));
    expect([...stream.permutation(0)]).toEqual([]);
  });
});
