/** The networks of release 0.1.0 still train to the same numbers, bit for bit. */
import '@tensorflow/tfjs-backend-cpu';
import { setBackend } from '@tensorflow/tfjs-core';
import { describe, expect, it } from 'vitest';
import { startWasm } from '../backends/wasm-start.ts';
import pinned from './testing/pinned.json' with { type: 'json' };
import { PINNED_RUNS, pinnedNumbers, type PinnedNumbers } from './testing/pinned-runs.ts';

const NUMBERS: Readonly<Record<string, Readonly<Record<string, PinnedNumbers>>>> = pinned;

/** On plain JavaScript the larger networks take up to a minute, so there they run in `npm run test:full` only. */
const LARGE = /^inception|default width$/;
const runsOn = (backend: string) =>
  Object.entries(PINNED_RUNS).filter(([name]) => backend !== 'cpu' || process.env.FULL === '1' || !LARGE.test(name));

describe.each([
  ['cpu', () => setBackend('cpu')],
  ['wasm', startWasm],
] as const)('%s', (backend, start) => {
  it.each(runsOn(backend))('%s', { timeout: 300_000 }, async (name, run) => {
    await start();
    expect(pinnedNumbers(run)).toEqual(NUMBERS[backend]?.[name]);
  });
});
