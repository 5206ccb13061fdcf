/** The computing time in each animation frame of a page. Import it first. */

const frames: number[] = [];
let latest = -1;

const request = window.requestAnimationFrame.bind(window);
window.requestAnimationFrame = (callback) =>
  request((time) => {
    const begun = performance.now();
    callback(time);
    const spent = performance.now() - begun;
    // Callbacks of one frame get the same timestamp.
    if (time === latest) frames[frames.length - 1] = (frames.at(-1) ?? 0) + spent;
    else frames.push(spent);
    latest = time;
  });

/** Clears what was measured so far. */
export function beginFrames(): void {
  frames.length = 0;
  latest = -1;
}

/** JavaScript time of each animation frame that had any, ms. */
export const seenFrames = (): readonly number[] => [...frames];
