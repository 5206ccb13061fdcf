import { backend as tfBackend } from '@tensorflow/tfjs-core';
import fc from 'fast-check';
import { beforeAll, describe, inject } from 'vitest';
import type { Backend } from '../../src/shared/run/run-params.ts';
import { findEngine } from '../backends/engines.ts';
import { registerKernels } from '../backends/common/register.ts';
import { ON_GPU, ON_PROCESSOR } from '../backends/webgpu/dispatch-config.ts';
import { webgpuKernels } from '../backends/webgpu/calls/kernels.ts';
import { KernelEncoder } from '../backends/webgpu/kernel-encoder.ts';
import { describeAll } from './testing/suites.ts';

const BACKENDS: readonly Backend[] = ['wasm', 'webgl'];
// A GPU's engine compiles a program for each shape, which takes most of the time. FULL=1 tries every shape with every
// kind of inputs, as operations.test.ts does on cpu and wasm, and all random shapes.
const coverage = inject('full') ? 'all' : 'in turn';
if (!inject('full')) fc.configureGlobal({ numRuns: 6 });

describe.each(BACKENDS)('%s', (backend) => {
  beforeAll(async () => {
    await (await findEngine(backend)).start();
  });
  describeAll(backend === 'wasm' ? 'all' : coverage);
});

// Every adapter can run both variants; its own variant is only faster.
describe.each(Object.entries({ GPU: ON_GPU, processor: ON_PROCESSOR }))('webgpu, divided for a %s', (_, division) => {
  beforeAll(async () => {
    await (await findEngine('webgpu')).start();
    registerKernels('webgpu', webgpuKernels, new KernelEncoder(tfBackend(), division));
  });
  describeAll(coverage);
});
