/** The lab's own training step, by the trainer's public modules: its networks, its backends, its steps as a run makes them. */
import './meter.ts';
import { ReadbackQueue } from '../../workers/training/readback-queue.ts';
import { StepExecutor } from '../../workers/training/step-executor.ts';
import { MOMENTUM, type Work } from '../work.ts';
import { serve, type Trainer } from './engine.ts';
import { openLab } from './lab-engine.ts';
import { benchExamples, networkOf } from './lab-networks.ts';
import { profile } from './profile.ts';
import { submitRecorded } from './submit.ts';

serve((backend) => openLab(backend, build));

function build(work: Work, batch: number): Trainer {
  const { examples, labels, indices } = benchExamples(work, batch);
  const queue = new ReadbackQueue();
  const stepping = new StepExecutor(networkOf(work, batch), examples, queue);
  const settings = { shuffle: 0, lr: work.learningRate, momentum: MOMENTUM, decay: 0 };
  const request = { settings, lr: work.learningRate, probe: false, gradientSums: [] };
  let latest = NaN;
  const readRow = ([loss = NaN]: Float32Array): void => {
    latest = loss;
  };
  return {
    step(index) {
      stepping.step(indices(index), labels, request, readRow, () => undefined);
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
