/** All that one round shows was read at one time, although it is drawn over several frames. */
import { expect, test } from 'vitest';
import { redraws } from './redraw.ts';

const ROUNDS = 5;

test('rows that arrive while some charts are drawn show with the next round, in all charts', async () => {
  let rows = 0;
  /** Rows in each chart on the screen, after each frame. */
  const screens: number[][] = [];
  const shown = [0, 0, 0, 0];
  const charts = shown.map((_, place) => {
    let read = 0;
    return {
      visible: true,
      read: () => (read = rows),
      draw: () => (rows += 1),
      show: () => (shown[place] = read),
    };
  });
  while (screens.filter(([first], at) => first !== screens[at - 1]?.[0]).length <= ROUNDS) {
    for (const chart of charts) redraws.request(chart);
    await new Promise(requestAnimationFrame);
    screens.push([...shown]);
  }
  expect(screens.filter((screen) => new Set(screen).size > 1)).toEqual([]);
  expect(rows).toBeGreaterThanOrEqual(ROUNDS * charts.length);
  for (const chart of charts) redraws.forget(chart);
});
