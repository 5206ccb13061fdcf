/** The data for one drawing of a chart. It is requested before the chart draws, not when a number arrives. */
import type { ChartSpec, Guide } from './chart-specs.ts';
import type { Line } from './line.ts';
import type { EventMark, ShuffledSpan } from './marks.ts';
import type { AxisKind } from './view.ts';

export interface ChartFrame {
  readonly spec: ChartSpec;
  readonly lines: readonly Line[];
  /** The visible range of the axis, in steps or seconds. */
  readonly start: number;
  readonly end: number;
  readonly axis: AxisKind;
  readonly logarithmic: boolean;
  readonly guides: readonly Guide[];
  readonly marks: readonly EventMark[];
  readonly spans: readonly ShuffledSpan[];
  /** Name of the highlighted lines; the others fade. */
  readonly highlight: string | undefined;
  /** The lines are those of the recorded example, drawn pale until the run starts. */
  readonly example?: boolean;
}

/** The frame with its lines as they are now; rows that arrive later don't change it. */
export function frozen(frame: ChartFrame): ChartFrame {
  return { ...frame, lines: frame.lines.map(frozenLine) };
}

function frozenLine(line: Line): Line {
  const [xs, ys, breaks, smoothed, band] = [line.xs(), line.ys(), line.breaks?.(), line.smoothed?.(), line.band?.()];
  return {
    ...line,
    xs: () => xs,
    ys: () => ys,
    breaks: breaks && (() => breaks),
    smoothed: smoothed && (() => smoothed),
    band: band && (() => band),
    growing: line,
  };
}

export interface Limits {
  readonly min: number;
  readonly max: number;
}

/** The limits that a chart's value axis must include. */
export function valueLimits(
  frame: ChartFrame,
  extents: readonly { readonly min: number; readonly max: number; readonly minPositive: number }[],
): Limits {
  if (frame.spec.range) return frame.spec.range;
  const low = Math.min(...extents.map((extent) => (frame.logarithmic ? extent.minPositive : extent.min)));
  const high = Math.max(...extents.map(({ max }) => max));
  if (!Number.isFinite(low) || !Number.isFinite(high))
    return frame.logarithmic ? { min: 0.1, max: 1 } : { min: 0, max: 1 };
  // A linear axis starts at zero, the lower bound of these quantities.
  return { min: frame.logarithmic ? low : Math.min(0, low), max: high };
}
