/** A chart's lines as the view shows them: over steps or seconds, smoothed or raw. */
import type { VariantHistory } from '../state/variant-history.ts';
import { SecondsColumn } from './clock.ts';
import type { Line } from './line.ts';
import { SmoothedColumn } from './smooth.ts';
import type { ChartView } from './view.ts';

/**
 * Lines with the same data. They are rebuilt only when the view's axis or smoothing changes. `variants` are the histories
 * of the lines.
 */
export function shownLines(
  lines: readonly Line[],
  variants: readonly VariantHistory[],
  view: ChartView,
): readonly Line[] {
  const { axis, smoothing } = view;
  if (axis === 'step' && smoothing === 0) return lines;
  return lines.map((line) => {
    const steps = variants[line.variant]?.steps;
    const seconds = axis === 'time' && steps ? new SecondsColumn(steps, line.xs) : undefined;
    const smooth = smoothing > 0 ? new SmoothedColumn(line, smoothing) : undefined;
    return { ...line, xs: seconds ? () => seconds.read() : line.xs, smoothed: smooth && (() => smooth.read()) };
  });
}
