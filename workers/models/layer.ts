/** The layers of a network. Between `forward` and `backward` of one step, a layer stores what its gradient needs. */
import type { Tensor } from '@tensorflow/tfjs-core';
import type { BatchNormalization } from './batch-normalization.ts';
import type { LinearMap } from './linear-map.ts';
import type { Parameter } from './parameter.ts';

/** A layer with a kernel: the layers that charts and tables show. */
export interface KernelLayer {
  readonly name: string;
  readonly map: LinearMap;
  readonly kernel: Parameter;
  /**
   * Measures the gradient of the latest `backward` for a probe, as `map` does. With BatchNorm that `backward` must have
   * been a frozen one: only then does each part of the batch have its own gradient.
   */
  probe(): Tensor[];
}

export interface Layer {
  /** Trained tensors, in order from the input. */
  readonly parameters: readonly Parameter[];
  /** Layers with a kernel, in order from the input. */
  readonly blocks: readonly KernelLayer[];
  /** The layers that it runs in sequence, if it is a sequence: long work may pause between two of them. */
  readonly stages?: readonly Layer[];
  /** In order from the input; a checkpoint stores their running statistics. */
  readonly normalizations: readonly BatchNormalization[];
  /**
   * Training mode: batch statistics and dropout.
   * @param key int32 seed of the step's dropout masks; needed only by a network with dropout
   */
  forward(x: Tensor, key?: number): Tensor;
  /** Evaluation mode: running statistics, no dropout; stores nothing for `backward`. */
  infer(x: Tensor): Tensor;
  /**
   * Takes the loss gradient with respect to the output of the latest `forward`, stores each parameter's gradient in the
   * parameter, and returns the gradient with respect to the input, or null if the caller needs none (the network's
   * first layer).
   * @param frozen for a probe: BatchNorm's statistics are constants, so that examples do not depend on each other, and
   * no parameter gradients are made
   */
  backward(dy: Tensor, needsInput: boolean, frozen: boolean): Tensor | null;
  dispose(): void;
}

/** The layers of a sequence, or the layer itself. */
export const stagesOf = (layer: Layer): readonly Layer[] => layer.stages ?? [layer];

/** The input gradient of a layer that must return one. */
export function required(gradient: Tensor | null): Tensor {
  if (!gradient) throw new Error('a layer gave no input gradient');
  return gradient;
}
