/** The lab's training step without measurements except the loss, as the reference for their cost. */
import { keep, tidy, type Scalar, type Tensor2D } from '@tensorflow/tfjs-core';
import { sgd } from '../../src/shared/optimizers/sgd.ts';
import type { Layer } from '../../workers/models/layer.ts';
import { softmaxCrossEntropy } from '../../workers/ops/loss.ts';
import { plainUpdate, updateOf } from '../../workers/ops/update.ts';
import type { Batch } from '../../workers/training/train-step.ts';
import { ratesOf } from '../work.ts';

/** Trains on one batch, with the update that the lab uses for unmeasured parameters; the caller owns the loss. */
export function plainStep(network: Layer, { images, labels }: Batch, lr: number): Scalar {
  return tidy(() => {
    const { loss, dLogits } = softmaxCrossEntropy(network.forward(images) as Tensor2D, labels);
    network.backward(dLogits, false, false);
    const update = updateOf(sgd, ratesOf(lr), 1);
    for (const parameter of network.parameters) {
      const { value, gradient } = parameter;
      if (!gradient) throw new Error('a parameter without a gradient');
      plainUpdate(value, parameter.slotsOf(sgd.slots), gradient, update);
      parameter.gradient = null;
    }
    return keep(loss);
  });
}
