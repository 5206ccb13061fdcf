/** What each animation frame of a page computes. Imported first. */

const frames: number[] = [];
let latest = -1;

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
  frames.length = 0;
  latest = -1;
}

/** JavaScript of each animation frame that had any, ms. */
export const seenFrames = (): readonly number[] => [...frames];
