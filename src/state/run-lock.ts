/**
 * One tab per run: the tab that trains holds the run's Web Lock, which the browser releases when the tab ends for any
 * reason. Without Web Locks (an insecure context), every run counts as free.
 */

const nameOf = (run: string): string => `shuffle-lab-run-${run}`;
const locks = (): LockManager | null => ('locks' in navigator ? navigator.locks : null);

export class RunLock {
  #release: (() => void) | null = null;

  /** Takes the run's lock and releases any other; false if another tab has it. */
  async take(run: string): Promise<boolean> {
    this.release();
    const manager = locks();
    if (!manager) return true;
    return new Promise((answer, fail) => {
      const held = manager.request(nameOf(run), { ifAvailable: true }, (lock) => {
        answer(lock !== null);
        return lock === null ? undefined : new Promise<void>((release) => (this.#release = release));
      });
      held.catch(fail);
    });
  }

  release(): void {
    this.#release?.();
    this.#release = null;
  }
}

/** Whether a tab holds the run's lock. */
export async function isHeld(run: string): Promise<boolean> {
  const { held } = (await locks()?.query()) ?? {};
  return held?.some(({ name }) => name === nameOf(run)) ?? false;
}

/** Settles once no tab holds the run's lock. Rejects when `signal` aborts. */
export async function untilFree(run: string, signal: AbortSignal): Promise<void> {
  await locks()?.request(nameOf(run), { signal, mode: 'shared' }, () => undefined);
}
