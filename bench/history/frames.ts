/** How long a page's work takes: the tasks of its main thread, and what each animation frame computes. Imported first. */

import type { Frames } from '../protocol.ts';

const longTasks: { start: number; duration: number }[] = [];
const frames: number[] = [];
let latest = -1;

new PerformanceObserver((list) => {
  for (const { startTime, duration } of list.getEntries()) longTasks.push({ start: startTime, duration });
}).observe({ type: 'longtask', buffered: true });

const request = window.requestAnimationFrame.bind(window);
window.requestAnimationFrame = (callback) =>
  request((time) => {
    const begun = performance.now();
    callback(time);
    const spent = performance.now() - begun;
    // Callbacks of one frame are given one time.
    if (time === latest) frames[frames.length - 1] = (frames.at(-1) ?? 0) + spent;
    else frames.push(spent);
    latest = time;
  });

/** Forgets what was seen so far. */
export function beginFrames(): void {
  longTasks.length = 0;
  frames.length = 0;
  latest = -1;
}

export const seenFrames = (): Frames => ({ longTasks: [...longTasks], frames: [...frames] });
