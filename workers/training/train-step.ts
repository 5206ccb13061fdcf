/** One training step as a function from a batch to numbers, all on the device. The optimizer defines the update. */
import { argMax, cast, concat, keep, reshape, type Tensor, type Tensor1D, type Tensor2D } from '@tensorflow/tfjs-core';
import { required, stagesOf, type KernelLayer, type Layer } from '../models/layer.ts';
import { softmaxCrossEntropy } from '../ops/loss.ts';
import { stepRow } from '../ops/step-row.ts';
import { STATISTICS, type Update } from '../ops/update.ts';
import { tidyParts, type Parts } from './parts.ts';
import { ScopeMarks } from './scope-marks.ts';
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
 * @param early whether the backward pass frees a stage's tensors as soon as no other stage needs them
 */
export function* trainStep(
  network: Layer,
  batch: () => Batch,
  request: StepRequest,
  early = true,
): Parts<StepObservations> {
  const { update, probe, gradientSums, dropoutKey, smoothing = 0 } = request;
  const [row, probed] = yield* tidyParts(function* (): Parts<Tensor1D[]> {
    const { images, labels } = batch();
    const marks = new ScopeMarks();
    const logits = (yield* forward(network, images, dropoutKey, marks)) as Tensor2D;
    const { loss, accuracy, dLogits } = softmaxCrossEntropy(logits, labels, smoothing);
    const predicted = probe ? cast(argMax<Tensor1D>(logits, 1), 'float32') : null;
    marks.retain(loss, accuracy, dLogits, predicted);
    const release = early ? marks : null;
    // With BatchNorm a probe needs its own backward pass; otherwise it uses the step's gradients.
    const frozen = probe && network.normalizations.length > 0;
    const ofFrozen = frozen ? yield* backward(network, dLogits, { frozen, probe, release }) : [];
    const ofStep = yield* backward(network, dLogits, { frozen: false, probe: probe && !frozen, release });
    const probes = predicted ? [...ofFrozen, ...ofStep, predicted] : null;
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

function* forward(network: Layer, images: Tensor, key: number | undefined, marks: ScopeMarks): Parts<Tensor> {
  let x = images;
  for (const stage of stagesOf(network)) {
    marks.add();
    x = stage.forward(x, key);
    yield;
  }
  return x;
}

interface Backward {
  readonly frozen: boolean;
  readonly probe: boolean;
  /** Null: nothing is freed before the step's end. */
  readonly release: ScopeMarks | null;
}

/** Backpropagates, leaves each parameter's gradient in the parameter, and returns the probe's numbers in the order of blocks. */
function* backward(network: Layer, dLogits: Tensor, { frozen, probe, release }: Backward): Parts<Tensor1D[]> {
  let gradient: Tensor | null = dLogits;
  const stages = stagesOf(network);
  const begin = release?.now ?? 0;
  let numbers: Tensor1D[] = [];
  for (let i = stages.length - 1; i >= 0; i--) {
    const stage = stages[i];
    if (!stage) continue;
    gradient = stage.backward(required(gradient), i > 0, frozen);
    if (probe) numbers = [...stage.blocks.flatMap(numbersOf), ...numbers];
    release?.retain(...numbers, ...stage.parameters.map((parameter) => parameter.gradient));
    // The step's own pass still needs the forward pass's tensors.
    if (frozen) release?.releaseFrom(begin, gradient);
    else release?.releaseStage(i, gradient);
    yield;
  }
  return numbers;
}

const numbersOf = (block: KernelLayer): Tensor1D[] =>
  block.probe().map((found): Tensor1D => reshape(found, [found.size]));
