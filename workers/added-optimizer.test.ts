/** An optimizer, one file and one line in the list, trains on cpu and on compiled kernels without other changes. */
import '@tensorflow/tfjs-backend-cpu';
import { setBackend } from '@tensorflow/tfjs-core';
import { expect, it, vi } from 'vitest';
import type * as optimizers from '../src/shared/optimizers/index.ts';
import { fileParams } from '../src/shared/run/run-file-params.ts';
import { resolveParams } from '../src/shared/run/run-params.ts';
import { formatAddress, parseAddress } from '../src/shared/run/run-url.ts';
import type * as compiled from './backends/wasm/compiled.ts';
import { startWasm } from './backends/wasm-start.ts';
import { interruptedRun } from './testing/interrupted.ts';

vi.mock('../src/shared/optimizers/index.ts', async (original) => {
  const { OPTIMIZERS } = await original<typeof optimizers>();
  const { bounded } = await import('./testing/added-optimizer.ts');
  const all = [...OPTIMIZERS, bounded];
  return { OPTIMIZERS: all, optimizerOf: (sought: string) => all.find(({ name }) => name === sought) };
});

// The build compiles the lab's optimizers; this compiles the kernels with one more.
vi.mock('./backends/wasm/compiled.ts', async (original) => {
  const { OPTIMIZERS } = await import('../src/shared/optimizers/index.ts');
  const compileKernels: typeof compiled.compileKernels = async () => {
    const { compile } = await import('../vite/assembly.ts');
    const bytes = await compile('workers/backends/wasm/kernels/index.as.ts', [], OPTIMIZERS);
    return WebAssembly.compile(bytes.slice());
  };
  return { ...(await original<typeof compiled>()), compileKernels };
});

const queried =
  'data=synthetic&n=60&size=14&width=9&batch=20&optimizer=bounded&lr=0.1&decay=0.01&steps=8&probe=3&windows=1-6';
const { address, issues } = parseAddress(queried);
const params = resolveParams(address.params);

/** The weights after 8 steps. A run that is saved and restored half way gives the same, bit for bit. */
async function trained(): Promise<readonly (readonly number[])[]> {
  const { whole, resumed } = await interruptedRun(params);
  expect(resumed).toEqual(whole);
  return whole;
}

it('is read from an address, and written', () => {
  expect(issues).toEqual([]);
  expect(formatAddress(address)).toContain('optimizer=bounded');
  expect(fileParams(params)).toMatchObject({ optimizer: 'bounded' });
});

it('trains on cpu and wasm alike, and resumes bit for bit', async () => {
  await setBackend('cpu');
  const plain = await trained();
  await startWasm();
  const compiledNumbers = await trained();
  expect(plain.flat().every(Number.isFinite)).toBe(true);
  compiledNumbers.forEach((values, i) => {
    values.forEach((value, k) => {
      expect(value).toBeCloseTo(plain[i]?.[k] ?? NaN, 5);
    });
  });
});
