import { beforeAll, expect, it } from 'vitest';
import { PROGRAMS } from './programs.ts';

let device: GPUDevice;

beforeAll(async () => {
  const adapter = await navigator.gpu.requestAdapter();
  if (!adapter) throw new Error('no adapter');
  device = await adapter.requestDevice();
});

it.each(Object.values(PROGRAMS))('$name compiles without a word, within default limits', async ({ code }) => {
  device.pushErrorScope('validation');
  const module = device.createShaderModule({ code });
  const { messages } = await module.getCompilationInfo();
  expect(messages.map(({ message, lineNum }) => `${lineNum}: ${message}`)).toEqual([]);
  await device.createComputePipelineAsync({ layout: 'auto', compute: { module, entryPoint: 'main' } });
  expect(await device.popErrorScope()).toBeNull();
});

it('names each program differently: pipelines are kept by name', () => {
  const names = Object.values(PROGRAMS).map(({ name }) => name);
  expect(new Set(names).size).toBe(names.length);
});
