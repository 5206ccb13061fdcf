/** Holds one backend's kernels against plain loops, by the tests' own suites, and posts what came out. */
import { backend as tfBackend, engine } from '@tensorflow/tfjs-core';
import type { CheckMessage, CheckRequest, CheckTarget } from '../../src/shared/protocol/device-check.ts';
import { guardScriptUrls } from '../../src/shared/util/trusted-urls.ts';
import { findEngine } from '../backends/engines.ts';
import { registerKernels } from '../backends/common/register.ts';
import { SUITES } from '../ops/testing/suites.ts';
import { collect, type Case } from './suite-runner.ts';

/** The least time between two messages of progress, ms. */
const PACE = 100;

const post = (message: CheckMessage): void => self.postMessage(message);
const reason = (error: unknown): string => (error instanceof Error ? error.message : String(error));

guardScriptUrls(self.location.href);
self.addEventListener('message', ({ data }: MessageEvent<CheckRequest>) => void check(data));

async function check({ target, suites }: CheckRequest): Promise<void> {
  let adapter: string;
  try {
    adapter = await start(target);
  } catch (error) {
    post({ type: 'absent', reason: reason(error) });
    return;
  }
  const names = suites.length > 0 ? suites : Object.keys(SUITES);
  const cases = names.flatMap((suite) => collect(SUITES[suite] ?? (() => undefined)));
  post({ type: 'started', adapter, tests: cases.length });
  let told = performance.now();
  for (const [done, one] of cases.entries()) {
    await runCase(one);
    if (performance.now() - told < PACE) continue;
    told = performance.now();
    post({ type: 'progress', done: done + 1 });
  }
  post({ type: 'done' });
}

async function start({ backend, division }: CheckTarget): Promise<string> {
  const adapter = await (await findEngine(backend)).start();
  if (division === undefined) return adapter;
  const { ON_GPU, ON_PROCESSOR } = await import('../backends/webgpu/dispatch-config.ts');
  const { webgpuKernels } = await import('../backends/webgpu/calls/kernels.ts');
  const { KernelEncoder } = await import('../backends/webgpu/kernel-encoder.ts');
  const config = division === 'GPU' ? ON_GPU : ON_PROCESSOR;
  registerKernels('webgpu', webgpuKernels, new KernelEncoder(tfBackend(), config));
  return adapter;
}

async function runCase({ name, run }: Case): Promise<void> {
  try {
    await run();
  } catch (error) {
    post({ type: 'wrong', wrong: { test: name, kernels: await kernelsOf(run), message: reason(error) } });
  }
}

/** The kernels that a failing test calls, up to where it fails. */
async function kernelsOf(run: Case['run']): Promise<readonly string[]> {
  const { kernelNames } = await engine().profile(async () => {
    await Promise.resolve(run()).catch(() => undefined);
    return [];
  });
  return kernelNames;
}
