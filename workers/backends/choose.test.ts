import { getBackend, memory } from '@tensorflow/tfjs-core';
import { afterEach, beforeAll, describe, expect, it, vi } from 'vitest';
import { hasKernel } from '../ops/kernel.ts';
import { chooseBackend } from './choose.ts';
import { startCpu } from './engines.ts';
import { checkSteps, disagreement, gradientStep, referenceSteps } from './self-check.ts';

describe('chooseBackend, in Node', () => {
  afterEach(() => {
    vi.unstubAllGlobals();
  });

  it('takes wasm if there is no GPU, and says what it skipped', async () => {
    const { backend, adapter, software, reasons } = await chooseBackend('auto');
    expect(backend).toBe('wasm');
    expect(getBackend()).toBe('wasm');
    expect(adapter).toMatch(/^wasm, (relaxed )?SIMD, \d+ threads?$/);
    expect(software).toBe(false);
    expect(reasons).toEqual([
      'WebGPU is passed over: this browser has no WebGPU.',
      'WebGL is passed over: this browser draws nothing off screen.',
      'wasm is used: the fastest engine here.',
    ]);
    expect(hasKernel('LabMeasuredUpdate', 'wasm')).toBe(true);
  });

  it('takes the requested backend', async () => {
    expect(await chooseBackend('cpu')).toEqual({
      backend: 'cpu',
      adapter: 'JavaScript, 1 thread',
      software: false,
      reasons: ['cpu is used, as asked for.'],
    });
    expect(getBackend()).toBe('cpu');
    expect((await chooseBackend('wasm')).reasons).toEqual(['wasm is used, as asked for.']);
    expect(getBackend()).toBe('wasm');
  });

  it('falls back to wasm if an absent backend is requested', async () => {
    const { backend, reasons } = await chooseBackend('webgpu');
    expect(backend).toBe('wasm');
    expect(reasons[0]).toBe('WebGPU was asked for and cannot be used here: this browser has no WebGPU.');
    expect(reasons.at(-1)).toBe('wasm is used instead.');
  });

  it('names a null adapter', async () => {
    vi.stubGlobal('navigator', { gpu: { requestAdapter: () => Promise.resolve(null) } });
    const { reasons } = await chooseBackend('webgpu');
    expect(reasons[0]).toBe('WebGPU was asked for and cannot be used here: no adapter.');
  });

  it('skips a software adapter unless it is requested', async () => {
    const info = {
      vendor: 'google',
      architecture: 'swiftshader',
      device: '',
      description: '',
      isFallbackAdapter: true,
    };
    const requestDevice = () => Promise.reject(new Error('no device today'));
    vi.stubGlobal('navigator', { gpu: { requestAdapter: () => Promise.resolve({ info, limits: {}, requestDevice }) } });
    expect((await chooseBackend('auto')).reasons[0]).toBe(
      'WebGPU is passed over: its adapter here is SwiftShader (software).',
    );
  });

  it('uses the last requested backend, even if another was still starting', async () => {
    const asked = [chooseBackend('wasm'), chooseBackend('cpu')];
    expect((await Promise.all(asked)).map(({ backend }) => backend)).toEqual(['wasm', 'cpu']);
    expect(getBackend()).toBe('cpu');
  });

  it('leaks no tensor', async () => {
    await chooseBackend('wasm');
    const before = memory().numTensors;
    await chooseBackend('wasm');
    expect(memory().numTensors).toBe(before);
  });
});

describe('the self-check', () => {
  beforeAll(startCpu);

  it('accepts cpu against itself, and finds every wrong number', async () => {
    const reference = await referenceSteps();
    await checkSteps(reference);
    for (const name of [
      'loss',
      'dX',
      'dW1',
      'dW2',
      'dW3',
      'dBias',
      'dScale',
      'dOffset',
      'row',
      'value',
      'features',
      'dFeatures',
    ]) {
      const numbers = await gradientStep('sparse');
      const values = numbers[name];
      if (!values) throw new Error(`no ${name}`);
      const largest = values.reduce((a, b) => (Math.abs(b) > Math.abs(a) ? b : a));
      expect(largest).not.toBe(0);
      values[values.indexOf(largest)] = largest * 1.001;
      expect(disagreement(numbers, await gradientStep('sparse'))).toContain(`${name} is`);
    }
  });

  it('reports NaN as a disagreement', async () => {
    const numbers = await gradientStep('dense');
    numbers.dW1?.fill(NaN);
    expect(disagreement(numbers, await gradientStep('dense'))).toContain('dW1 is NaN');
  });

  it('feeds only negative values to the pooling in its negative case', async () => {
    const { dW1 } = await gradientStep('negative');
    expect(dW1?.some((value) => value !== 0)).toBe(true);
  });
});
