/**
 * The page stays quick while the trainer works at full speed. Counted is the processor's time that each task of the main
 * thread takes, so that other programs on the machine do not lengthen it.
 */
import { expect, test } from './test.ts';

/** Of the browser's trace: times in µs; `tdur` is the thread's own, without what it waited for the processor. */
interface TraceEvent {
  readonly name: string;
  readonly ph: string;
  readonly pid: number;
  readonly tid: number;
  readonly ts: number;
  readonly dur?: number;
  readonly tdur?: number;
  readonly args: { readonly name?: string };
}

const LONGEST_MS = 50;

test('no task of the main thread takes over 50 ms while training', async ({ lab, page, browser }) => {
  await lab.open('data=mnist&n=5000&model=mlp&width=128-64&batch=64&steps=1500');
  await lab.train();
  await lab.reach('training');
  // The first paint of training builds what later ones only change.
  await lab.past(50);
  await browser.startTracing(page, { categories: ['toplevel', 'devtools.timeline'] });
  await lab.reach('done');
  const { traceEvents } = JSON.parse((await browser.stopTracing()).toString()) as { traceEvents: TraceEvent[] };
  const mainThreads = traceEvents
    .filter(({ name, args }) => name === 'thread_name' && args.name === 'CrRendererMain')
    .map(({ pid, tid }) => `${pid}/${tid}`);
  const tasks = traceEvents.filter(
    ({ name, ph, pid, tid }) => ph === 'X' && name.endsWith('RunTask') && mainThreads.includes(`${pid}/${tid}`),
  );
  expect(tasks.length).toBeGreaterThan(100);
  expect(tasks.every(({ tdur }) => tdur !== undefined)).toBe(true);
  expect(tasks.filter(({ tdur = 0 }) => tdur > 1000 * LONGEST_MS)).toEqual([]);
});
