import '@tensorflow/tfjs-backend-cpu';
import { setBackend } from '@tensorflow/tfjs-core';
import { beforeAll, describe } from 'vitest';
import { startWasm } from '../backends/wasm/start.ts';
import { describeLayers } from './suite/layers.ts';
import { describeNormalization } from './suite/normalization.ts';
import { describeNorms } from './suite/norms.ts';
import { describeState } from './suite/state.ts';
import { describeTraining } from './suite/training.ts';

describe('cpu', () => {
  beforeAll(async () => {
    await setBackend('cpu');
  });
  describeLayers();
  describeNormalization();
  describeTraining();
  describeNorms();
  describeState();
});

describe('wasm', () => {
  beforeAll(async () => {
    await startWasm();
  });
  describeLayers();
  describeNormalization();
  describeTraining();
  describeNorms();
  describeState();
});
