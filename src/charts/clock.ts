/** Converts between steps and seconds of training (without pauses), from a run's step table. */
import { rowAt } from './line.ts';
import type { Table } from '../state/series.ts';

type Steps = Pick<Table<'steps'>, 'column'>;

/** Seconds at which `step` updates were completed, as far as known; 0 before the first. */
export function secondsAt(steps: Steps, step: number): number {
  // The row of step k is written when update k + 1 begins, so its time is between its own step and the next.
  const seconds = steps.column('seconds');
  return seconds[Math.min(rowAt(steps.column('step'), step), seconds.length - 1)] ?? 0;
}

/** The last step that began by `seconds`; undefined if there is none. */
export function stepAt(steps: Steps, seconds: number): number | undefined {
  return steps.column('step')[rowAt(steps.column('seconds'), seconds)];
}

/** Converts a column of steps to seconds, computing each row once. */
export class SecondsColumn {
  readonly #steps: Steps;
  readonly #xs: () => Float64Array;
  #values = new Float64Array(256);
  #rows = 0;

  constructor(steps: Steps, xs: () => Float64Array) {
    this.#steps = steps;
    this.#xs = xs;
  }

  read(): Float64Array {
    const xs = this.#xs();
    if (xs.length > this.#values.length) {
      const larger = new Float64Array(Math.max(xs.length, 2 * this.#values.length));
      larger.set(this.#values);
      this.#values = larger;
    }
    // Reads the last row again, because the time of its step may not have been known.
    for (let row = Math.max(0, Math.min(this.#rows, xs.length) - 1); row < xs.length; row++) {
      this.#values[row] = secondsAt(this.#steps, xs[row] ?? NaN);
    }
    this.#rows = xs.length;
    return this.#values.subarray(0, xs.length);
  }
}

/** The end of a time axis after `seconds`. It has some headroom, so that it seldom changes. */
export function timeEnd(seconds: number): number {
  if (!(seconds > 0)) return 1;
  const power = 10 ** Math.floor(Math.log10(seconds));
  for (const digit of [1, 1.5, 2, 3, 4, 5, 6, 8, 10]) if (digit * power >= seconds) return digit * power;
  return seconds;
}
