/** All that one drawing of a chart needs; asked for when the chart draws, not when a number arrives. */
import type { ChartSpec, Guide } from './chart-specs.ts';
import type { Line } from './line.ts';
import type { EventMark, ShuffledSpan } from './marks.ts';
import type { AxisKind } from './view.ts';

export interface ChartFrame {
  readonly spec: ChartSpec;
  readonly lines: readonly Line[];
  /** The stretch of the axis in view, in steps or seconds. */
  readonly start: number;
  readonly end: number;
  readonly axis: AxisKind;
  readonly logarithmic: boolean;
  readonly guides: readonly Guide[];
  readonly marks: readonly EventMark[];
  readonly spans: readonly ShuffledSpan[];
  /** Name of the lines to stand out; the others fade. */
  readonly highlight: string | undefined;
  /** The lines are the recorded example's, drawn pale until the run begins. */
  readonly example?: boolean;
}

export interface Limits {
  readonly min: number;
  readonly max: number;
}

/** What a chart's value axis must hold. */
export function valueLimits(
  frame: ChartFrame,
  extents: readonly { readonly min: number; readonly max: number; readonly minPositive: number }[],
): Limits {
  if (frame.spec.range) return frame.spec.range;
  const low = Math.min(...extents.map((extent) => (frame.logarithmic ? extent.minPositive : extent.min)));
  const high = Math.max(...extents.map(({ max }) => max));
  if (!Number.isFinite(low) || !Number.isFinite(high))
    return frame.logarithmic ? { min: 0.1, max: 1 } : { min: 0, max: 1 };
  // A linear axis starts at zero, where these quantities end.
  return { min: frame.logarithmic ? low : Math.min(0, low), max: high };
}
