import '@tensorflow/tfjs-backend-cpu';
import { setBackend } from '@tensorflow/tfjs-core';
import { beforeAll, describe } from 'vitest';
import { startWasm } from '../backends/wasm/start.ts';
import { describeLayers } from './testing/layers.ts';
import { describeNormalization } from './testing/normalization.ts';
import { describeNorms } from './testing/norms.ts';
import { describeOptimizers } from './testing/optimizers.ts';
import { describeState } from './testing/state.ts';
import { describeTraining } from './testing/training.ts';
import { describeUnparameterized } from './testing/unparameterized.ts';

describe('cpu', () => {
  beforeAll(async () => {
    await setBackend('cpu');
  });
  describeLayers();
  describeNormalization();
  describeUnparameterized();
  describeTraining();
  describeNorms();
  describeState();
  describeOptimizers();
});

describe('wasm', () => {
  beforeAll(async () => {
    await startWasm();
  });
  describeLayers();
  describeNormalization();
  describeUnparameterized();
  describeTraining();
  describeNorms();
  describeState();
  describeOptimizers();
});
