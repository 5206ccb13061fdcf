/** How many threads compute, and the workers that are all but the first of them. */
import type { HelperSetting } from './helper.worker.ts';

/** A helper that has not answered by then is left out, ms. */
const PATIENCE = 5000;
const MOST = 8;

/** Threads worth having here: 1 where memory cannot be shared or a worker cannot start workers. */
export function threadsHere(): number {
  const shareable =
    typeof Worker !== 'undefined' && typeof WorkerGlobalScope !== 'undefined' && self.crossOriginIsolated;
  if (!shareable) return 1;
  const cores = navigator.hardwareConcurrency;
  // From four on, every second one is likely to be a core's second thread, which adds nothing to arithmetic.
  return cores < 4 ? Math.max(cores, 1) : Math.min(Math.floor(cores / 2), MOST);
}

/** Starts helpers; gives how many are at work. They end with the worker that started them. */
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
