/** The lab's own training step, by the trainer's public modules: its networks, its backends, its `trainStep`. */
import './meter.ts';
import type { Tensor } from '@tensorflow/tfjs-core';
import { trainStep } from '../../workers/training/train-step.ts';
import { MOMENTUM, type Work } from '../work.ts';
import { serve, type Trainer } from './engine.ts';
import { openLab } from './lab-engine.ts';
import { networkOf, tensorBatches } from './lab-networks.ts';
import { profileKernels } from './profile.ts';
import { submitRecorded } from './submit.ts';

serve((backend) => openLab(backend, build));

function build(work: Work, batch: number): Trainer {
  const network = networkOf(work, batch);
  const batches = tensorBatches(work, batch);
  const settings = { shuffle: 0, lr: work.learningRate, momentum: MOMENTUM, decay: 0 };
  let latest: Tensor | null = null;
  return {
    step(index) {
      const now = batches[index];
      if (!now) throw new Error('no such batch');
      const { row } = trainStep(network, now, { settings, lr: work.learningRate, probe: false, gradientSums: [] });
      latest?.dispose();
      latest = row;
    },
    loss: async () => (await latest?.data())?.[0] ?? NaN,
    flush: submitRecorded,
    profile: profileKernels,
  };
}
