import { describe, expect, it } from 'vitest';
import { BatchOrder, epochOf } from './batches.ts';

const sequence = (order: BatchOrder, batches: number): number[] =>
  Array.from({ length: batches }, () => [...order.next()]).flat();

describe('BatchOrder', () => {
  it.each([
    [10, 4],
    [7, 7],
    [5, 12],
  ])('%i examples in batches of %i: each exactly once an epoch', (examples, batch) => {
    const all = sequence(BatchOrder.begin(examples, batch, 1), examples * 3);
    for (let start = 0; start < all.length; start += examples) {
      expect(all.slice(start, start + examples).sort((a, b) => a - b)).toEqual([...Array(examples).keys()]);
    }
  });

  it('the order differs between epochs and between seeds', () => {
    const all = sequence(BatchOrder.begin(50, 50, 1), 2);
    expect(all.slice(0, 50)).not.toEqual(all.slice(50));
    expect(sequence(BatchOrder.begin(50, 50, 2), 1)).not.toEqual(all.slice(0, 50));
  });

  it.each([0, 1, 3, 5, 8])('resumes bit for bit from its state after %i batches', (batches) => {
    const order = BatchOrder.begin(20, 8, 3);
    sequence(order, batches);
    const state = JSON.parse(JSON.stringify(order.state())) as ReturnType<BatchOrder['state']>;
    expect(sequence(BatchOrder.restore(state), 12)).toEqual(sequence(order, 12));
  });

  it('reports the epoch in which a step begins', () => {
    expect([0, 38, 39, 40, 78, 79].map((step) => epochOf(step, 128, 5000))).toEqual([0, 0, 0, 1, 1, 2]);
  });
});
