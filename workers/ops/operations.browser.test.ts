import { beforeAll, describe } from 'vitest';
import type { Backend } from '../../src/shared/run-params.ts';
import { findEngine } from '../backends/engines.ts';
import { describeLayers } from './suite/layers.ts';
import { describeNormalization } from './suite/normalization.ts';
import { describeNorms } from './suite/norms.ts';
import { describeState } from './suite/state.ts';
import { describeTraining } from './suite/training.ts';

const BACKENDS: readonly Backend[] = ['wasm', 'webgl', 'webgpu'];

describe.each(BACKENDS)('%s', (backend) => {
  beforeAll(async () => {
    await (await findEngine(backend)).start();
  });
  describeLayers();
  describeNormalization();
  describeTraining();
  describeNorms();
  describeState();
});
