/** How a chart's ticks and axes are written. */
import type { ChartFrame } from './chart-frame.ts';
import { formatCount } from './format.ts';

const FEW_STEPS = 10;

/** A place on the axis, seconds as fine as the stretch in view is short. */
export function placeTick({ axis, start, end }: ChartFrame, value: number): string {
  // Over a few steps an end between two of them would be taken for one.
  if (axis === 'step') return end - start < FEW_STEPS && !Number.isInteger(value) ? '' : formatCount(value);
  const decimals = Math.min(6, Math.max(0, 2 - Math.floor(Math.log10(end - start))));
  return `${Number(value.toFixed(decimals))} s`;
}

/** As short as a tick can be: 0.5, not 0.500. */
export function valueTick({ spec }: ChartFrame, value: number): string {
  return spec
    .format(value)
    .replace(/(\.\d*?)0+(?=[e%]|$)/, '$1')
    .replace(/\.(?=[e%]|$)/, '');
}
