/** What changes variables: the momentum step, fused with the statistics that are read beside it, sums and averages. */
import {
  add,
  keep,
  mul,
  reshape,
  stack,
  sub,
  tidy,
  type Tensor,
  type Tensor2D,
  type Variable,
  zeros,
  zerosLike,
} from '@tensorflow/tfjs-core';
import { hasLabKernel, runKernel } from './kernel.ts';
import { innerProduct, squaredNorm } from './norms.ts';

/** Numbers that an update measures of a kernel. */
export const STATISTICS = 8;

export interface MomentumSettings {
  /** Step size α. */
  readonly lr: number;
  /** μ */
  readonly momentum: number;
  /** L2 coefficient λ. */
  readonly decay: number;
}

/**
 * One heavy-ball step: v ← μv + g + λw, then w ← w − αv. The variables change, on some backends in their own buffers:
 * whoever keeps an earlier value keeps it by `copyOf`.
 * @param value any shape
 * @param velocity as value
 * @param gradient as value, without λw; given up
 * @param previousGradient as value, or null when there is none; given up, for some backends retain the gradient in it, so
 *   that every step goes by the same tensors
 * @param sums running sums to which the gradient is added, each as value
 * @returns statistics, float32 [parts, 8], the parts to be added up by `stepRow`: ‖g‖², ‖w‖² before the step,
 *   ‖Δw‖² = ‖αv‖², g·g_previous (0 when there is none), first all in the fine scale, then all in the coarse one (norms.ts);
 *   and, kept, the gradient as the next step's previous one
 */
export function momentumUpdate(
  value: Variable,
  velocity: Variable,
  gradient: Tensor,
  previousGradient: Tensor | null,
  settings: MomentumSettings,
  sums: readonly Variable[] = [],
): [statistics: Tensor2D, retained: Tensor] {
  if (hasLabKernel('LabRetainingUpdate')) {
    const [sum, ...others] = sums;
    for (const other of others) scaledAccumulate(other, gradient);
    const retained = previousGradient ?? keep(zerosLike(gradient));
    const inputs = { value, velocity, gradient, retained, ...(sum && { sum }) };
    return [runKernel('LabRetainingUpdate', inputs, { ...settings }), retained];
  }
  const statistics = measuredUpdate(value, velocity, gradient, previousGradient, settings, sums);
  previousGradient?.dispose();
  return [statistics, keep(gradient)];
}

/** The same, by a kernel or a composition that retains nothing; gives the statistics. */
function measuredUpdate(
  value: Variable,
  velocity: Variable,
  gradient: Tensor,
  previousGradient: Tensor | null,
  settings: MomentumSettings,
  sums: readonly Variable[],
): Tensor2D {
  if (hasLabKernel('LabMomentumUpdate')) {
    const [sum, ...others] = sums;
    for (const other of others) scaledAccumulate(other, gradient);
    const inputs = { value, velocity, gradient, ...(previousGradient && { previousGradient }), ...(sum && { sum }) };
    return runKernel('LabMomentumUpdate', inputs, { ...settings });
  }
  const { lr, momentum, decay } = settings;
  for (const sum of sums) scaledAccumulate(sum, gradient);
  const gradientNorm = squaredNorm(gradient);
  const valueNorm = squaredNorm(value);
  const product = previousGradient ? innerProduct(gradient, previousGradient) : zeros([2]);
  const pull = decay === 0 ? gradient : add(gradient, mul(value, decay));
  const nextVelocity = add(mul(velocity, momentum), pull);
  const change = mul(nextVelocity, lr);
  velocity.assign(nextVelocity);
  value.assign(sub(value, change));
  return reshape(stack([gradientNorm, valueNorm, squaredNorm(change), product], 1), [1, STATISTICS]);
}

/** The same step without decay and unmeasured: for biases and BatchNorm's scale and offset. */
export function momentumStep(
  value: Variable,
  velocity: Variable,
  gradient: Tensor,
  { lr, momentum }: Omit<MomentumSettings, 'decay'>,
): void {
  if (hasLabKernel('LabMomentumStep')) {
    runKernel('LabMomentumStep', { value, velocity, gradient }, { lr, momentum });
    return;
  }
  tidy(() => {
    measuredUpdate(value, velocity, gradient, null, { lr, momentum, decay: 0 }, []);
  });
}

/** sum ← sum + x, both of one shape; on some backends in the variable's own buffer. */
export function scaledAccumulate(sum: Variable, x: Tensor): void {
  if (hasLabKernel('LabScaledAccumulate')) runKernel('LabScaledAccumulate', { sum, x });
  else sum.assign(add(sum, x));
}

/**
 * Two running averages, each a ← share · a + (1 − share) · x; on some backends in the variables' own buffers.
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
