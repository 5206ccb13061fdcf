/** Chart.js options for one chart: two axes, no animation, nothing that the painter draws. */
import type { ChartOptions } from 'chart.js';
import { logAxis } from '../shared/util/axis.ts';
import type { ChartFrame, Limits } from './chart-frame.ts';
import type { Margins } from './paint.ts';
import { placeTick, valueTick } from './ticks.ts';
import type { ChartTheme } from './theme.ts';

export function chartOptions(
  frame: ChartFrame,
  theme: ChartTheme,
  margins: Margins,
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
      callback: (value: number | string) => valueTick(frame, Number(value)),
    },
  };
  // Over a short range Chart.js picks odd ticks, or ticks without labels.
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
    layout: { padding: { top: margins.top, right: margins.right } },
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
          // Steps are integers.
          ...(frame.axis === 'step' && { precision: 0 }),
          callback: (value) => placeTick(frame, Number(value)),
        },
      },
      y: logarithmic ? { type: 'logarithmic', ...powers } : { type: 'linear', ...values, ...(spec.range ?? {}) },
    },
  };
}
