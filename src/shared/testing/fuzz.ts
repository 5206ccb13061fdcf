/**
 * Number of cases and cost limits of fuzz tests. `FUZZ=10` runs ten times the usual number and prints the figures. `npm
 * run test:full` runs the usual number, and `npm test` a part of it. A smaller set of cases is a prefix of a larger one.
 */

/** Node, which runs the tests. Page and trainer don't know it. */
declare const process: {
  readonly env: Readonly<Record<string, string | undefined>>;
  resourceUsage(): { readonly maxRSS: number };
  cpuUsage(): { readonly user: number; readonly system: number };
};

const FACTOR = Number(process.env.FUZZ ?? 0);

/** Number of cases for a test that usually runs `usual`, and of which `npm test` runs the fraction `quick`. */
export const casesOf = (usual: number, quick = 0.1): number =>
  Math.ceil(usual * (FACTOR > 0 ? FACTOR : process.env.FULL === undefined ? quick : 1));

/** Longest allowed time for one case, ms; enforced only with FUZZ. */
const LONGEST = 1000;

/** CPU time of this process, ms. */
function work(): number {
  const { user, system } = process.cpuUsage();
  return (user + system) / 1000;
}

/** Peak memory of this process, MB. */
const peak = (): number => process.resourceUsage().maxRSS / 1000;

/** The cost of the cases of one test. */
export class FuzzFigures {
  readonly #begun = performance.now();
  readonly #peak = peak();
  #cases = 0;
  #refused = 0;
  #slowest = { ms: 0, at: 0 };

  constructor(readonly what: string) {}

  /** Times one case, synchronous or asynchronous. */
  async time<T>(answer: () => T | Promise<T>): Promise<T> {
    const [before, worked] = [performance.now(), work()];
    try {
      return await answer();
    } finally {
      // The smaller of wall time and CPU time: a busy machine inflates wall time, several threads inflate CPU time.
      const ms = Math.min(performance.now() - before, work() - worked);
      if (ms > this.#slowest.ms) this.#slowest = { ms, at: this.#cases };
      this.#cases += 1;
    }
  }

  refuse(): void {
    this.#refused += 1;
  }

  /**
   * Throws if peak memory grew by more than `megabytes`, if all cases had the same verdict, or (with FUZZ) if one was
   * too slow.
   */
  finish(megabytes: number): void {
    const { ms, at } = this.#slowest;
    const grown = peak() - this.#peak;
    const seconds = (performance.now() - this.#begun) / 1000;
    const figures = `${this.what}: ${this.#cases} cases in ${seconds.toFixed(1)} s, ${this.#refused} refused, ${this.#cases - this.#refused} taken; slowest ${ms.toFixed(0)} ms (case ${at}); peak of memory grew by ${grown.toFixed(0)} MB`;
    // eslint-disable-next-line no-console -- FUZZ asks for the figures.
    if (FACTOR > 0) console.log(figures);
    const alike = this.#refused === 0 || this.#refused === this.#cases;
    const slow = FACTOR > 0 && ms > LONGEST;
    if (slow || grown > megabytes || alike) throw new Error(figures);
  }
}
