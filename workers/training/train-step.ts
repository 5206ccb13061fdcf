/**
 * One iteration of SGD with momentum and L2 decay, as a value: batch in, numbers out, all on the device.
 *
 *   loss = mean cross-entropy of network(x) against the given labels
 *   v ← μv + ∂loss/∂w + λw      (λ on kernels only)
 *   w ← w − αv
 */
import {
  argMax,
  cast,
  concat,
  keep,
  reshape,
  tidy,
  type Tensor,
  type Tensor1D,
  type Tensor2D,
} from '@tensorflow/tfjs-core';
import type { LiveSettings } from '../../src/shared/schedule.ts';
import type { Layer } from '../models/layer.ts';
import { softmaxCrossEntropy } from '../ops/loss.ts';
import { stepRow } from '../ops/step-row.ts';
import { STATISTICS } from '../ops/update.ts';
import type { Variable } from '@tensorflow/tfjs-core';

export interface Batch {
  /** [batch, height, width, channels] float32 */
  readonly images: Tensor;
  /** [batch] int32, the given labels */
  readonly labels: Tensor1D;
}

export interface StepObservations {
  /** [loss, accuracy, then for each block what `momentumUpdate` measures] */
  readonly row: Tensor1D;
  /** For each block the numbers of `observables/probe.ts`, then each example's predicted class; null when no probe. */
  readonly probe: Tensor1D | null;
}

/** Numbers of `row` before the blocks'. */
export const ROW_HEAD = 2;
/** Numbers of `row` for each block. */
export const ROW_BLOCK = STATISTICS;

export interface StepRequest {
  readonly settings: LiveSettings;
  /** The learning rate with its decay per epoch applied. */
  readonly lr: number;
  readonly probe: boolean;
  /** Running sums to which each block's gradient is added, in the order of blocks. */
  readonly gradientSums: readonly (readonly Variable[])[];
}

function probeOf(network: Layer): Tensor[] {
  return network.blocks.flatMap((block) => block.probe()).map((numbers) => reshape(numbers, [numbers.size]));
}

/** Trains `network` by one batch. The caller owns the returned tensors. */
export function trainStep(network: Layer, batch: Batch, request: StepRequest): StepObservations {
  const { settings, lr, probe, gradientSums } = request;
  const { momentum, decay } = settings;
  const numbers = tidy(() => {
    const logits = network.forward(batch.images) as Tensor2D;
    const { loss, accuracy, dLogits } = softmaxCrossEntropy(logits, batch.labels);
    // With BatchNorm a probe takes a backward pass of its own; else the step's own gradients tell.
    const frozen = probe && network.blocks.some(({ normalization }) => normalization !== null);
    if (frozen) network.backward(dLogits, false, true);
    const ofFrozen = frozen ? probeOf(network) : null;
    network.backward(dLogits, false, false);
    const probed = probe ? [...(ofFrozen ?? probeOf(network)), cast(argMax(logits, 1), 'float32')] : null;
    const sums = new Map(
      network.blocks.map(({ kernel }, i) => [kernel, gradientSums.flatMap((ofBlocks) => ofBlocks[i] ?? [])]),
    );
    const statistics = network.parameters.flatMap(
      (parameter) => parameter.update({ lr, momentum, decay }, sums.get(parameter) ?? []) ?? [],
    );
    const row = stepRow(loss, accuracy, statistics);
    return (probed ? [row, concat(probed)] : [row]) as Tensor1D[];
  });
  const [row, probed] = numbers;
  if (!row) throw new Error('a step without numbers');
  // Kept, so that an enclosing tidy leaves them to the caller.
  return { row: keep(row), probe: probed ? keep(probed) : null };
}
