/** What a network is made of. A layer remembers, between `forward` and `backward` of one step, what its gradient needs. */
import type { Tensor } from '@tensorflow/tfjs-core';
import type { BatchNormalization } from './batch-normalization.ts';
import type { LinearMap } from './linear-map.ts';
import type { Parameter } from './parameter.ts';

/** A layer with a kernel: what charts and tables show. */
export interface KernelLayer {
  readonly name: string;
  readonly map: LinearMap;
  readonly kernel: Parameter;
  /**
   * What a probe measures of the gradient by which the latest `backward` went, as `map` has it. Where there is BatchNorm
   * it must have been a frozen one: only then has each part of the batch a gradient of its own.
   */
  probe(): Tensor[];
}

export interface Layer {
  /** Trained tensors, in order from the input. */
  readonly parameters: readonly Parameter[];
  /** Layers with a kernel, in order from the input. */
  readonly blocks: readonly KernelLayer[];
  /** The layers that it runs one after the other, where it is made of such: long work may pause between two of them. */
  readonly stages?: readonly Layer[];
  /** In order from the input; a checkpoint keeps their running statistics. */
  readonly normalizations: readonly BatchNormalization[];
  /**
   * Training mode: batch statistics and dropout.
   * @param key int32 from which dropout draws the step's masks; only a network with dropout needs it
   */
  forward(x: Tensor, key?: number): Tensor;
  /** Evaluation mode: running statistics, no dropout; remembers nothing. */
  infer(x: Tensor): Tensor;
  /**
   * Takes the loss gradient by the output of the latest `forward`, leaves each parameter's gradient in it, and returns
   * the gradient by the input, or null where the caller needs none (the network's first layer).
   * @param frozen for a probe: BatchNorm's statistics are taken for constants, so that examples do not depend on each
   *   other; the parameters' own gradients are not made
   */
  backward(dy: Tensor, needsInput: boolean, frozen: boolean): Tensor | null;
  dispose(): void;
}

/** The layer as layers one after the other. */
export const stagesOf = (layer: Layer): readonly Layer[] => layer.stages ?? [layer];

/** The input gradient of a layer that was asked for it. */
export function required(gradient: Tensor | null): Tensor {
  if (!gradient) throw new Error('a layer gave no input gradient');
  return gradient;
}
