/** Positions on a run's axis in steps or seconds, and the axis' end. */
import type { VariantHistory } from '../state/variant-history.ts';
import { secondsAt, stepAt, timeEnd } from './clock.ts';
import { axisEnd } from './domain.ts';
import { formatCount, formatNumber } from './format.ts';
import { overlaidVariants } from './overlay.ts';
import type { AxisKind, ChartView } from './view.ts';
import { msg, str } from '../shared/util/texts.ts';

/** The parts of a run that its axis depends on. */
export interface RunExtent {
  readonly step: number;
  /** The step at which training stops. */
  readonly until: number;
  /** The planned steps; the run may train fewer or more. */
  readonly params: { readonly steps: number };
  readonly variants: readonly VariantHistory[];
}

/** The end of the whole axis, in steps or seconds, for a run and its overlays. */
export function wholeEnd(
  { step, until, params, variants }: RunExtent,
  { axis, overlays }: Pick<ChartView, 'axis' | 'overlays'>,
): number {
  const overlaid = overlaidVariants(overlays);
  if (axis === 'time') {
    const seconds = [...variants, ...overlaid].map(({ steps }) => steps.last('seconds')).filter(Number.isFinite);
    return timeEnd(Math.max(0, ...seconds));
  }
  const own = axisEnd(step, Math.max(until, params.steps));
  return Math.max(own, ...overlaid.map(({ steps }) => steps.length));
}

/** A position as text: "step 1,240", "3.21 s". */
export function placeText(place: number, axis: AxisKind): string {
  return axis === 'step' ? msg(str`step ${formatCount(place)}`) : `${formatNumber(place)} s`;
}

/** The position of step `step`. */
export function placeOf(step: number, axis: AxisKind, variants: readonly VariantHistory[]): number {
  const steps = variants[0]?.steps;
  return axis === 'time' && steps ? secondsAt(steps, step) : step;
}

/** The step at `place`; undefined before the first, and on a time axis while no step is known. */
export function stepOf(place: number, axis: AxisKind, variants: readonly VariantHistory[]): number | undefined {
  if (axis === 'step') return Math.round(place);
  const steps = variants[0]?.steps;
  return steps && stepAt(steps, place);
}
