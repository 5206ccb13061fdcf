/**
 * Detects that a trainer hangs. It counts ticks of a timer instead of time, because a suspended or throttled page ticks
 * late and must not mistake its own pause for the trainer's.
 */

export const TICK_MS = 5000;
/** Silent ticks before the alarm, 30 s. A trainer sends a message every second between two steps. */
const PATIENCE = 6;
/** The same before the first numbers, while an engine compiles and the duration of a step is unknown. */
const FIRST_PATIENCE = 60;
/** A step may take this many times as long as the longest so far. */
const SLOWER = 4;

export class Watchdog {
  #silent = 0;
  #longest = 0;
  #warm = false;

  /** The trainer sent a message; `numbers` if it contains measurements. */
  hear(numbers: boolean): void {
    this.#warm ||= numbers;
    this.#longest = Math.max(this.#longest, this.#silent);
    this.#silent = 0;
  }

  /** Call it every TICK_MS while a run loads or trains. Returns true when the trainer counts as hung. */
  tick(): boolean {
    this.#silent += 1;
    return this.#silent > Math.max(this.#warm ? PATIENCE : FIRST_PATIENCE, SLOWER * this.#longest);
  }
}
