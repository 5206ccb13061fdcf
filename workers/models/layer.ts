/** What a network is made of. A layer remembers, between `forward` and `backward` of one step, what its gradient needs. */
import type { Tensor } from '@tensorflow/tfjs-core';
import type { Block } from './block.ts';
import type { Parameter } from './parameter.ts';

export interface Layer {
  /** Trained tensors, in order from the input. */
  readonly parameters: readonly Parameter[];
  /** Layers with a kernel, in order from the input: what charts and tables show. */
  readonly blocks: readonly Block[];
  /** Training mode: batch statistics. */
  forward(x: Tensor): Tensor;
  /** Evaluation mode: running statistics; remembers nothing. */
  infer(x: Tensor): Tensor;
  /**
   * Takes the loss gradient by the output of the latest `forward`, leaves each parameter's gradient in it, and returns
   * the gradient by the input, or null where the caller needs none (the network's first layer).
   */
  backward(dy: Tensor, needsInput: boolean): Tensor | null;
  dispose(): void;
}

/** The input gradient of a layer that was asked for it. */
export function required(gradient: Tensor | null): Tensor {
  if (!gradient) throw new Error('a layer gave no input gradient');
  return gradient;
}
