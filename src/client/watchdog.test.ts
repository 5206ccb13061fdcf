import { expect, it } from 'vitest';
import { TICK_MS, Watchdog } from './watchdog.ts';

/** Silent ticks until the alarm. */
function patience(dog: Watchdog): number {
  let ticks = 1;
  while (!dog.tick()) ticks += 1;
  return ticks;
}

it('treats half a minute of silence as a hang after the first numbers', () => {
  const dog = new Watchdog();
  dog.hear(true);
  expect((patience(dog) - 1) * TICK_MS).toBe(30_000);
});

it('allows five minutes for the first step', () => {
  const dog = new Watchdog();
  dog.hear(false);
  expect((patience(dog) - 1) * TICK_MS).toBe(300_000);
});

it('allows more time after slow steps', () => {
  const dog = new Watchdog();
  dog.hear(true);
  for (let tick = 0; tick < 5; tick++) expect(dog.tick()).toBe(false);
  dog.hear(true);
  expect(patience(dog) - 1).toBe(20);
});
