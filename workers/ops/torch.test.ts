/** Each optimizer against PyTorch's own in float64, over 50 updates; skipped where Python has no PyTorch. */
import '@tensorflow/tfjs-backend-cpu';
import { spawnSync } from 'node:child_process';
import { setBackend, tidy, variable, zeros } from '@tensorflow/tfjs-core';
import { describe, expect, it } from 'vitest';
import { OPTIMIZERS } from '../../src/shared/optimizers/index.ts';
import type { Optimizer } from '../../src/shared/optimizers/optimizer.ts';
import { startWasm } from '../backends/wasm-start.ts';
import { expectClose, tensorOf, values } from './testing/inputs.ts';
import { measuredUpdate, updateOf } from './update.ts';

const PYTHON = '/usr/bin/python3';
const SIZE = 265;
const rates = { lr: 0.01, momentum: 0.9, decay: 0.02, beta2: 0.999, eps: 1e-8 };
const weights = values('dense', SIZE, 1);
const gradients = Array.from({ length: 50 }, (_, k) => values(k % 7 === 3 ? 'sparse' : 'dense', SIZE, 100 + k));

const hasTorch = spawnSync(PYTHON, ['-c', 'import torch']).status === 0;

function torchWeights(): Readonly<Record<string, readonly number[]>> {
  const input = JSON.stringify({ weights: [...weights], gradients: gradients.map((gradient) => [...gradient]), rates });
  const { stdout, stderr, status } = spawnSync(PYTHON, [`${import.meta.dirname}/testing/torch_optimizers.py`], {
    input,
    encoding: 'utf8',
    maxBuffer: 2 ** 26,
  });
  expect(status, stderr).toBe(0);
  return JSON.parse(stdout) as Record<string, number[]>;
}

async function trained(optimizer: Optimizer): Promise<ReturnType<typeof variable>> {
  const value = tidy(() => variable(tensorOf(weights, [SIZE])));
  const slots = tidy(() => Object.fromEntries(optimizer.slots.map((name) => [name, variable(zeros([SIZE]))])));
  gradients.forEach((gradient, k) => {
    const update = updateOf(optimizer, rates, k + 1);
    for (const made of tidy(() => measuredUpdate(value, slots, tensorOf(gradient, [SIZE]), null, update)))
      made.dispose();
  });
  await value.data();
  return value;
}

describe.skipIf(!hasTorch)('against PyTorch', () => {
  it('every optimizer has the same weights after 50 updates, to 1e-5 of the largest', async () => {
    const expected = torchWeights();
    for (const start of [() => setBackend('cpu'), startWasm]) {
      await start();
      for (const optimizer of OPTIMIZERS) {
        await expectClose(await trained(optimizer), [SIZE], expected[optimizer.name] ?? [], 1e-5);
      }
    }
  }, 120_000);
});
