/** Ctrl-C and SIGTERM during the command. They interrupt every wait. */

/** Thrown by `Stop.race` when the user stops the command. */
export class Stopped extends Error {
  override readonly name = 'Stopped';
}

const CODES: Readonly<Partial<Record<NodeJS.Signals, number>>> = { SIGINT: 130, SIGTERM: 143 };
/** npm forwards a Ctrl-C that the terminal has sent already; a later one is the user's second. */
const SAME_PRESS = 1500;

export class Stop {
  #code: number | undefined;
  #first = 0;
  readonly #say: (line: string) => void;
  readonly #waiting = new Set<() => void>();

  /** Listens from now on; `early` came before. A second signal, later, ends the process at once. */
  constructor(say: (line: string) => void, early?: NodeJS.Signals) {
    this.#say = say;
    if (early !== undefined) this.#hear(early);
    for (const signal of ['SIGINT', 'SIGTERM'] as const) process.on(signal, () => this.#hear(signal));
  }

  /** The exit code of the signal; undefined if there was none. */
  get code(): number | undefined {
    return this.#code;
  }

  /** Settles like `work`, or rejects with `Stopped` at the signal. `work` itself continues. */
  async race<T>(work: Promise<T>): Promise<T> {
    work.catch(() => undefined);
    let wake = (): void => undefined;
    const stopped = new Promise<never>((_, reject) => {
      wake = () => {
        reject(new Stopped());
      };
      if (this.#code !== undefined) wake();
      this.#waiting.add(wake);
    });
    try {
      return await Promise.race([stopped, work]);
    } finally {
      this.#waiting.delete(wake);
    }
  }

  #hear(signal: NodeJS.Signals): void {
    const now = performance.now();
    if (this.#code !== undefined) {
      if (now - this.#first > SAME_PRESS) process.exit(this.#code);
      return;
    }
    this.#code = CODES[signal] ?? 1;
    this.#first = now;
    this.#say('\nStopping; what was measured is being written. Ctrl-C again ends at once.');
    for (const wake of this.#waiting) wake();
  }
}
