/** Ways to interrupt a run, for resume.spec.ts and failures.spec.ts. */
import { expect, type BrowserContext, type Page, type Worker as Thread } from '@playwright/test';
import { Lab } from './lab.ts';

/** Crashes the page's process, as when memory runs out; returns another page at the same address. */
export async function crash(context: BrowserContext, page: Page): Promise<Lab> {
  const address = page.url();
  const session = await context.newCDPSession(page);
  const crashed = page.waitForEvent('crash');
  // The process that would answer is gone.
  void session.send('Page.crash').catch(() => undefined);
  await crashed;
  await page.close();
  const lab = new Lab(await context.newPage());
  await lab.open(address);
  return lab;
}

/** Resumes the run that the page offers. */
export async function takeUp(lab: Lab): Promise<void> {
  const offer = lab.page.getByRole('region', { name: 'Unfinished run' });
  await expect(offer).toContainText('cut short');
  await offer.getByRole('button', { name: 'Resume', exact: true }).click();
  await expect(offer).toBeHidden();
}

export function trainerOf(page: Page): Thread {
  for (const worker of page.workers()) if (worker.url().includes('trainer.worker')) return worker;
  throw new Error('no trainer');
}

/** Lets tests terminate the page's workers silently, as the browser would. */
export async function exposeWorkers(page: Page): Promise<void> {
  await page.addInitScript(() => {
    const workers: Worker[] = [];
    const endTrainer = (): void => {
      const trainer = workers.pop();
      if (!trainer) throw new Error('there is no trainer to end');
      trainer.terminate();
    };
    Object.assign(window, { endTrainer });
    window.Worker = class extends Worker {
      constructor(url: string | URL, options?: WorkerOptions) {
        super(url, options);
        workers.push(this);
      }
    };
  });
}

export const endTrainer = (page: Page): Promise<void> =>
  page.evaluate(() => {
    (window as unknown as { endTrainer: () => void }).endTrainer();
  });

/** In the trainer's thread: destroys its GPU device after `later` more command buffers have begun. */
export function destroyDevice(later: number): void {
  const { prototype } = (self as unknown as { GPUDevice: { prototype: Record<string, unknown> } }).GPUDevice;
  const create = prototype.createCommandEncoder as (...described: unknown[]) => unknown;
  let begun = 0;
  prototype.createCommandEncoder = function (this: { destroy(): void }, ...described: unknown[]) {
    if (begun++ === later) this.destroy();
    return create.apply(this, described);
  };
}

/** In the trainer's thread: loses its WebGL context after `later` more draws. */
export function loseContext(later: number): void {
  const prototype = WebGL2RenderingContext.prototype as unknown as Record<string, unknown>;
  const draw = prototype.drawElements as (...described: unknown[]) => unknown;
  let drawn = 0;
  prototype.drawElements = function (this: WebGL2RenderingContext, ...described: unknown[]) {
    if (drawn++ === later) this.getExtension('WEBGL_lose_context')?.loseContext();
    return draw.apply(this, described);
  };
}

/** Waits until the page can be loaded offline. */
export async function kept(page: Page): Promise<void> {
  await page.evaluate(async () => {
    await navigator.serviceWorker.ready;
    // The first service worker controls the page once all its files are cached.
    while (!navigator.serviceWorker.controller) await new Promise((resolve) => setTimeout(resolve, 50));
  });
}

/** Leaves the origin one byte of storage; resolves when the browser enforces it. Returns a function that undoes it. */
export async function fillStorage(context: BrowserContext, page: Page): Promise<() => Promise<void>> {
  const session = await context.newCDPSession(page);
  const { origin } = new URL(page.url());
  // Chromium ignores an override of 0.
  await session.send('Storage.overrideQuotaForOrigin', { origin, quotaSize: 1 });
  // It caches the available space for up to half a minute.
  await expect.poll(() => page.evaluate(write), { timeout: 60_000 }).toBe('QuotaExceededError');
  return async () => {
    await session.send('Storage.overrideQuotaForOrigin', { origin });
  };
}

/** In the page: tries to store something, and returns the result. */
async function write(): Promise<string> {
  return new Promise((resolve) => {
    const opened = indexedDB.open('attempts', 1);
    const tell = (error: DOMException | null): void => resolve(error?.name ?? 'no reason');
    opened.onupgradeneeded = () => opened.result.createObjectStore('attempts');
    opened.onerror = () => tell(opened.error);
    opened.onsuccess = () => {
      const database = opened.result;
      const change = database.transaction('attempts', 'readwrite');
      change.objectStore('attempts').put('x'.repeat(1000), 0);
      change.onabort = () => {
        database.close();
        tell(change.error);
      };
      change.oncomplete = () => {
        database.close();
        resolve('kept');
      };
    };
  });
}

/** In the page: how many runs the browser stores. */
export async function runsKept(): Promise<number> {
  const name = 'shuffle-lab-runs';
  if (!(await indexedDB.databases()).some((database) => database.name === name)) return 0;
  return new Promise((resolve, reject) => {
    const opened = indexedDB.open(name);
    opened.onerror = () => reject(opened.error ?? new Error('no reason'));
    opened.onsuccess = () => {
      const database = opened.result;
      const counted = database.transaction('runs').objectStore('runs').count();
      counted.onsuccess = () => {
        database.close();
        resolve(counted.result);
      };
    };
  });
}

/** In the page: the step of the latest stored checkpoint; -1 if there is none. */
export async function furthestCheckpoint(): Promise<number> {
  return new Promise((resolve, reject) => {
    const opened = indexedDB.open('shuffle-lab-checkpoints');
    opened.onerror = () => reject(opened.error ?? new Error('no reason'));
    opened.onsuccess = () => {
      const database = opened.result;
      const keys = database.transaction('checkpoints').objectStore('checkpoints').getAllKeys() as unknown as IDBRequest<
        [run: string, step: number][]
      >;
      keys.onsuccess = () => {
        database.close();
        resolve(Math.max(-1, ...keys.result.map(([, step]) => step)));
      };
    };
  });
}
