/**
 * Draws a chart's contents inside its axes on any surface: spans, bands, lines, guides, marks. It draws lines from
 * reduced columns, so a redraw costs O(pixels), not O(steps).
 */
import type { ChartFrame } from './chart-frame.ts';
import type { Band, Line } from './line.ts';
import {
  paintArea,
  paintBand,
  lineLabels,
  paintGuides,
  paintLine,
  paintMarks,
  paintSideLabels,
  paintSpans,
  type Margins,
  type Plane,
} from './paint.ts';
import { Reduction, reduceRange } from './reduce.ts';
import type { Surface } from './surface.ts';
import type { ChartTheme } from './theme.ts';

type Extent = Pick<Reduction, 'min' | 'max' | 'minPositive'>;

const FADED_ALPHA = 0.2;
/** Opacity of raw values behind a smoothed line. */
const RAW_ALPHA = 0.3;
/** Opacity of the recorded example, which isn't a measurement of this run. */
const EXAMPLE_ALPHA = 0.4;

export class ChartPainter {
  readonly #reductions = new Map<Line, Reduction>();
  readonly #smoothReductions = new Map<Line, Reduction>();
  readonly #lowReductions = new Map<Line, Reduction>();
  readonly #highReductions = new Map<Line, Reduction>();

  /** Reduces the frame's lines to one point per pixel of `columns`. Returns the raw extent of each line and its band. */
  reduce(frame: ChartFrame, columns: number): readonly Extent[] {
    for (const kept of [this.#reductions, this.#smoothReductions, this.#lowReductions, this.#highReductions]) {
      for (const key of kept.keys()) if (!frame.lines.some((line) => keyOf(line) === key)) kept.delete(key);
    }
    return frame.lines.flatMap((line): Extent[] => {
      const xs = line.xs();
      const breaks = line.breaks?.();
      const reduction = reductionIn(this.#reductions, line);
      reduceRange(reduction, xs, line.ys(), frame, columns, breaks);
      if (line.smoothed) {
        reduceRange(reductionIn(this.#smoothReductions, line), xs, line.smoothed(), frame, columns, breaks);
      }
      if (!line.band) return [reduction];
      const { low, high } = this.#reduceBand(line, line.band(), frame, columns);
      // If no value is negative, the band doesn't extend the axis below 0, nor a logarithmic axis down to mean − sd.
      return [reduction, { min: reduction.min < 0 ? low.min : Infinity, max: high.max, minPositive: Infinity }];
    });
  }

  /** The band's limits get the line's gaps, so that their points are at the line's points. */
  #reduceBand(
    line: Line,
    { lows, highs }: Band,
    frame: ChartFrame,
    columns: number,
  ): { readonly low: Reduction; readonly high: Reduction } {
    const [low, high] = [reductionIn(this.#lowReductions, line), reductionIn(this.#highReductions, line)];
    const breaks = line.breaks?.();
    reduceRange(low, line.xs(), lows, frame, columns, breaks);
    reduceRange(high, line.xs(), highs, frame, columns, breaks);
    return { low, high };
  }

  /** Paints a frame after `reduce`. */
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
    for (const line of frame.lines) {
      if (faded(line)) continue;
      if (line.band) {
        const ends = [reductionIn(this.#lowReductions, line), reductionIn(this.#highReductions, line)] as const;
        paintArea(surface, plane, line, ...ends);
      } else paintBand(surface, plane, line, raw(line));
    }
    // Pale lines are behind the others.
    const ordered = [...frame.lines].sort((a, b) => Number(b.style.pale ?? false) - Number(a.style.pale ?? false));
    for (const line of ordered) {
      const alpha = (faded(line) ? FADED_ALPHA : 1) * (frame.example ? EXAMPLE_ALPHA : 1);
      if (line.smoothed) {
        surface.globalAlpha = RAW_ALPHA * alpha;
        paintLine(surface, plane, line, raw(line), theme);
      }
      surface.globalAlpha = alpha;
      paintLine(surface, plane, line, line.smoothed ? reductionIn(this.#smoothReductions, line) : raw(line), theme);
    }
    surface.restore();
    const guides = paintGuides(surface, plane, frame.guides, theme);
    paintSideLabels(surface, plane, [...guides, ...lineLabels(plane, frame, margins.lines)], theme);
    paintMarks(surface, plane, frame.marks, theme, margins);
    surface.restore();
  }
}

/** A line's reduction continues from one drawing to the next. */
const keyOf = (line: Line): Line => line.growing ?? line;

function reductionIn(reductions: Map<Line, Reduction>, line: Line): Reduction {
  const key = keyOf(line);
  let reduction = reductions.get(key);
  if (!reduction) reductions.set(key, (reduction = new Reduction()));
  return reduction;
}
