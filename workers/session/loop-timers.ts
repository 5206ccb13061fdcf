/** Time for the loop: letting messages in, doing things now and then, and a clock that stands still while paused. */

const { port1, port2 } = new MessageChannel();
const waiting: (() => void)[] = [];
port1.onmessage = () => waiting.shift()?.();

/** Ends after the messages that wait have been handled; a timer would cost 4 ms. */
export function breathe(): Promise<void> {
  return new Promise((resolve) => {
    waiting.push(resolve);
    port2.postMessage(null);
  });
}

/** Whether `promise` settles within `ms`. Rejects where it does so within them. */
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

/** Says when something that is to be done every so often is due. */
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

/** What the training loop does now and then. */
export class LoopTimers {
  /** Rows wait at most so long before the page gets them, ms. */
  readonly posting = new IntervalTimer(100);
  /** Numbers wait at most so long before they are read from the device, ms. */
  readonly reading = new IntervalTimer(50);
  /** Commands wait at most so long, ms. */
  readonly breathing = new IntervalTimer(12);
  /** A crash costs at most so much training, ms. */
  readonly saving = new IntervalTimer(10_000);
}

/** Seconds of training, pauses left out. */
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

  /** Stands still at `seconds`. */
  reset(seconds = 0): void {
    this.#before = seconds;
    this.#since = null;
  }
}

/** Calls `beat` every second while it is on: a thread that hangs falls silent. */
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
