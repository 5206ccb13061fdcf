/** A trained tensor with its momentum and its latest gradients. */
import { tensor, variable, zeros, type Tensor, type Tensor2D, type Variable } from '@tensorflow/tfjs-core';
import { momentumStep, momentumUpdate, type MomentumSettings } from '../ops/update.ts';
import { assignValues, keptTensor, valuesOf } from '../ops/values.ts';

export type ParameterKind = 'kernel' | 'bias' | 'scale' | 'offset';

/** From which a parameter goes on bit for bit. */
export interface ParameterState {
  readonly value: Float32Array;
  readonly velocity: Float32Array;
  readonly previousGradient: Float32Array | null;
}

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

  /**
   * Ends a step: takes it by the gradient, which becomes the previous one. Only kernels decay, are measured and compared
   * between steps: gives a kernel's statistics, null for any other. Throws where there is no gradient.
   * @param sums running sums to which a kernel's gradient is added
   */
  update(settings: MomentumSettings, sums: readonly Variable[]): Tensor2D | null {
    const { value, velocity, gradient } = this;
    if (!gradient) throw new Error('a parameter without a gradient');
    this.gradient = null;
    if (this.kind !== 'kernel') {
      momentumStep(value, velocity, gradient, settings);
      return null;
    }
    const [statistics, retained] = momentumUpdate(value, velocity, gradient, this.previousGradient, settings, sums);
    this.previousGradient = retained;
    return statistics;
  }

  async save(): Promise<ParameterState> {
    const { value, velocity, previousGradient } = this;
    const reading = [valuesOf(value), valuesOf(velocity)] as const;
    const previous = previousGradient ? valuesOf(previousGradient) : null;
    return { value: await reading[0], velocity: await reading[1], previousGradient: await previous };
  }

  restore(state: ParameterState): void {
    assignValues(this.value, state.value);
    assignValues(this.velocity, state.velocity);
    this.previousGradient?.dispose();
    this.previousGradient = state.previousGradient && keptTensor(state.previousGradient, this.shape);
  }

  dispose(): void {
    this.value.dispose();
    this.velocity.dispose();
    this.previousGradient?.dispose();
    this.previousGradient = null;
  }
}
