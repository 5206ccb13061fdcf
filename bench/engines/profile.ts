/** Where a step's time goes on a backend that computes as it is called: time by kernel, taken as tfjs runs each. */
import { engine } from '@tensorflow/tfjs-core';
import type { KernelTime } from '../protocol.ts';

/** Runs `step` so many times; times are per step, a kernel's own, without those that it calls. */
export function profileKernels(step: () => void, steps: number): KernelTime[] {
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
  const from = performance.now();
  try {
    for (let i = 0; i < steps; i++) step();
  } finally {
    tfjs.runKernel = original;
  }
  const whole = (performance.now() - from) / steps;
  const kernels = [...times].map(([kernel, time]) => ({ kernel, ...time })).sort((a, b) => b.ms - a.ms);
  const between = whole - kernels.reduce((sum, { ms }) => sum + ms, 0);
  return [...kernels, { kernel: 'between kernels', calls: 1, ms: between }];
}
