/** The lab's step as in a run, with all or some of its measurements, to find what measuring costs. */
import './meter.ts';
import { tidy, type Scalar } from '@tensorflow/tfjs-core';
import { Variant } from '../../workers/training/variant.ts';
import { withoutPause } from '../../workers/training/parts.ts';
import { ReadbackQueue } from '../../workers/backends/common/readback-queue.ts';
import type { Observing } from '../protocol.ts';
import type { ResolvedParams } from '../../src/shared/run/run-params.ts';
import { CLASSES, MOMENTUM, type Work } from '../work.ts';
import { serve, type Trainer } from './engine.ts';
import { openLab } from './lab-engine.ts';
import { benchExamples, paramsOf, takeWeights } from './lab-networks.ts';
import { plainStep } from './plain-step.ts';
import { profile } from './profile.ts';
import { submitRecorded } from './submit.ts';

serve((backend) => openLab(backend, build));

/** Milliseconds between readbacks and between batches of rows, as in the trainer. */
const READ_EVERY_MS = 50;
const POST_EVERY_MS = 100;
/** The window stays open for longer than the bench measures. */
const WINDOW_STEPS = 1_000_000;

function build(work: Work, batch: number): Trainer {
  const params = paramsOf(work, batch);
  const queue = new ReadbackQueue();
  const { examples, labels: observed, indices } = benchExamples(work, batch);
  const [size, , channels] = work.input;
  const scaling = { factors: Float64Array.of(1), offsets: Float64Array.of(0) };
  // A variant draws labels for its training set; the examples contain the pixels.
  const set = { pixels: new Uint8Array(), labels: observed, count: observed.length, size, channels, scaling };
  const variantWith = (windows: ResolvedParams['windows']): Variant => {
    const settings = { ...params, lr: work.learningRate, momentum: MOMENTUM, windows };
    const variant = new Variant(settings, [], set, CLASSES, examples, queue, 0);
    takeWeights(variant.network, work);
    return variant;
  };
  const variants = { closed: variantWith([]), open: variantWith([{ start: 0, stop: WINDOW_STEPS }]) };
  let observing: Observing = 'nothing';
  const made = { closed: 0, open: 0 };
  let plainLoss: Scalar | null = null;
  let [readAt, postedAt] = [0, 0];

  const attend = (): void => {
    const now = performance.now();
    if (now - readAt > READ_EVERY_MS) {
      readAt = now;
      void queue.flush();
    }
    if (now - postedAt > POST_EVERY_MS) {
      postedAt = now;
      for (const variant of Object.values(variants)) variant.tables.take();
    }
  };

  return {
    step(index) {
      if (observing === 'nothing') {
        plainLoss?.dispose();
        plainLoss = tidy(() =>
          plainStep(variants.closed.network, examples.batch(indices(index), observed), work.learningRate),
        );
        return;
      }
      const window = observing === 'steps and window' ? 'open' : 'closed';
      const step = made[window]++;
      variants[window].snapshot(step);
      const probe = observing === 'steps and probe';
      withoutPause(variants[window].trainOn(indices(index), step, work.learningRate, probe, step));
      attend();
    },
    async loss() {
      await queue.flush();
      queue.check();
      for (const variant of Object.values(variants)) variant.tables.take();
      return (await plainLoss?.data())?.[0] ?? NaN;
    },
    observe(wanted) {
      observing = wanted;
    },
    flush: submitRecorded,
    profile,
  };
}
