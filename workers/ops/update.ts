/** Operations that change variables: an optimizer's update with its fused statistics, sums and averages. */
import {
  add,
  div,
  keep,
  mul,
  reshape,
  sqrt,
  stack,
  sub,
  tidy,
  type NamedAttrMap,
  type NamedTensorMap,
  type Tensor,
  type Tensor2D,
  type Variable,
  zeros,
  zerosLike,
} from '@tensorflow/tfjs-core';
import { OPTIMIZERS } from '../../src/shared/optimizers/index.ts';
import type { Arithmetic, Optimizer, Rates } from '../../src/shared/optimizers/optimizer.ts';
import { hasLabKernel, runKernel, type LabKernel } from './kernel.ts';
import { innerProduct, squaredNorm } from './norms.ts';

/** Statistics per kernel update. */
export const STATISTICS = 8;

/** The rates of one update, shared by all elements of all parameters. */
export interface Update {
  readonly optimizer: Optimizer;
  /** In the order of `scalarNames`. */
  readonly scalars: Readonly<Record<string, number>>;
  /** λ */
  readonly decay: number;
}

/** The update with these rates; `number` counts updates from 1. */
export const updateOf = (optimizer: Optimizer, rates: Rates, number: number): Update => ({
  optimizer,
  scalars: optimizer.scalars(rates, number),
  decay: rates.decay,
});

/** The numbers that kernels take: the scalars, then λ. */
export const numbersOf = ({ scalars, decay }: Update): number[] => [...Object.values(scalars), decay];

/** An optimizer's state of one parameter, by slot: variables of its shape. */
export type Slots = Readonly<Record<string, Variable>>;

/**
 * Updates one kernel and measures the update. The variables change, on some backends in place; use `copyOf` to keep an
 * earlier value.
 * @param value any shape
 * @param slots each as value
 * @param gradient as value, without λw; the caller must not use it afterwards
 * @param previousGradient as value, or null if there is none; the caller must not use it afterwards. Some backends
 * store the gradient in it, so that every step uses the same tensors
 * @param sums running sums to which the gradient is added, each as value
 * @returns statistics, float32 [parts, 8], the parts to be added up by `stepRow`: ‖g‖², ‖w‖² before the update, ‖Δw‖²,
 *   g·g_previous (0 when there is none), first all in the fine scale, then all in the coarse one (norms.ts);
 *   and, kept, the gradient as the next update's previous one
 */
export function measuredUpdate(
  value: Variable,
  slots: Slots,
  gradient: Tensor,
  previousGradient: Tensor | null,
  update: Update,
  sums: readonly Variable[] = [],
): [statistics: Tensor2D, retained: Tensor] {
  const retaining = hasUpdateKernel('LabRetainingUpdate', update);
  if (!retaining && !hasUpdateKernel('LabMeasuredUpdate', update)) {
    const statistics = composedMeasuredUpdate(value, slots, gradient, previousGradient, update, sums);
    previousGradient?.dispose();
    return [statistics, keep(gradient)];
  }
  const [sum, ...others] = sums;
  for (const other of others) scaledAccumulate(other, gradient);
  const inputs = { value, ...numbered(slots, update), gradient, ...(sum && { sum }) };
  if (retaining) {
    const retained = previousGradient ?? keep(zerosLike(gradient));
    return [runKernel('LabRetainingUpdate', { ...inputs, retained }, attributesOf(update)), retained];
  }
  const withPrevious = { ...inputs, ...(previousGradient && { previousGradient }) };
  const statistics = runKernel<Tensor2D>('LabMeasuredUpdate', withPrevious, attributesOf(update));
  previousGradient?.dispose();
  return [statistics, keep(gradient)];
}

