/** When replayed steps are handed to the device: at once while it is idle, else several together, as long as that is short. */
import { submitAll, type Commands } from './commands.ts';

/** A submission should keep the device busy for so long, ms: short enough for a pause and far from any watchdog. */
const LONGEST = 30;
/** A step that takes longer is cut into submissions of so long, ms: a second could be one too many for a watchdog. */
const LONGEST_PART = 300;
/** Submissions under way at once, at most: one runs, one waits. */
const MOST_UNDER_WAY = 2;

export class Submissions {
  readonly #commands: Commands;
  readonly #mostSteps: number;
  /** Of the latest submissions, ms; null before the first has run. */
  #stepMs: number | null = null;
  /** The encoder in which steps wait, and how many; tfjs may submit it too. */
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

  /** Dispatches of a step, of `all` that it has, that one submission may hold. */
  mostDispatches(all: number): number {
    if (this.#stepMs === null || this.#stepMs <= LONGEST_PART) return all;
    return Math.max(1, Math.floor((all * LONGEST_PART) / this.#stepMs));
  }

  /** A step has been put into tfjs's encoder. */
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
    // A lost device is told by its own promise.
    this.#underWay.push(queue.onSubmittedWorkDone().then(finished, finished));
  }
}
