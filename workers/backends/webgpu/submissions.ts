/**
 * Decides when replayed steps are submitted: at once while the device is idle, otherwise several together, for a
 * limited time.
 */
import { submitAll, type Commands } from './commands.ts';

/** Target duration of a submission, ms: short enough for a pause and far below any watchdog's limit. */
const LONGEST = 30;
/** A longer step is split into submissions of this duration, ms, because a watchdog may stop one of a second. */
const LONGEST_PART = 300;
/** Most submissions in flight: one runs, one waits. */
const MOST_UNDER_WAY = 2;

export class Submissions {
  readonly #commands: Commands;
  readonly #mostSteps: number;
  /** Duration of the latest submissions, ms; null before the first has run. */
  #stepMs: number | null = null;
  /** The encoder in which steps wait, and their number; tfjs may submit it too. */
  #encoder: GPUCommandEncoder | null = null;
  #waiting = 0;
  #underWay: Promise<void>[] = [];
  /** When the device was last known to have finished one. */
  #finished = 0;

  constructor(commands: Commands, mostSteps: number) {
    this.#commands = commands;
    this.#mostSteps = mostSteps;
  }

  get full(): boolean {
    return this.#underWay.length >= MOST_UNDER_WAY;
  }

  async room(): Promise<void> {
    await this.#underWay[0];
  }

  /** How many of a step's `all` dispatches one submission may hold. */
  mostDispatches(all: number): number {
    if (this.#stepMs === null || this.#stepMs <= LONGEST_PART) return all;
    return Math.max(1, Math.floor((all * LONGEST_PART) / this.#stepMs));
  }

  /** Counts a step that was put into tfjs's encoder. */
  stepQueued(): void {
    const { commandEncoder } = this.#commands;
    this.#waiting = commandEncoder === this.#encoder ? this.#waiting + 1 : 1;
    this.#encoder = commandEncoder;
    const most = Math.min(this.#mostSteps, Math.max(1, Math.floor(LONGEST / (this.#stepMs ?? LONGEST))));
    if (this.#underWay.length === 0 || this.#waiting >= most) this.#submit();
  }

  #submit(): void {
    const steps = this.#waiting;
    const submitted = performance.now();
    submitAll(this.#commands);
    this.#encoder = null;
    const { queue } = this.#commands.device;
    const finished = (): void => {
      const now = performance.now();
      const taken = (now - Math.max(submitted, this.#finished)) / steps;
      this.#finished = now;
      this.#stepMs = this.#stepMs === null ? taken : 0.5 * (this.#stepMs + taken);
      void this.#underWay.shift();
    };
    // A lost device is reported by its own promise.
    this.#underWay.push(queue.onSubmittedWorkDone().then(finished, finished));
  }
}
