/**
 * The lab's page with a long run, as from its trainer, which then grows as at full speed. The bench calls
 * `window.historyPage`.
 */
import { beginFrames, seenFrames } from './frames.ts';
import '../../src/components/shuffle-lab.ts';
import { parseAddress } from '../../src/shared/run/run-url.ts';
import { RunStore } from '../../src/state/run-store.ts';
import type { HistoryPage } from '../protocol.ts';
import { MadeUpRun } from './run.ts';

/** Steps per event while the history is made, so that no task holds all of it. */
const CHUNK = 2000;
const TELL_EVERY_MS = 100;

const { address } = parseAddress('?data=synthetic&model=inception-small&steps=1000000');
const store = new RunStore(address, []);
let run = new MadeUpRun(0);

const wait = (ms: number): Promise<void> => new Promise((resolve) => setTimeout(resolve, ms));

const historyPage: HistoryPage = {
  async open(layers, steps) {
    run = new MadeUpRun(layers);
    for (const event of run.opening(address.params.steps)) store.receive(event);
    while (run.step < steps) {
      store.receive(run.rows(Math.min(CHUNK, steps - run.step)));
      await wait(0);
    }
    const lab = document.createElement('shuffle-lab');
    lab.store = store;
    document.body.append(lab);
    // The first drawing builds what later ones only update.
    await wait(3000);
  },
  async watch(seconds, stepsPerSecond) {
    beginFrames();
    const end = performance.now() + 1000 * seconds;
    while (performance.now() < end) {
      store.receive(run.rows(Math.round((stepsPerSecond * TELL_EVERY_MS) / 1000)));
      await wait(TELL_EVERY_MS);
    }
    return seenFrames();
  },
};

Object.assign(window, { historyPage });
