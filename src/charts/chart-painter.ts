/**
 * Draws a chart's contents inside its axes, on whatever surface: spans, bands, lines, guides, marks. Lines are drawn from
 * reduced columns, so that a redraw costs pixels and not steps.
 */
import type { ChartFrame } from './chart-frame.ts';
import type { Line } from './line.ts';
import { paintBand, paintGuides, paintLine, paintMarks, paintSpans, type Margins, type Plane } from './paint.ts';
import { Reduction, reduceStretch } from './reduce.ts';
import type { Surface } from './surface.ts';
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
  paint(surface: Surface, plane: Plane, frame: ChartFrame, theme: ChartTheme, margins: Margins): void {
    surface.save();
    surface.font = `${theme.size}px ${theme.font}`;
    surface.textAlign = 'left';
    surface.save();
    surface.beginPath();
    surface.rect(plane.left, plane.top - 1, plane.right - plane.left, plane.bottom - plane.top + 2);
    surface.clip();
    paintSpans(surface, plane, frame.spans, theme);
    surface.lineJoin = 'round';
    const faded = (line: Line): boolean => frame.highlight !== undefined && line.name !== frame.highlight;
    const raw = (line: Line): Reduction => reductionIn(this.#reductions, line);
    for (const line of frame.lines) if (!faded(line)) paintBand(surface, plane, line, raw(line));
    for (const line of frame.lines) {
      const alpha = faded(line) ? FADED_ALPHA : 1;
      if (line.smoothed) {
        surface.globalAlpha = RAW_ALPHA * alpha;
        paintLine(surface, plane, line, raw(line));
      }
      surface.globalAlpha = alpha;
      paintLine(surface, plane, line, line.smoothed ? reductionIn(this.#smoothReductions, line) : raw(line));
    }
    surface.restore();
    paintGuides(surface, plane, frame.guides, theme);
    paintMarks(surface, plane, frame.marks, theme, margins);
    surface.restore();
  }
}

function reductionIn(reductions: Map<Line, Reduction>, line: Line): Reduction {
  let reduction = reductions.get(line);
  if (!reduction) reductions.set(line, (reduction = new Reduction()));
  return reduction;
}
