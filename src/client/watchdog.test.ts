import { expect, it } from 'vitest';
import { TICK_MS, Watchdog } from './watchdog.ts';

/** Silent ticks until the alarm. */
function patience(dog: Watchdog): number {
  let ticks = 1;
  while (!dog.tick()) ticks += 1;
  return ticks;
}

it('takes half a minute’s silence for a hang once numbers came', () => {
  const dog = new Watchdog();
  dog.hear(true);
  expect((patience(dog) - 1) * TICK_MS).toBe(30_000);
});

it('gives the first step five minutes', () => {
  const dog = new Watchdog();
  dog.hear(false);
  expect((patience(dog) - 1) * TICK_MS).toBe(300_000);
});

it('has learnt patience from slow steps', () => {
  const dog = new Watchdog();
  dog.hear(true);
  for (let tick = 0; tick < 5; tick++) expect(dog.tick()).toBe(false);
  dog.hear(true);
  expect(patience(dog) - 1).toBe(20);
});
