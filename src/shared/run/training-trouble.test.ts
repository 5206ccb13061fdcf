import { describe, expect, it } from 'vitest';
import { parseAddress } from './run-url.ts';
import { slowerRate, troubleOf, withoutFaster } from './training-trouble.ts';

const steps = (n: number): number[] => Array.from({ length: n }, (_, step) => step);
const found = (loss: readonly number[], ...gradientNorms: readonly (readonly number[])[]): unknown =>
  troubleOf({ step: steps(loss.length), loss, gradientNorms }, 10);
const fill = (n: number, value: number): number[] => Array.from({ length: n }, () => value);

describe('a dead network', () => {
  it('has gradients of 0 in every layer for five steps, at a high loss', () => {
    const norms = [1, 9, ...fill(5, 0)];
    expect(found([2.3, 300, ...fill(5, 2.5)], norms, norms)).toEqual({ kind: 'dead', step: 2 });
    expect(found([2.3, 300, ...fill(4, 2.5)], norms.slice(0, -1), norms.slice(0, -1))).toBeUndefined();
    expect(found([2.3, 300, ...fill(5, 2.5)], norms, [1, 9, 0, 0, 0, 0, 1e-30])).toBeUndefined();
    expect(found([2.3, 300, ...fill(5, 2.5)], norms, fill(7, NaN))).toBeUndefined();
  });

  it('isn’t one that has fitted its examples exactly, nor one without steps', () => {
    expect(found(fill(50, 0), fill(50, 0))).toBeUndefined();
    expect(found([], [])).toBeUndefined();
    expect(found(fill(9, 2.3))).toBeUndefined();
  });
});

describe('a diverging network', () => {
  it('has a loss over ten times the first for twenty steps', () => {
    expect(found([2, 3, ...fill(20, 21)], fill(22, 1))).toEqual({ kind: 'diverging', step: 2 });
    expect(found([2, 3, ...fill(19, 21)], fill(21, 1))).toBeUndefined();
    expect(found([2, 3, ...fill(20, 21), 19], fill(23, 1))).toBeUndefined();
    expect(found([2, 3, ...fill(20, 20)], fill(22, 1))).toBeUndefined();
  });
});

describe('the suggested learning rate', () => {
  const suggested = (query: string, step = 100): number => {
    const { address } = parseAddress(query);
    return slowerRate(address.params, address.events, step).suggested;
  };

  it('is the optimizer’s usual one if the current rate is higher', () => {
    expect(suggested('lr=10')).toBe(0.05);
    expect(suggested('lr=0.1&optimizer=nesterov')).toBe(0.05);
    expect(suggested('lr=0.05&optimizer=adamw')).toBe(0.001);
    expect(suggested('lr=0.01&events=50:lr=10')).toBe(0.01);
  });

  it('is a tenth of the current rate otherwise', () => {
    expect(suggested('lr=0.05')).toBe(0.005);
    expect(suggested('lr=0.01&events=150:lr=10')).toBe(0.001);
  });

  it('drops scheduled changes that would raise it again', () => {
    const { events } = parseAddress('events=10:lr=1,20:shuffle=1,30:lr=0.01').address;
    expect(withoutFaster(events, 0.05).map(({ step }) => step)).toEqual([20, 30]);
  });
});
