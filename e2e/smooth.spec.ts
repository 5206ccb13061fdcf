/** The page stays quick while the trainer works at full speed. Runs with no other test beside it. */
import { expect, test } from './test.ts';

interface Task {
  readonly start: number;
  readonly duration: number;
}
declare global {
  interface Window {
    longTasks: Task[];
  }
}

const LONGEST = 50;

test('no task of the main thread lasts over 50 ms while training', { tag: '@quiet' }, async ({ lab, page }) => {
  await page.addInitScript(() => {
    window.longTasks = [];
    new PerformanceObserver((list) => {
      for (const { startTime, duration } of list.getEntries()) window.longTasks.push({ start: startTime, duration });
    }).observe({ type: 'longtask', buffered: true });
  });
  await lab.open('data=mnist&n=5000&model=mlp&width=128-64&batch=64&steps=1500');
  await lab.train();
  await lab.reach('training');
  // The first paint of training builds what later ones only change.
  await lab.past(50);
  const from = await page.evaluate(() => performance.now());
  await lab.reach('done');
  const long = await page.evaluate(() => window.longTasks);
  const during = long.filter((task) => task.start >= from && task.duration > LONGEST);
  expect(during, 'long tasks (ms)').toEqual([]);
});
