import '@tensorflow/tfjs-backend-cpu';
import { setBackend } from '@tensorflow/tfjs-core';
import { beforeAll, describe } from 'vitest';
import { startWasm } from '../backends/wasm-start.ts';
import { describeAll } from './testing/suites.ts';

describe('cpu', () => {
  beforeAll(async () => {
    await setBackend('cpu');
  });
  describeAll();
});

describe('wasm', () => {
  beforeAll(async () => {
    await startWasm();
  });
  describeAll();
});
