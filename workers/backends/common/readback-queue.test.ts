import { engine, ready, setBackend, tensor } from '@tensorflow/tfjs-core';
import '@tensorflow/tfjs-backend-cpu';
import { beforeAll, expect, it } from 'vitest';
import { ReadbackQueue } from './readback-queue.ts';

beforeAll(async () => {
  await setBackend('cpu');
  await ready();
});

it('delivers each tensor’s numbers in the order of queueing, and then holds nothing', async () => {
  const before = engine().state.numTensors;
  const queue = new ReadbackQueue();
  const expected: number[][] = [];
  const told: number[][] = [];
  // Three sizes, seven or more of each, in several flushes that are not awaited.
  for (let k = 0; k < 60; k++) {
    const values = Array.from({ length: [1, 4, 6][(k * k) % 3] ?? 1 }, (_, i) => 100 * k + i);
    expected.push(values);
    queue.push(tensor(values, values.length === 6 ? [2, 3] : [values.length]), (read) => told.push([...read]));
    if (k === 5 || k === 36) void queue.flush();
  }
  await queue.flush();
  expect(told).toEqual(expected);
  expect(engine().state.numTensors).toBe(before);
});

it('reports when its numbers are taken, in order', async () => {
  const queue = new ReadbackQueue();
  const told: string[] = [];
  for (const name of ['a', 'b', 'c'])
    queue.push(
      tensor([1, 2]),
      () => told.push(`${name} read`),
      () => told.push(`${name} taken`),
    );
  const flushed = queue.flush();
  expect(told).toEqual(['a taken', 'b taken', 'c taken']);
  await flushed;
  expect(told.slice(3)).toEqual(['a read', 'b read', 'c read']);
});
