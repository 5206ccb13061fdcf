import { backend as tfBackend } from '@tensorflow/tfjs-core';
import fc from 'fast-check';
import { beforeAll, describe, inject } from 'vitest';
import type { Backend } from '../../src/shared/run/run-params.ts';
import { findEngine } from '../backends/engines.ts';
import { registerKernels } from '../backends/common/register.ts';
import { ON_GPU, ON_PROCESSOR } from '../backends/webgpu/dispatch-config.ts';
import { webgpuKernels } from '../backends/webgpu/calls/kernels.ts';
import { KernelEncoder } from '../backends/webgpu/kernel-encoder.ts';
import type { Coverage } from './testing/inputs.ts';
import { describeAll } from './testing/suites.ts';

interface Amount {
  readonly coverage: Coverage;
  /** Of each kernel that is tried on random shapes. */
  readonly randomShapes: number;
}
const ALL: Amount = { coverage: 'all', randomShapes: 25 };
// A GPU's engine compiles a program for each shape, which takes most of the time: longest on WebGL, whose kernels are
// TensorFlow.js's own. FULL=1 tries all, as operations.test.ts does on wasm.
const full = inject('full');
const MANY: Amount = full ? ALL : { coverage: 'in turn', randomShapes: 6 };
const FEW: Amount = full ? ALL : { coverage: 'every third', randomShapes: 2 };

function describeSuites(backend: Backend, { coverage, randomShapes }: Amount, started?: () => void): void {
  beforeAll(async () => {
    await (await findEngine(backend)).start();
    started?.();
    fc.configureGlobal({ numRuns: randomShapes });
  });
  describeAll(coverage);
}

describe('wasm', () => {
  describeSuites('wasm', ALL);
});

describe('webgl', () => {
  describeSuites('webgl', FEW);
});

// Every adapter can run both variants; its own variant is only faster. Most visitors who train on WebGPU have a GPU.
describe.each([
  ['GPU', ON_GPU, MANY],
  ['processor', ON_PROCESSOR, FEW],
] as const)('webgpu, divided for a %s', (_, division, amount) => {
  describeSuites('webgpu', amount, () => {
    registerKernels('webgpu', webgpuKernels, new KernelEncoder(tfBackend(), division));
  });
});
