/** Places on a run's axis, steps or seconds, and how far it reaches. */
import type { VariantHistory } from '../state/variant-history.ts';
import { secondsAt, stepAt, timeEnd } from './clock.ts';
import { axisEnd } from './domain.ts';
import { formatCount, formatNumber } from './format.ts';
import { overlaidArms } from './overlay.ts';
import type { AxisKind, ChartView } from './view.ts';

/** What of a run its axis depends on. */
export interface RunExtent {
  readonly step: number;
  /** The step at which training is due to stop. */
  readonly until: number;
  /** Its planned steps, of which it may train fewer or more. */
  readonly params: { readonly steps: number };
  readonly arms: readonly VariantHistory[];
}

/** The end of the whole axis, in steps or seconds, of a run and of those laid over it. */
export function wholeEnd(
  { step, until, params, arms }: RunExtent,
  { axis, overlays }: Pick<ChartView, 'axis' | 'overlays'>,
): number {
  const overlaid = overlaidArms(overlays);
  if (axis === 'time') {
    const seconds = [...arms, ...overlaid].map(({ steps }) => steps.last('seconds')).filter(Number.isFinite);
    return timeEnd(Math.max(0, ...seconds));
  }
  const own = axisEnd(step, Math.max(until, params.steps));
  return Math.max(own, ...overlaid.map(({ steps }) => steps.length));
}

/** A place in words: "step 1,240", "3.21 s". */
export function placeText(place: number, axis: AxisKind): string {
  return axis === 'step' ? `step ${formatCount(place)}` : `${formatNumber(place)} s`;
}

/** Where step `step` lies. */
export function placeOf(step: number, axis: AxisKind, arms: readonly VariantHistory[]): number {
  const steps = arms[0]?.steps;
  return axis === 'time' && steps ? secondsAt(steps, step) : step;
}

/** The step that lies at `place`; undefined before the first, and for seconds while no step is known. */
export function stepOf(place: number, axis: AxisKind, arms: readonly VariantHistory[]): number | undefined {
  if (axis === 'step') return Math.round(place);
  const steps = arms[0]?.steps;
  return steps && stepAt(steps, place);
}
