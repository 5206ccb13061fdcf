/** The page stays responsive while the trainer works at full speed. */
import { mainThreadTasks, TASK_CATEGORIES } from '../scripts/lib/tasks.mjs';
import { expect, test } from './test.ts';

const LONGEST_MS = 50;

// It asserts on time, so it runs on request only: SMOOTH=1 npx playwright test smooth.spec --project plain
test.skip(process.env.SMOOTH !== '1', 'SMOOTH=1 measures tasks');

test('no task of the main thread takes over 50 ms while training', async ({ lab, page, browser }) => {
  await lab.open('data=mnist&n=5000&model=mlp&width=128-64&batch=64&steps=1500');
  await lab.train();
  await lab.reach('training');
  // The first paint of training builds what later ones only update.
  await lab.past(50);
  await browser.startTracing(page, { categories: TASK_CATEGORIES });
  await lab.reach('done');
  const tasks = mainThreadTasks(await browser.stopTracing());
  expect(tasks.length).toBeGreaterThan(100);
  expect(tasks.filter(({ processorMs }) => processorMs > LONGEST_MS)).toEqual([]);
});
