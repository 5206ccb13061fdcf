/** Whether the page stays fast with a long history: its tasks and redraws while a run trains at full speed. */
import type { Page } from 'playwright';
import { mainThreadTasks, TASK_CATEGORIES } from '../scripts/lib/tasks.mjs';
import { digits, median, quantile } from './numbers.ts';
import type { HistoryPage } from './protocol.ts';
import type { Table } from './table.ts';

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

/** Redraws and tasks of the page, ms. */
export async function watchHistory(page: Page, quick: boolean): Promise<Table[]> {
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
  const row = (what: string, times: readonly number[]): string[] => [
    what,
    String(times.length),
    digits(median(times)),
    digits(quantile(times, 0.95)),
    digits(Math.max(0, ...times)),
    String(times.filter((ms) => ms > LONG_MS).length),
  ];
  return [
    {
      title: `History of ${STEPS} steps and ${LAYERS} layers, ${seconds} s at ${STEPS_PER_SECOND} steps a second`,
      head: ['', 'number', 'median ms', '95% at most', 'longest', `over ${LONG_MS} ms`],
      rows: [
        row('redraws', drawn),
        row(
          "tasks, processor's time",
          tasks.map(({ processorMs }) => processorMs),
        ),
        row(
          'tasks, by the clock',
          tasks.map(({ clockMs }) => clockMs),
        ),
      ],
    },
  ];
}
