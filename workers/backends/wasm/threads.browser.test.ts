import { expect, it } from 'vitest';
import { startWasm } from '../wasm-start.ts';
import { manyParts } from './testing/many-parts.ts';

interface Answer {
  readonly error?: string;
  readonly threads: number;
  readonly rounds: readonly Readonly<Record<string, Float32Array>>[];
}

it('computes the same bits on several threads as on one, every time', async () => {
  const worker = new Worker(new URL('./testing/many-parts.worker.ts', import.meta.url), { type: 'module' });
  const { error, threads, rounds } = await new Promise<Answer>((resolve, reject) => {
    worker.addEventListener('message', ({ data }: MessageEvent<Answer>) => {
      resolve(data);
    });
    worker.addEventListener('error', ({ message }) => {
      reject(new Error(message));
    });
  });
  worker.terminate();
  expect(error).toBeUndefined();
  expect(crossOriginIsolated).toBe(true);
  expect(threads).toBe(navigator.hardwareConcurrency < 4 ? navigator.hardwareConcurrency : threads);
  expect((await startWasm()).threads).toBe(1);
  const alone = await manyParts();
  expect(rounds).toHaveLength(8);
  for (const round of rounds) {
    expect(Object.keys(round)).toEqual(Object.keys(alone));
    for (const [name, values] of Object.entries(alone)) {
      const other = round[name];
      expect(values.some((value) => value !== 0)).toBe(true);
      expect(other?.length).toBe(values.length);
      expect(values.findIndex((value, i) => value !== other?.[i])).toBe(-1);
    }
  }
});
