/** Runs a check: every suite on every backend, then the speed of the lab's networks. One worker at a time. */
import { EngineClient } from '../../bench/engine-client.ts';
import type { WorkName } from '../../bench/work.ts';
import type { CheckMessage, CheckRequest, CheckTarget } from '../shared/protocol/device-check.ts';
import { msg, str } from '../shared/util/texts.ts';
import type { KernelReport, SpeedReport } from './report.ts';

export const TARGETS: readonly CheckTarget[] = [
  { backend: 'cpu' },
  { backend: 'wasm' },
  { backend: 'webgl' },
  { backend: 'webgpu', division: 'GPU' },
  { backend: 'webgpu', division: 'processor' },
];

/** The networks to time, with their batch sizes. */
export const WORKS: readonly { readonly network: WorkName; readonly batch: number }[] = [
  { network: 'mlp', batch: 64 },
  { network: 'cnn', batch: 64 },
  { network: 'inception-small', batch: 8 },
];

/** A backend that hasn't answered by then hangs, ms. */
const LIMIT = 60_000;
/** Approximate duration of timing, ms. */
const BUDGET = 2000;
const MOST_STEPS = 200;
const QUEUED = 5;

/** Runs the suites on one backend; `onProgress` gets the report so far. Never rejects: the report has the reason. */
export function checkKernels(request: CheckRequest, onProgress: (report: KernelReport) => void): Promise<KernelReport> {
  const worker = new Worker(new URL('../../workers/check/check.worker.ts', import.meta.url), { type: 'module' });
  let report: KernelReport = { ...request.target, adapter: null, reason: null, tests: 0, done: 0, wrong: [] };
  return new Promise((resolve) => {
    const end = (change: Partial<KernelReport>): void => {
      clearTimeout(timer);
      worker.terminate();
      report = { ...report, ...change };
      resolve(report);
    };
    const hung = (): void => end({ reason: msg(str`no answer within ${LIMIT / 1000} s`) });
    let timer = setTimeout(hung, LIMIT);
    worker.addEventListener('error', ({ message }) => end({ reason: message || msg('its worker failed') }));
    worker.addEventListener('message', ({ data }: MessageEvent<CheckMessage>) => {
      clearTimeout(timer);
      timer = setTimeout(hung, LIMIT);
      switch (data.type) {
        case 'absent':
          end({ reason: data.reason });
          return;
        case 'started':
          report = { ...report, adapter: data.adapter, tests: data.tests };
          break;
        case 'progress':
          report = { ...report, done: data.done };
          break;
        case 'wrong':
          report = { ...report, wrong: [...report.wrong, data.wrong] };
          break;
        case 'done':
          end({ done: report.tests });
          return;
      }
      onProgress(report);
    });
    worker.postMessage(request);
  });
}

/** Times steps of one network. Never rejects: the report has the reason. */
export async function measureSpeed(
  backend: CheckTarget['backend'],
  { network, batch }: (typeof WORKS)[number],
): Promise<SpeedReport> {
  const client = new EngineClient(
    new Worker(new URL('../../bench/engines/lab.worker.ts', import.meta.url), { type: 'module' }),
  );
  const about = { backend, network, batch };
  try {
    await client.ask<'open'>({ kind: 'open', backend }, LIMIT);
    await client.ask<'build'>({ kind: 'build', work: network, batch }, LIMIT);
    const { stepMs } = await client.ask<'losses'>({ kind: 'losses', count: 3, budgetMs: BUDGET }, LIMIT);
    const steps = Math.min(Math.max(Math.round(BUDGET / stepMs), 1), MOST_STEPS);
    const ms = await client.ask<'round'>({ kind: 'round', lead: 1, steps }, LIMIT);
    const queued = await client.ask<'queue'>({ kind: 'queue', count: Math.min(steps, QUEUED) }, LIMIT);
    const bytes = await client.ask<'memory'>({ kind: 'memory' }, LIMIT);
    const script = Math.min(...queued);
    return { ...about, stepsPerSecond: 1000 / ms, scriptShare: Math.min(script / ms, 1), bytes, reason: null };
  } catch (error) {
    const reason = error instanceof Error ? error.message : String(error);
    return { ...about, stepsPerSecond: null, scriptShare: null, bytes: null, reason };
  } finally {
    client.close();
  }
}
