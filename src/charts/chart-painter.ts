/**
 * Draws what stands between a chart's axes: spans, bands, lines, guides, marks. Lines are drawn from reduced columns, so that
 * a redraw costs pixels and not steps. Of Chart.js it knows where its scales lie.
 */
import type { Chart } from 'chart.js';
import type { ChartFrame } from './chart-frame.ts';
import type { Line } from './line.ts';
import { paintBand, paintGuides, paintLine, paintMarks, paintSpans, type Plane } from './paint.ts';
import { Reduction, reduceStretch } from './reduce.ts';
import type { ChartTheme } from './theme.ts';

const FADED_ALPHA = 0.2;
/** As measured, behind a smoothed line. */
const RAW_ALPHA = 0.3;

export class ChartPainter {
  readonly #reductions = new Map<Line, Reduction>();
  readonly #smoothReductions = new Map<Line, Reduction>();

  /** Reduces the frame's lines to a point a pixel of `columns`; gives each one's reduction, as measured. */
  reduce(frame: ChartFrame, columns: number): readonly Reduction[] {
    for (const kept of [this.#reductions, this.#smoothReductions]) {
      for (const line of kept.keys()) if (!frame.lines.includes(line)) kept.delete(line);
    }
    return frame.lines.map((line) => {
      const xs = line.xs();
      const breaks = line.breaks?.();
      const reduction = reductionIn(this.#reductions, line);
      reduceStretch(reduction, xs, line.ys(), frame, columns, breaks);
      if (line.smoothed) {
        reduceStretch(reductionIn(this.#smoothReductions, line), xs, line.smoothed(), frame, columns, breaks);
      }
      return reduction;
    });
  }

  /** Paints a frame that was reduced. */
  paint(chart: Chart, frame: ChartFrame, theme: ChartTheme): void {
    const plane = planeOf(chart);
    if (!plane) return;
    const context = chart.ctx;
    context.save();
    context.font = `${theme.size}px ${theme.font}`;
    context.save();
    context.beginPath();
    context.rect(plane.left, plane.top - 1, plane.right - plane.left, plane.bottom - plane.top + 2);
    context.clip();
    paintSpans(context, plane, frame.spans, theme);
    context.lineJoin = 'round';
    const faded = (line: Line): boolean => frame.highlight !== undefined && line.name !== frame.highlight;
    const raw = (line: Line): Reduction => reductionIn(this.#reductions, line);
    for (const line of frame.lines) if (!faded(line)) paintBand(context, plane, line, raw(line));
    for (const line of frame.lines) {
      const alpha = faded(line) ? FADED_ALPHA : 1;
      if (line.smoothed) {
        context.globalAlpha = RAW_ALPHA * alpha;
        paintLine(context, plane, line, raw(line));
      }
      context.globalAlpha = alpha;
      paintLine(context, plane, line, line.smoothed ? reductionIn(this.#smoothReductions, line) : raw(line));
    }
    context.restore();
    paintGuides(context, plane, frame.guides, theme);
    paintMarks(context, plane, frame.marks, theme);
    context.restore();
  }
}

function reductionIn(reductions: Map<Line, Reduction>, line: Line): Reduction {
  let reduction = reductions.get(line);
  if (!reduction) reductions.set(line, (reduction = new Reduction()));
  return reduction;
}

/** The chart's area with linear arithmetic for its scales, cheaper than asking Chart.js for each point. */
function planeOf(chart: Chart): Plane | undefined {
  const { chartArea: area, scales } = chart;
  const { x, y } = scales;
  if (!x || !y) return undefined;
  const { left, right, top, bottom } = area;
  const perStep = (right - left) / (x.max - x.min);
  const logarithmic = y.type === 'logarithmic';
  const at = logarithmic ? Math.log10 : (value: number): number => value;
  const low = at(y.min);
  const perUnit = (bottom - top) / (at(y.max) - low);
  return {
    left,
    right,
    top,
    bottom,
    x: (step) => left + (step - x.min) * perStep,
    y: (value) => bottom - (at(value) - low) * perUnit,
  };
}
