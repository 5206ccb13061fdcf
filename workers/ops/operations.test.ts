import '@tensorflow/tfjs-backend-cpu';
import { setBackend } from '@tensorflow/tfjs-core';
import { beforeAll, describe } from 'vitest';
import { startWasm } from '../backends/wasm-start.ts';
import { describeAll } from './testing/suites.ts';

describe('cpu', () => {
  beforeAll(async () => {
    await setBackend('cpu');
  });
  // Plain JavaScript is the slowest; the kernels are TensorFlow.js's.
  describeAll(process.env.FULL === '1' ? 'all' : 'in turn');
});

describe('wasm', () => {
  beforeAll(async () => {
    await startWasm();
  });
  describeAll();
});
