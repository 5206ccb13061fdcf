/** Tick labels of a chart's axes. */
import type { ChartFrame } from './chart-frame.ts';
import { formatCount } from './format.ts';

const FEW_STEPS = 10;

/** A position on the axis. Seconds have more decimals in a shorter range. */
export function placeTick({ axis, start, end }: ChartFrame, value: number): string {
  // In a range of a few steps, a rounded end would look like a step.
  if (axis === 'step') return end - start < FEW_STEPS && !Number.isInteger(value) ? '' : formatCount(value);
  const decimals = Math.min(6, Math.max(0, 2 - Math.floor(Math.log10(end - start))));
  return `${Number(value.toFixed(decimals))} s`;
}

/** As short as possible: 0.5, not 0.500. */
export function valueTick({ spec }: ChartFrame, value: number): string {
  return spec
    .format(value)
    .replace(/(\.\d*?)0+(?=[e%]|$)/, '$1')
    .replace(/\.(?=[e%]|$)/, '');
}
