/** Whether the page stays fast with a long history: its tasks and redraws while a run trains at full speed. */
import type { Page } from 'playwright';
import { mainThreadTasks, TASK_CATEGORIES } from '../scripts/lib/tasks.mjs';
import { digits, median, quantile } from './numbers.ts';
import type { HistoryPage } from './protocol.ts';

/** At least as many kernels as inception-small. */
const LAYERS = 25;
const STEPS = 100_000;
/** The speed of the fastest networks. */
const STEPS_PER_SECOND = 1000;
const SECONDS = 60;
const QUICK_SECONDS = 10;
/** A frame without drawing takes less, ms. */
const IDLE_MS = 0.2;
/** A longer task is noticeable, ms. */
const LONG_MS = 50;

declare const window: { readonly historyPage: HistoryPage };

/** Prints the figures; `address` is that of the bench's first page. */
export async function watchHistory(page: Page, quick: boolean, say: (text: string) => void): Promise<void> {
  await page.setViewportSize({ width: 1280, height: 800 });
  await page.goto(new URL('history.html', page.url()).href);
  await page.waitForFunction(() => 'historyPage' in globalThis);
  await page.evaluate(async ([layers, steps]) => window.historyPage.open(layers, steps), [LAYERS, STEPS] as const);
  const seconds = quick ? QUICK_SECONDS : SECONDS;
  const browser = page.context().browser();
  if (!browser) throw new Error('a page without a browser');
  await browser.startTracing(page, { categories: TASK_CATEGORIES });
  const frames = await page.evaluate(async ([time, rate]) => window.historyPage.watch(time, rate), [
    seconds,
    STEPS_PER_SECOND,
  ] as const);
  const tasks = mainThreadTasks(await browser.stopTracing());
  const drawn = frames.filter((ms) => ms > IDLE_MS);
  const long = (times: readonly number[]): string =>
    `${times.filter((ms) => ms > LONG_MS).length} over ${LONG_MS} ms, the longest ${digits(Math.max(0, ...times))}`;
  say(`
history of ${STEPS} steps and ${LAYERS} layers, ${seconds} s at ${STEPS_PER_SECOND} steps a second
redraws: ${drawn.length}, ms each: median ${digits(median(drawn))}, p95 ${digits(quantile(drawn, 0.95))}, most ${digits(Math.max(0, ...drawn))}
tasks: ${tasks.length}; of the processor's time ${long(tasks.map(({ processorMs }) => processorMs))}; by the clock ${long(tasks.map(({ clockMs }) => clockMs))}`);
}
