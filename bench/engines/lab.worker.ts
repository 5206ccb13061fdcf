/** The lab's own training step, by the trainer's modules: its networks, backends and step executor. */
import './meter.ts';
import { adam } from '../../src/shared/optimizers/adam.ts';
import { sgd } from '../../src/shared/optimizers/sgd.ts';
import { guardScriptUrls } from '../../src/shared/util/trusted-urls.ts';
import { updateOf } from '../../workers/ops/update.ts';
import { withoutPause } from '../../workers/training/parts.ts';
import { ReadbackQueue } from '../../workers/backends/common/readback-queue.ts';
import { StepExecutor } from '../../workers/training/step-executor.ts';
import { ratesOf, type Work } from '../work.ts';
import { serve, type Trainer } from './engine.ts';
import { openLab } from './lab-engine.ts';
import { benchExamples, networkOf } from './lab-networks.ts';
import { profile } from './profile.ts';
import { submitRecorded } from './submit.ts';

guardScriptUrls(self.location.href);
/** The page names the worker after its engine. */
const OPTIMIZER = self.name === 'lab-adam' ? adam : sgd;

serve((backend) => openLab(backend, build));

function build(work: Work, batch: number): Trainer {
  const { examples, labels, indices } = benchExamples(work, batch);
  const queue = new ReadbackQueue();
  const stepping = new StepExecutor(networkOf(work, batch), examples, queue);
  let steps = 0;
  let latest = NaN;
  const readRow = ([loss = NaN]: Float32Array): void => {
    latest = loss;
  };
  return {
    step(index) {
      // Adam's corrections differ in every step.
      const update = updateOf(OPTIMIZER, ratesOf(work.learningRate), ++steps);
      const request = { update, probe: false, gradientSums: [] };
      withoutPause(stepping.step(indices(index), labels, request, readRow, () => undefined));
    },
    async loss() {
      await queue.flush();
      queue.check();
      return latest;
    },
    flush: submitRecorded,
    profile,
  };
}
