// Durations of a page's tasks, from a browser trace.

/**
 * Trace events, with times in µs; `tdur` is the thread's CPU time.
 * @typedef {{ name: string, ph: string, pid: number, tid: number, dur?: number, tdur?: number, args: { name?: string } }} TraceEvent
 */

/** The options of `browser.startTracing()`. */
export const TASK_CATEGORIES = ['toplevel', 'devtools.timeline'];

/**
 * The tasks of the pages' main threads: by the clock, and by CPU time, which does not depend on other programs.
 * @param {Buffer} trace the result of `browser.stopTracing()`
 * @returns {{ clockMs: number, processorMs: number }[]}
 */
export function mainThreadTasks(trace) {
  /** @type {unknown} */
  const parsed = JSON.parse(trace.toString());
  const { traceEvents } = /** @type {{ traceEvents: TraceEvent[] }} */ (parsed);
  const mainThreads = new Set(
    traceEvents
      .filter(({ name, args }) => name === 'thread_name' && args.name === 'CrRendererMain')
      .map(({ pid, tid }) => `${pid}/${tid}`),
  );
  return traceEvents
    .filter(({ name, ph, pid, tid }) => ph === 'X' && name.endsWith('RunTask') && mainThreads.has(`${pid}/${tid}`))
    .map(({ dur, tdur }) => {
      if (dur === undefined || tdur === undefined) throw new Error('the trace tells no time of a task');
      return { clockMs: dur / 1000, processorMs: tdur / 1000 };
    });
}
