/** A trained tensor with its optimizer's state and its latest gradients. */
import { tensor, tidy, variable, zeros, type Tensor, type Tensor2D, type Variable } from '@tensorflow/tfjs-core';
import { measuredUpdate, plainUpdate, type Slots, type Update } from '../ops/update.ts';
import { assignValues, keptTensor, valuesOf } from '../ops/values.ts';

export type ParameterKind = 'kernel' | 'bias' | 'scale' | 'offset';

/** State needed to resume bit-exactly. */
export interface ParameterState {
  readonly value: Float32Array;
  /** The optimizer's state, by slot; empty before the first update. */
  readonly slots: Readonly<Record<string, Float32Array>>;
  readonly previousGradient: Float32Array | null;
}

export class Parameter {
  readonly value: Variable;
  /** The optimizer's state, by slot; created by the first update. */
  #slots: Slots = {};
  /** Gradient of the minibatch loss, without the L2 term; valid during the step that made it. */
  gradient: Tensor | null = null;
  /** A kernel's gradient in the previous step; null before the second step. */
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
  }

  get size(): number {
    return this.value.size;
  }

  /**
   * Ends a step: updates the value with the gradient, which becomes the previous one. Only kernels decay, are measured
   * and are compared between steps. Returns a kernel's statistics, null for any other. Throws if there is no gradient.
   * @param sums running sums to which a kernel's gradient is added
   */
  update(update: Update, sums: readonly Variable[]): Tensor2D | null {
    const { value, gradient } = this;
    if (!gradient) throw new Error('a parameter without a gradient');
    this.gradient = null;
    const slots = this.slotsOf(update.optimizer.slots);
    if (this.kind !== 'kernel') {
      plainUpdate(value, slots, gradient, update);
      return null;
    }
    const [statistics, retained] = measuredUpdate(value, slots, gradient, this.previousGradient, update, sums);
    this.previousGradient = retained;
    return statistics;
  }

  async save(): Promise<ParameterState> {
    const { value, previousGradient } = this;
    const reading = valuesOf(value);
    const slots = Object.entries(this.#slots).map(async ([name, slot]) => [name, await valuesOf(slot)] as const);
    const previous = previousGradient ? valuesOf(previousGradient) : null;
    return {
      value: await reading,
      slots: Object.fromEntries(await Promise.all(slots)),
      previousGradient: await previous,
    };
  }

  restore(state: ParameterState): void {
    assignValues(this.value, state.value);
    const saved = Object.entries(state.slots);
    const slots = this.slotsOf(saved.map(([name]) => name));
    for (const [name, values] of saved) assignValues(slots[name] as Variable, values);
    this.previousGradient?.dispose();
    this.previousGradient = state.previousGradient && keptTensor(state.previousGradient, this.shape);
  }

  dispose(): void {
    this.value.dispose();
    for (const slot of Object.values(this.#slots)) slot.dispose();
    this.previousGradient?.dispose();
    this.previousGradient = null;
  }

  /** The slots of these names, initially 0; frees any others. */
  slotsOf(names: readonly string[]): Slots {
    const present = Object.keys(this.#slots);
    if (names.length === present.length && names.every((name) => name in this.#slots)) return this.#slots;
    for (const slot of Object.values(this.#slots)) slot.dispose();
    this.#slots = tidy(() => Object.fromEntries(names.map((name) => [name, variable(zeros([...this.shape]), false)])));
    return this.#slots;
  }
}
