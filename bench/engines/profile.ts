/** Profiles a step: by kernel on a synchronous backend, by program on a GPU. */
import { engine, getBackend } from '@tensorflow/tfjs-core';
import type { KernelTime } from '../protocol.ts';
import { timeDispatches } from './passes.ts';

/**
 * Trains this many steps; times are per step.
 * @param settle waits until all queued work is done
 */
export async function profile(step: () => void, settle: () => Promise<unknown>, steps: number): Promise<KernelTime[]> {
  return getBackend() === 'webgpu' ? programTimes(step, settle, steps) : kernelTimes(step, steps);
}

async function programTimes(step: () => void, settle: () => Promise<unknown>, steps: number): Promise<KernelTime[]> {
  const times = new Map<string, { calls: number; ms: number }>();
  const dispatches = await timeDispatches(async () => {
    for (let i = 0; i < steps; i++) {
      step();
      await settle();
    }
  });
  for (const { label, ms } of dispatches) {
    const time = times.get(label) ?? { calls: 0, ms: 0 };
    times.set(label, { calls: time.calls + 1 / steps, ms: time.ms + ms / steps });
  }
  return [...times].map(([kernel, time]) => ({ kernel, ...time })).sort((a, b) => b.ms - a.ms);
}

/** Untimed steps before the timed ones, ms: a browser optimizes its code anew when the kernels are intercepted. */
const LEAD_MS = 2000;

/** Times as tfjs runs each kernel: a kernel's own time, without that of kernels that it calls. */
function kernelTimes(step: () => void, steps: number): KernelTime[] {
  const times = new Map<string, { calls: number; ms: number }>();
  const tfjs = engine();
  const original = tfjs.runKernel.bind(tfjs);
  let inner = 0;
  tfjs.runKernel = (name, inputs, attributes) => {
    const before = inner;
    inner = 0;
    const from = performance.now();
    const result = original<never>(name, inputs, attributes);
    const taken = performance.now() - from;
    const time = times.get(name) ?? { calls: 0, ms: 0 };
    times.set(name, { calls: time.calls + 1 / steps, ms: time.ms + (taken - inner) / steps });
    inner = before + taken;
    return result;
  };
  let whole = 0;
  try {
    for (const begin = performance.now(); performance.now() - begin < LEAD_MS;) step();
    times.clear();
    const from = performance.now();
    for (let i = 0; i < steps; i++) step();
    whole = (performance.now() - from) / steps;
  } finally {
    tfjs.runKernel = original;
  }
  const kernels = [...times].map(([kernel, time]) => ({ kernel, ...time })).sort((a, b) => b.ms - a.ms);
  const between = whole - kernels.reduce((sum, { ms }) => sum + ms, 0);
  return [...kernels, { kernel: 'between kernels', calls: 1, ms: between }];
}
