/** Chooses the number of threads, and starts the helper workers. */
import type { HelperSetting } from './helper.worker.ts';

/** A helper that has not answered by then is not used, ms. */
const PATIENCE = 5000;
const MOST = 8;

/** Number of useful threads: 1 if memory cannot be shared or a worker cannot start workers. */
export function threadsHere(): number {
  const shareable =
    typeof Worker !== 'undefined' && typeof WorkerGlobalScope !== 'undefined' && self.crossOriginIsolated;
  if (!shareable) return 1;
  const cores = navigator.hardwareConcurrency;
  // From four on, every second one is likely to be a hyperthread, which does not speed up arithmetic.
  return cores < 4 ? Math.max(cores, 1) : Math.min(Math.floor(cores / 2), MOST);
}

/** Starts helpers; returns how many are running. They end with the worker that started them. */
export async function startHelpers(count: number, setting: Omit<HelperSetting, 'thread'>): Promise<number> {
  const helpers = Array.from({ length: count }, (_, i) => startHelper({ ...setting, thread: i + 1 }));
  const started = await Promise.all(helpers);
  return started.filter((ready) => ready).length;
}

function startHelper(setting: HelperSetting): Promise<boolean> {
  return new Promise((resolve) => {
    const worker = new Worker(new URL('./helper.worker.ts', import.meta.url), { type: 'module' });
    const giveUp = (): void => {
      worker.terminate();
      resolve(false);
    };
    const timer = setTimeout(giveUp, PATIENCE);
    worker.addEventListener('message', () => {
      clearTimeout(timer);
      resolve(true);
    });
    worker.addEventListener('error', () => {
      clearTimeout(timer);
      giveUp();
    });
    worker.postMessage(setting);
  });
}
