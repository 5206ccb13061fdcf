/** The networks of release 0.1.0 still train to the same numbers, bit for bit. */
import '@tensorflow/tfjs-backend-cpu';
import { setBackend } from '@tensorflow/tfjs-core';
import { describe, expect, it } from 'vitest';
import { startWasm } from '../backends/wasm-start.ts';
import pinned from './testing/pinned.json' with { type: 'json' };
import { PINNED_RUNS, pinnedNumbers, type PinnedNumbers } from './testing/pinned-runs.ts';

const NUMBERS: Readonly<Record<string, Readonly<Record<string, PinnedNumbers>>>> = pinned;

describe.each([
  ['cpu', () => setBackend('cpu')],
  ['wasm', startWasm],
] as const)('%s', (backend, start) => {
  it.each(Object.entries(PINNED_RUNS))('%s', { timeout: 300_000 }, async (name, run) => {
    await start();
    expect(pinnedNumbers(run)).toEqual(NUMBERS[backend]?.[name]);
  });
});
