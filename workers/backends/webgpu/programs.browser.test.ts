import { beforeAll, expect, inject, it } from 'vitest';
import { ON_GPU, ON_PROCESSOR } from './dispatch-config.ts';
import { OPTIMIZER_PROGRAMS } from './optimizer-programs.ts';
import { PROGRAMS } from './programs.ts';
import { codeOf } from './kernel-encoder.ts';

let device: GPUDevice;

beforeAll(async () => {
  const adapter = await navigator.gpu.requestAdapter();
  if (!adapter) throw new Error('no adapter');
  device = await adapter.requestDevice();
});

const ALL = [
  ...Object.values(PROGRAMS),
  ...[...OPTIMIZER_PROGRAMS.values()].flatMap((programs) => Object.values(programs)),
];
const divided = Object.entries({ GPU: ON_GPU, processor: ON_PROCESSOR }).flatMap(([where, division]) =>
  ALL.map((program) => ({ where, name: program.name, code: codeOf(program, division) })),
);

it.each(divided)('$name compiles for a $where without messages', async ({ where, code }) => {
  device.pushErrorScope('validation');
  const module = device.createShaderModule({ code });
  const { messages } = await module.getCompilationInfo();
  expect(messages.map(({ message, lineNum }) => `${lineNum}: ${message}`)).toEqual([]);
  // Within default limits. It takes most of the time, and workgroups for a processor have fewer threads.
  if (where === 'GPU' || inject('full')) {
    await device.createComputePipelineAsync({ layout: 'auto', compute: { module, entryPoint: 'main' } });
  }
  expect(await device.popErrorScope()).toBeNull();
});

it('gives each program a unique name, because pipelines are cached by name', () => {
  const names = ALL.map(({ name }) => name);
  expect(new Set(names).size).toBe(names.length);
});
