/**
 * For fuzz tests: how many cases they take, and what the cases cost. `FUZZ=10` takes ten times as many as usual and prints the
 * figures; `npm run test:full` takes as many as usual, and `npm test` a fifth. The cases of a smaller number are the first of
 * a larger one.
 */

/** Node, which runs the tests; neither page nor trainer knows it. */
declare const process: {
  readonly env: Readonly<Record<string, string | undefined>>;
  resourceUsage(): { readonly maxRSS: number };
  cpuUsage(): { readonly user: number; readonly system: number };
};

const FACTOR = Number(process.env.FUZZ ?? 0);

/** Of the usual number of cases, in `npm test`. */
const QUICK = process.env.FULL === undefined ? 0.2 : 1;

/** How many cases a test takes that usually takes `usual`. */
export const casesOf = (usual: number): number => Math.ceil(usual * (FACTOR > 0 ? FACTOR : QUICK));

/** Longest that an answer may take, ms; held against only where FUZZ asks for the figures. */
const LONGEST = 1000;

/** What this process has used of its processors, ms. */
function work(): number {
  const { user, system } = process.cpuUsage();
  return (user + system) / 1000;
}

/** Peak of what this process held so far, MB. */
const peak = (): number => process.resourceUsage().maxRSS / 1000;

/** What the cases of one test cost. */
export class FuzzFigures {
  readonly #begun = performance.now();
  readonly #peak = peak();
  #cases = 0;
  #refused = 0;
  #slowest = { ms: 0, at: 0 };

  constructor(readonly what: string) {}

  /** Times one answer, which may be given at once or later. */
  async time<T>(answer: () => T | Promise<T>): Promise<T> {
    const [before, worked] = [performance.now(), work()];
    try {
      return await answer();
    } finally {
      // Whichever is less: a busy machine makes an answer wait, several threads work on one.
      const ms = Math.min(performance.now() - before, work() - worked);
      if (ms > this.#slowest.ms) this.#slowest = { ms, at: this.#cases };
      this.#cases += 1;
    }
  }

  refuse(): void {
    this.#refused += 1;
  }

  /** Throws where the peak of memory grew by more than `megabytes`, all were answered alike, or, with FUZZ, one took too long. */
  finish(megabytes: number): void {
    const { ms, at } = this.#slowest;
    const grown = peak() - this.#peak;
    const seconds = (performance.now() - this.#begun) / 1000;
    const figures = `${this.what}: ${this.#cases} cases in ${seconds.toFixed(1)} s, ${this.#refused} refused, ${this.#cases - this.#refused} taken; slowest ${ms.toFixed(0)} ms (case ${at}); peak of memory grew by ${grown.toFixed(0)} MB`;
    // eslint-disable-next-line no-console -- The figures are what was asked for.
    if (FACTOR > 0) console.log(figures);
    const alike = this.#refused === 0 || this.#refused === this.#cases;
    const slow = FACTOR > 0 && ms > LONGEST;
    if (slow || grown > megabytes || alike) throw new Error(figures);
  }
}