/** The same update without weight decay and statistics: for biases and BatchNorm's scale and offset. */
export function plainUpdate(value: Variable, slots: Slots, gradient: Tensor, update: Update): void {
  if (hasUpdateKernel('LabPlainUpdate', update)) {
    runKernel('LabPlainUpdate', { value, ...numbered(slots, update), gradient }, attributesOf(update));
    return;
  }
  tidy(() => {
    composedUpdate(value, slots, gradient, { ...update, decay: 0 });
  });
}

/** Backends compile kernels for the listed optimizers; any other is composed of tfjs's kernels. */
const hasUpdateKernel = (kernel: LabKernel, { optimizer }: Update): boolean =>
  hasLabKernel(kernel) && OPTIMIZERS.some((listed: Optimizer) => listed === optimizer);

const attributesOf = (update: Update): NamedAttrMap => ({
  optimizer: update.optimizer.name,
  numbers: numbersOf(update),
});

/** Kernels name the slots `slot0`, `slot1` and so on. */
const numbered = (slots: Slots, { optimizer }: Update): NamedTensorMap =>
  Object.fromEntries(optimizer.slots.map((name, i) => [`slot${i}`, slotOf(slots, name)]));

function slotOf(slots: Slots, name: string): Variable {
  const found = slots[name];
  if (!found) throw new Error(`no slot ${name}`);
  return found;
}

function composedMeasuredUpdate(
  value: Variable,
  slots: Slots,
  gradient: Tensor,
  previousGradient: Tensor | null,
  update: Update,
  sums: readonly Variable[],
): Tensor2D {
  for (const sum of sums) scaledAccumulate(sum, gradient);
  const gradientNorm = squaredNorm(gradient);
  const valueNorm = squaredNorm(value);
  const product = previousGradient ? innerProduct(gradient, previousGradient) : zeros([2]);
  const change = composedUpdate(value, slots, gradient, update);
  return reshape(stack([gradientNorm, valueNorm, squaredNorm(change), product], 1), [1, STATISTICS]);
}

/** tfjs's operations, which accept numbers as scalars. */
const ON_TENSORS: Arithmetic<Tensor | number> = {
  add: (a, b) => add(a, b),
  subtract: (a, b) => sub(a, b),
  multiply: (a, b) => mul(a, b),
  divide: (a, b) => div(a, b),
  squareRoot: (a) => sqrt(a),
};

/** Returns the change Δ. */
function composedUpdate(value: Variable, slots: Slots, gradient: Tensor, update: Update): Tensor {
  const { optimizer, scalars, decay } = update;
  const element = { weight: value, gradient, slots, scalars, decay: decay === 0 ? undefined : decay };
  const next = optimizer.nextSlots<Tensor | number>(ON_TENSORS, element);
  const change = optimizer.change(ON_TENSORS, { ...element, slots: next }) as Tensor;
  for (const name of optimizer.slots) slotOf(slots, name).assign(next[name] as Tensor);
  value.assign(sub(value, change));
  return change;
}

/** sum ← sum + x, both of one shape; on some backends in place. */
export function scaledAccumulate(sum: Variable, x: Tensor): void {
  if (hasLabKernel('LabScaledAccumulate')) runKernel('LabScaledAccumulate', { sum, x });
  else sum.assign(add(sum, x));
}

/**
 * Two running averages, each a ← share · a + (1 − share) · x; on some backends in place.
 * @param averages two variables of one shape
 * @param values what each is averaged with, in the same order and shape
 */
export function movingAverages(
  averages: readonly [Variable, Variable],
  values: readonly [Tensor, Tensor],
  share: number,
): void {
  const [firstAverage, secondAverage] = averages;
  const [firstValue, secondValue] = values;
  if (hasLabKernel('LabMovingAverages')) {
    runKernel('LabMovingAverages', { firstAverage, secondAverage, firstValue, secondValue }, { share });
    return;
  }
  averages.forEach((average, i) => {
    const value = values[i] ?? firstValue;
    average.assign(tidy(() => add(mul(average, share), mul(value, 1 - share))));
  });
}
