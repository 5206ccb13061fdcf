/** Timers of the training loop: a yield to incoming messages, periodic work, and a clock that stops while paused. */

const { port1, port2 } = new MessageChannel();
const waiting: (() => void)[] = [];
port1.onmessage = () => waiting.shift()?.();

/** Resolves after the waiting messages have been handled. A timer would cost 4 ms. */
export function breathe(): Promise<void> {
  return new Promise((resolve) => {
    waiting.push(resolve);
    port2.postMessage(null);
  });
}

/** Whether `promise` settles within `ms`. Rejects if it rejects in that time. */
export function inTime(promise: Promise<unknown>, ms: number): Promise<boolean> {
  return new Promise((resolve, reject) => {
    const timer = setTimeout(() => {
      resolve(false);
    }, ms);
    promise
      .then(() => {
        resolve(true);
      }, reject)
      .finally(() => {
        clearTimeout(timer);
      });
  });
}

/** Reports when periodic work is due. */
class IntervalTimer {
  #last = -Infinity;

  constructor(readonly every: number) {}

  due(): boolean {
    const now = performance.now();
    if (now - this.#last < this.every) return false;
    this.#last = now;
    return true;
  }
}

/** The periodic work of the training loop. */
export class LoopTimers {
  /** Longest time until the page gets new rows, ms. */
  readonly posting = new IntervalTimer(100);
  /** Longest time until numbers are read from the device, ms. */
  readonly reading = new IntervalTimer(50);
  /** Longest time until a command is handled, ms. */
  readonly breathing = new IntervalTimer(12);
  /** Most training that a crash can lose, ms. */
  readonly saving = new IntervalTimer(10_000);
}

/** Seconds of training, without pauses. */
export class Clock {
  #before = 0;
  #since: number | null = null;

  get seconds(): number {
    return this.#before + (this.#since === null ? 0 : (performance.now() - this.#since) / 1000);
  }

  start(): void {
    this.#since ??= performance.now();
  }

  stop(): void {
    this.#before = this.seconds;
    this.#since = null;
  }

  /** Stops the clock at `seconds`. */
  reset(seconds = 0): void {
    this.#before = seconds;
    this.#since = null;
  }
}

/** Calls `beat` every second while it is on. The page notices a hung thread when the beats stop. */
export class Heartbeat {
  #timer: ReturnType<typeof setInterval> | undefined;

  constructor(readonly beat: () => void) {}

  set(on: boolean): void {
    if (on) this.#timer ??= setInterval(this.beat, 1000);
    else {
      clearInterval(this.#timer);
      this.#timer = undefined;
    }
  }
}
