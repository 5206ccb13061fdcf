/** A trained tensor with its momentum and its latest gradients. */
import { keep, tensor, variable, zeros, type Tensor, type Variable } from '@tensorflow/tfjs-core';

export type ParameterKind = 'kernel' | 'bias' | 'scale' | 'offset';

export class Parameter {
  readonly value: Variable;
  readonly velocity: Variable;
  /** Gradient of the minibatch loss, without the L2 term; lives as long as the step that made it. */
  gradient: Tensor | null = null;
  /** A kernel's gradient in the step before; null before the second step. */
  previousGradient: Tensor | null = null;

  constructor(
    /** Unique in the network, as `conv1/kernel`. */
    readonly name: string,
    readonly kind: ParameterKind,
    readonly shape: readonly number[],
    values: Float32Array,
  ) {
    const initial = tensor(values, [...shape], 'float32');
    this.value = variable(initial, false);
    initial.dispose();
    const still = zeros([...shape]);
    this.velocity = variable(still, false);
    still.dispose();
  }

  get size(): number {
    return this.value.size;
  }

  /** Ends a step: the gradient becomes the previous one (kernels only; no other is compared between steps). */
  retireGradient(): void {
    this.previousGradient?.dispose();
    this.previousGradient = this.kind === 'kernel' && this.gradient ? keep(this.gradient) : null;
    this.gradient = null;
  }

  dispose(): void {
    this.value.dispose();
    this.velocity.dispose();
    this.previousGradient?.dispose();
    this.previousGradient = null;
  }
}
