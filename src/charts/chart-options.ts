/** Chart.js's options for one chart: two axes, no animation, nothing that the lab draws itself. */
import type { ChartOptions } from 'chart.js';
import type { ChartFrame, Limits } from './chart-frame.ts';
import { formatCount } from './format.ts';
import type { ChartTheme } from './theme.ts';

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
      axis.max = max > min ? max : min + Math.max(1e-6, Math.abs(min) * 0.1);
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
          callback: (value) =>
            frame.axis === 'time' ? `${Number(Number(value).toFixed(2))} s` : formatCount(Number(value)),
        },
      },
      y: logarithmic ? { type: 'logarithmic', ...values } : { type: 'linear', ...values, ...(spec.range ?? {}) },
    },
  };
}

/** As short as a tick can be: 0.5, not 0.500. */
function tickText({ spec, logarithmic }: ChartFrame, value: number): string {
  if (logarithmic && !/^[125]/.test(value.toExponential())) return '';
  return spec
    .format(value)
    .replace(/(\.\d*?)0+(?=[e%]|$)/, '$1')
    .replace(/\.(?=[e%]|$)/, '');
}
