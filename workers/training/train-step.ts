/** One training step as a function from a batch to numbers, all on the device. The optimizer defines the update. */
import { argMax, cast, concat, keep, reshape, type Tensor, type Tensor1D, type Tensor2D } from '@tensorflow/tfjs-core';
import { required, stagesOf, type Layer } from '../models/layer.ts';
import { softmaxCrossEntropy } from '../ops/loss.ts';
import { stepRow } from '../ops/step-row.ts';
import { STATISTICS, type Update } from '../ops/update.ts';
import { tidyParts, type Parts } from './parts.ts';
import type { Variable } from '@tensorflow/tfjs-core';

export interface Batch {
  /** [batch, height, width, channels] float32 */
  readonly images: Tensor;
  /** [batch] int32, the observed labels */
  readonly labels: Tensor1D;
}

export interface StepObservations {
  /** [loss, accuracy, then the numbers of `measuredUpdate` for each block] */
  readonly row: Tensor1D;
  /**
   * For each block the numbers of `observables/probe.ts`, then each example's predicted class; null without a probe.
   */
  readonly probe: Tensor1D | null;
}

/** Numbers in `row` before those of the blocks. */
export const ROW_HEAD = 2;
/** Numbers in `row` per block. */
export const ROW_BLOCK = STATISTICS;

export interface StepRequest {
  readonly update: Update;
  readonly probe: boolean;
  /** Completed updates; needed only by augmented examples. */
  readonly step?: number;
  /** Label smoothing ε, 0 by default. */
  readonly smoothing?: number;
  /** See `dropoutKey`; needed only by a network with dropout. */
  readonly dropoutKey?: number;
  /** Running sums, to which each block's gradient is added, in the order of blocks. */
  readonly gradientSums: readonly (readonly Variable[])[];
}

/**
 * Trains `network` on one batch. The caller owns the returned tensors. Weights change only in the last part.
 * @param batch makes the batch; unless kept, its tensors are freed with the step's own
 */
export function* trainStep(network: Layer, batch: () => Batch, request: StepRequest): Parts<StepObservations> {
  const { update, probe, gradientSums, dropoutKey, smoothing = 0 } = request;
  const [row, probed] = yield* tidyParts(function* (): Parts<Tensor1D[]> {
    const { images, labels } = batch();
    const logits = (yield* forward(network, images, dropoutKey)) as Tensor2D;
    const { loss, accuracy, dLogits } = softmaxCrossEntropy(logits, labels, smoothing);
    // With BatchNorm a probe needs its own backward pass; otherwise it uses the step's gradients.
    const frozen = probe && network.normalizations.length > 0;
    if (frozen) yield* backward(network, dLogits, true);
    const ofFrozen = frozen ? yield* probeOf(network) : null;
    yield* backward(network, dLogits, false);
    const predicted = (): Tensor1D => cast(argMax<Tensor1D>(logits, 1), 'float32');
    const probes = probe ? [...(ofFrozen ?? (yield* probeOf(network))), predicted()] : null;
    const sums = new Map(
      network.blocks.map(({ kernel }, i) => [kernel, gradientSums.flatMap((ofBlocks) => ofBlocks[i] ?? [])]),
    );
    const statistics = network.parameters.flatMap(
      (parameter) => parameter.update(update, sums.get(parameter) ?? []) ?? [],
    );
    const numbers = stepRow(loss, accuracy, statistics);
    return probes ? [numbers, concat<Tensor1D>(probes)] : [numbers];
  });
  if (!row) throw new Error('a step without numbers');
  // Kept, so that an enclosing tidy does not free them.
  return { row: keep(row), probe: probed ? keep(probed) : null };
}

function* forward(network: Layer, images: Tensor, key: number | undefined): Parts<Tensor> {
  let x = images;
  for (const stage of stagesOf(network)) {
    x = stage.forward(x, key);
    yield;
  }
  return x;
}

/** Backpropagates, and leaves each parameter's gradient in the parameter. */
function* backward(network: Layer, dLogits: Tensor, frozen: boolean): Parts<void> {
  let gradient: Tensor | null = dLogits;
  const stages = stagesOf(network);
  for (let i = stages.length - 1; i >= 0; i--) {
    gradient = stages[i]?.backward(required(gradient), i > 0, frozen) ?? null;
    yield;
  }
}

function* probeOf(network: Layer): Parts<Tensor1D[]> {
  const numbers: Tensor1D[] = [];
  for (const block of network.blocks) {
    numbers.push(...block.probe().map((found): Tensor1D => reshape(found, [found.size])));
    yield;
  }
  return numbers;
}
