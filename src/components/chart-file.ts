/** One chart of the page as a file: SVG from its numbers, PNG from its canvas. Both show what is in view. */
import type { ChartFrame } from '../charts/chart-frame.ts';
import type { ChartSpec } from '../charts/chart-specs.ts';
import { rowAt, type Line } from '../charts/line.ts';
import type { AxisKind } from '../charts/view.ts';
import { curveSvg, type Curve } from '../export/curve-svg.ts';
import { download } from '../export/download.ts';
import { chartsPng, type ChartPicture } from '../export/png.ts';
import { lineNames } from './figure-table.ts';

/** `armNames` as the legend has them; empty for a lone run. */
export function chartSvg(frame: ChartFrame, armNames: readonly string[]): Blob {
  const { spec, start, end, axis, lines } = frame;
  const curves = lines.flatMap((line): Curve[] => {
    const arm = armNames[line.arm];
    const xs = line.xs();
    const from = Math.max(0, rowAt(xs, start));
    const to = rowAt(xs, end) + 1;
    const breaks = line.breaks?.().filter((row) => row > from && row < to) ?? [];
    const shared = {
      x: [...xs.subarray(from, to)],
      color: line.style.color,
      dash: line.style.dash.join(' '),
      breaks: breaks.map((row) => row - from),
    };
    const values = (ys: Float64Array): (number | null)[] =>
      Array.from(ys.subarray(from, to), (y) => (Number.isFinite(y) ? y : null));
    const name = arm === undefined ? line.name : `${line.name} (${arm})`;
    const raw = { ...shared, name, y: values(line.ys()) };
    if (!line.smoothed) return [raw];
    return [
      { ...raw, name: `${name}, as measured`, faint: true },
      { ...raw, y: values(line.smoothed()) },
    ];
  });
  const svg = curveSvg({
    title: spec.title,
    unit: spec.unit,
    curves,
    guides: frame.guides,
    marks: frame.marks,
    spans: frame.spans,
    start,
    end,
    ...(axis === 'time' && { axis: 'seconds' }),
    logarithmic: frame.logarithmic,
    ...(spec.range && { range: [spec.range.min, spec.range.max] as const }),
  });
  return new Blob([svg], { type: 'image/svg+xml' });
}

/** The chart as it stands on the page; undefined before it was ever drawn. `armNames` as the legend has them. */
export function chartPicture(
  { title, unit }: ChartSpec,
  canvas: HTMLCanvasElement | undefined,
  axis: AxisKind | undefined,
  lines: readonly Line[],
  armNames: readonly string[],
): ChartPicture | undefined {
  if (!canvas) return undefined;
  const names = lineNames(lines, armNames);
  return {
    title: unit === '' ? title : `${title} (${unit})`,
    canvas,
    axis: axis === 'time' ? 'seconds' : 'step',
    legend: lines.map(({ style: { color, dash } }, k) => ({ name: names[k] ?? '', color, dash })),
  };
}

/** On the page's surface. Rejects with a sentence where there is no picture or the browser cannot write it. */
export function chartPng(picture: ChartPicture | undefined): Promise<Blob> {
  if (!picture) return Promise.reject(new Error('the chart has not been drawn yet.'));
  const style = getComputedStyle(document.documentElement);
  const token = (name: string): string => style.getPropertyValue(name).trim();
  const colors = { background: token('--surface'), text: token('--text'), font: token('--font') };
  return chartsPng([picture], colors);
}

/** `Loss` → `loss.svg`, handed to the browser as a download. */
export function saveChart(title: string, ending: string, blob: Blob): void {
  download(`${title.toLowerCase().replaceAll(/[^a-z0-9]+/g, '-')}.${ending}`, blob);
}
