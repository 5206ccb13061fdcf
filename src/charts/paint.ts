/** Draws a chart's contents on its canvas: shuffled spans, guides, lines, event marks. Knows pixels, not what they mean. */
import type { Guide } from './chart-specs.ts';
import type { Line } from './line.ts';
import type { EventMark, ShuffledSpan } from './marks.ts';
import type { Reduction } from './reduce.ts';
import type { ChartTheme } from './theme.ts';

/** From data to canvas pixels. */
export interface Plane {
  readonly left: number;
  readonly top: number;
  readonly right: number;
  readonly bottom: number;
  readonly x: (step: number) => number;
  readonly y: (value: number) => number;
}

const HATCH = 6;
const LABEL_ROWS = 3;
/** Above and below the words of a label together, px. */
const LABEL_MARGIN = 2;
/** Fewer points than this many pixels apart are worth a dot each. */
const DOT_SPACING = 16;
const DOT_RADIUS = 1.75;
const BAND_ALPHA = 0.25;
const LABEL_ALPHA = 0.85;

type Context = CanvasRenderingContext2D;

/** Diagonal hatching over the stretches with shuffled labels. */
export function paintSpans(context: Context, plane: Plane, spans: readonly ShuffledSpan[], theme: ChartTheme): void {
  const height = plane.bottom - plane.top;
  context.strokeStyle = theme.shuffled;
  context.fillStyle = theme.shuffled;
  for (const { start, stop } of spans) {
    const left = plane.x(start);
    const width = Math.max(1, plane.x(stop) - left);
    context.save();
    context.beginPath();
    context.rect(left, plane.top, width, height);
    context.globalAlpha = 0.07;
    context.fill();
    context.clip();
    context.globalAlpha = 0.25;
    context.lineWidth = 1;
    context.beginPath();
    const first = Math.floor((left - height) / HATCH) * HATCH;
    for (let x = first; x < left + width; x += HATCH) {
      context.moveTo(x, plane.bottom);
      context.lineTo(x + height, plane.top);
    }
    context.stroke();
    context.restore();
  }
}

/** Horizontal lines with their names at the right. */
export function paintGuides(context: Context, plane: Plane, guides: readonly Guide[], theme: ChartTheme): void {
  context.save();
  context.strokeStyle = context.fillStyle = theme.text;
  context.lineWidth = 1;
  context.setLineDash([2, 3]);
  context.textBaseline = 'top';
  const height = theme.size + LABEL_MARGIN;
  for (const { value, label } of guides) {
    const y = plane.y(value);
    if (!(y >= plane.top - 1 && y <= plane.bottom + 1)) continue;
    context.beginPath();
    context.moveTo(plane.left, y);
    context.lineTo(plane.right, y);
    context.stroke();
    const top = y - plane.top < height ? y + 1 : y - height;
    const width = context.measureText(label).width + 4;
    paintLabel(context, theme, label, plane.right - width, top, width);
  }
  context.restore();
}

/** The band between each column's smallest and largest value, faint. */
export function paintBand(context: Context, plane: Plane, line: Line, reduction: Reduction): void {
  const { xs, lows, highs, count } = reduction;
  context.strokeStyle = line.style.color;
  // Strokes of one pixel: where there is no GPU, rectangles took 100 times as long.
  context.lineWidth = 1;
  context.setLineDash([]);
  context.beginPath();
  for (let i = 0; i < count; i++) {
    const top = plane.y(highs[i] ?? NaN);
    const bottom = Math.min(plane.bottom, plane.y(lows[i] ?? NaN));
    if (!(bottom - top > 1)) continue;
    const x = plane.x(xs[i] ?? NaN);
    context.moveTo(x, top);
    context.lineTo(x, bottom);
  }
  context.globalAlpha = BAND_ALPHA;
  context.stroke();
  context.globalAlpha = 1;
}

/** One series through its columns' means; a point that no line reaches and those of a sparse series as dots. */
export function paintLine(context: Context, plane: Plane, line: Line, reduction: Reduction): void {
  const { xs, means, count } = reduction;
  const dotted = count * DOT_SPACING <= plane.right - plane.left;
  const dots = new Path2D();
  context.strokeStyle = context.fillStyle = line.style.color;
  context.lineWidth = line.style.width;
  context.setLineDash([...line.style.dash]);
  context.beginPath();
  let drawing = false;
  for (let i = 0; i < count; i++) {
    const x = plane.x(xs[i] ?? NaN);
    const y = plane.y(means[i] ?? NaN);
    if (!Number.isFinite(y)) {
      drawing = false;
      continue;
    }
    if (drawing) context.lineTo(x, y);
    else context.moveTo(x, y);
    const alone = !drawing && !(i + 1 < count && Number.isFinite(means[i + 1]));
    drawing = true;
    if (!dotted && !alone) continue;
    dots.moveTo(x, y);
    dots.arc(x, y, DOT_RADIUS, 0, 2 * Math.PI);
  }
  context.stroke();
  context.fill(dots);
}

/** A vertical line for each event, its words at the top, in rows so that they do not cover each other. */
export function paintMarks(context: Context, plane: Plane, marks: readonly EventMark[], theme: ChartTheme): void {
  context.save();
  context.setLineDash([]);
  context.lineWidth = 1;
  context.textBaseline = 'top';
  const free: number[] = Array.from({ length: LABEL_ROWS }, () => -Infinity);
  for (const { step, label } of marks) {
    const x = plane.x(step);
    if (!(x >= plane.left && x <= plane.right + 1)) continue;
    context.strokeStyle = theme.text;
    context.beginPath();
    context.moveTo(x, plane.top);
    context.lineTo(x, plane.bottom);
    context.stroke();
    const width = context.measureText(label).width + 4;
    const left = Math.max(plane.left, Math.min(x + 2, plane.right - width));
    const row = free.findIndex((end) => end <= left);
    if (row < 0) continue;
    free[row] = left + width;
    paintLabel(context, theme, label, left, plane.top + 1 + row * (theme.size + LABEL_MARGIN), width);
  }
  context.restore();
}

/** Words on a ground of their own, so that they can be read over lines. */
function paintLabel(context: Context, theme: ChartTheme, text: string, left: number, top: number, width: number): void {
  context.fillStyle = theme.surface;
  context.globalAlpha = LABEL_ALPHA;
  context.fillRect(left, top, width, theme.size + LABEL_MARGIN - 1);
  context.globalAlpha = 1;
  context.fillStyle = theme.text;
  context.fillText(text, left + 2, top + 1);
}
