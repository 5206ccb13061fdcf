/**
 * Notices that a trainer hangs. Counts ticks of a timer, not time: a page that was asleep or throttled ticks late, and
 * must not take its own sleep for the trainer's.
 */

export const TICK_MS = 5000;
/** Ticks without a word, 30 s: a trainer speaks every second between two steps. */
const PATIENCE = 6;
/** Before the first numbers: an engine is compiled, and nobody knows how long a step takes. */
const FIRST_PATIENCE = 60;
/** A step may take several times as long as the longest so far. */
const SLOWER = 4;

export class Watchdog {
  #silent = 0;
  #longest = 0;
  #warm = false;

  /** The trainer said something; `numbers` when it was of a step. */
  hear(numbers: boolean): void {
    this.#warm ||= numbers;
    this.#longest = Math.max(this.#longest, this.#silent);
    this.#silent = 0;
  }

  /** To be called every TICK_MS while a run loads or trains; true when the trainer must be taken for hung. */
  tick(): boolean {
    this.#silent += 1;
    return this.#silent > Math.max(this.#warm ? PATIENCE : FIRST_PATIENCE, SLOWER * this.#longest);
  }
}
