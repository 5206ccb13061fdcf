/** Ways in which a run is cut short, and what must be the same after it: for resume.spec.ts. */
import { expect, type BrowserContext, type Page } from '@playwright/test';
import { Lab } from './lab.ts';
import type { RunFile } from './run-file.ts';

/** How often each way is tried: a few times in the suite, more with REPEAT=20. */
export const REPEAT = Number(process.env.REPEAT ?? '2');

/** Everything that was measured of a run, but for the clock. */
export function measured(run: RunFile): unknown {
  const { steps, layerSteps, probes, evaluations, windows, paths } = run;
  return {
    step: steps.step,
    loss: steps.loss,
    accuracy: steps.accuracy,
    layerSteps,
    probes,
    evaluations,
    windows,
    paths,
  };
}

/** Row k of the steps is step k, and nothing is missing or double. */
export function expectWhole(run: RunFile, steps: number): void {
  expect(run.steps.step).toEqual(Array.from({ length: steps }, (_, step) => step));
}

/** Lets tests end the page's workers as the browser would: without a word. */
export async function exposeWorkers(page: Page): Promise<void> {
  await page.addInitScript(() => {
    const workers: Worker[] = [];
    Object.assign(window, { endTrainer: () => workers.pop()?.terminate() });
    window.Worker = class extends Worker {
      constructor(url: string | URL, options?: WorkerOptions) {
        super(url, options);
        workers.push(this);
      }
    };
  });
}

/** Ends the page's process, as the system does when memory runs out; gives another page at the same address. */
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

/** Goes on with the run that the page offers. */
export async function takeUp(lab: Lab): Promise<void> {
  const offer = lab.page.getByRole('region', { name: 'Unfinished run' });
  await expect(offer).toContainText('cut short');
  await offer.getByRole('button', { name: 'Resume', exact: true }).click();
  await expect(offer).toBeHidden();
}
