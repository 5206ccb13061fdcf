/** Chart.js's options for one chart: two axes, no animation, nothing that the lab draws itself. */
import type { ChartOptions } from 'chart.js';
import { logAxis } from '../shared/axis.ts';
import type { ChartFrame, Limits } from './chart-frame.ts';
import { formatCount } from './format.ts';
import type { ChartTheme } from './theme.ts';

const FEW_STEPS = 10;

export function chartOptions(
  frame: ChartFrame,
  theme: ChartTheme,
  limits: () => Limits,
  resized: () => void,
): ChartOptions<'line'> {
  const font = { size: theme.size, family: theme.font };
  const grid = { color: theme.grid, drawTicks: false };
  const border = { color: theme.grid };
  const { logarithmic, spec } = frame;
  const values = {
    afterDataLimits: (axis: { min: number; max: number }) => {
      const { min, max } = limits();
      axis.min = min;
      axis.max = max > min ? max : min + (Math.abs(min) * 0.1 || 1);
    },
    grid,
    border,
    ticks: {
      color: theme.text,
      font,
      padding: 4,
      maxTicksLimit: 5,
      callback: (value: number | string) => tickText(frame, Number(value)),
    },
  };
  // Chart.js gives a short stretch odd ticks, or none that can be labelled.
  const powers = {
    ...values,
    afterBuildTicks: (axis: { min: number; max: number; ticks: { value: number }[] }) => {
      axis.ticks = logAxis(axis.min, axis.max).ticks.map((value) => ({ value }));
    },
  };
  return {
    animation: false,
    parsing: false,
    normalized: true,
    maintainAspectRatio: false,
    responsive: true,
    events: [],
    onResize: resized,
    layout: { padding: { top: 4, right: 8 } },
    scales: {
      x: {
        type: 'linear',
        min: frame.start,
        max: frame.end,
        grid: { ...grid, display: false },
        border,
        ticks: {
          color: theme.text,
          font,
          maxRotation: 0,
          maxTicksLimit: 6,
          includeBounds: frame.start === 0,
          padding: 2,
          // There is nothing between two steps.
          ...(frame.axis === 'step' && { precision: 0 }),
          callback: (value) => placeText(frame, Number(value)),
        },
      },
      y: logarithmic ? { type: 'logarithmic', ...powers } : { type: 'linear', ...values, ...(spec.range ?? {}) },
    },
  };
}

/** A place on the axis, seconds as fine as the stretch in view is short. */
function placeText({ axis, start, end }: ChartFrame, value: number): string {
  // Over a few steps an end between two of them would be taken for one.
  if (axis === 'step') return end - start < FEW_STEPS && !Number.isInteger(value) ? '' : formatCount(value);
  const decimals = Math.min(6, Math.max(0, 2 - Math.floor(Math.log10(end - start))));
  return `${Number(value.toFixed(decimals))} s`;
}

/** As short as a tick can be: 0.5, not 0.500. */
function tickText({ spec }: ChartFrame, value: number): string {
  return spec
    .format(value)
    .replace(/(\.\d*?)0+(?=[e%]|$)/, '$1')
    .replace(/\.(?=[e%]|$)/, '');
}
