/** A comparison's figure as one picture on white for files, in a page or in Node. */
import { flowLegend } from '../charts/legend-flow.ts';
import type { Picture } from '../charts/picture.ts';
import type { Surface } from '../charts/surface.ts';
import { textWidth } from '../charts/svg-surface.ts';
import type { Figure, FigurePanel, PanelLine, Point } from './figure.ts';

const COLUMNS = 3;
const PADDING = 12;
const TITLE = 34;
const LEGEND_ROW = 20;
const SWATCH = 24;
const GAP = 18;
const SIZE = 11;
const FONT = 'system-ui, sans-serif';
const INK = '#1f2328';
const SOFT = '#59636e';
const GRID = '#e1e4e8';
const BAND_ALPHA = 0.15;
const RUN_ALPHA = 0.6;

export function figurePicture(figure: Figure): Picture {
  const { panels, panel } = figure;
  const columns = Math.max(1, Math.min(COLUMNS, panels.length));
  const width = columns * panel.width;
  const named = panels[0]?.lines.filter(({ name }) => name !== '') ?? [];
  const entries = named.map(({ name }) => SWATCH + 6 + textWidth(name, SIZE));
  const places = flowLegend(entries, width - 2 * PADDING, GAP);
  const rows = named.length === 0 ? 0 : 1 + Math.max(...places.map(({ row }) => row));
  const top = TITLE + rows * LEGEND_ROW;
  const height = top + Math.ceil(panels.length / columns) * panel.height;
  const paint = (surface: Surface): void => {
    surface.fillStyle = '#ffffff';
    surface.fillRect(0, 0, width, height);
    surface.textAlign = 'left';
    surface.textBaseline = 'alphabetic';
    surface.fillStyle = INK;
    surface.font = `600 14px ${FONT}`;
    surface.fillText(figure.title, PADDING, 22);
    for (const [i, line] of named.entries()) {
      const { x = 0, row = 0 } = places[i] ?? {};
      const [left, y] = [PADDING + x, TITLE + row * LEGEND_ROW + LEGEND_ROW / 2];
      strokeLine(surface, line, [
        { x: left, y },
        { x: left + SWATCH, y },
      ]);
      word(surface, line.name, left + SWATCH + 6, y, 'left');
    }
    for (const [i, each] of panels.entries()) {
      surface.save();
      surface.translate((i % columns) * panel.width, top + Math.floor(i / columns) * panel.height);
      paintPanel(surface, each, figure.plot);
      surface.restore();
    }
  };
  return { title: figure.title, width, height, paint };
}

function paintPanel(surface: Surface, panel: FigurePanel, { left, top, right, bottom }: Figure['plot']): void {
  surface.lineWidth = 1;
  for (const { at, label } of panel.yTicks) {
    surface.strokeStyle = GRID;
    trace(surface, [
      { x: left, y: at },
      { x: right, y: at },
    ]);
    surface.stroke();
    word(surface, label, left - 6, at, 'right');
  }
  for (const { at, label } of panel.xTicks) word(surface, label, at, bottom + 11, 'center');
  word(surface, panel.xLabel, (left + right) / 2, bottom + 28, 'center');
  surface.fillStyle = INK;
  surface.textAlign = 'left';
  surface.textBaseline = 'alphabetic';
  surface.font = `600 ${SIZE}px ${FONT}`;
  surface.fillText(panel.title, left, 18);
  for (const line of panel.lines) paintLine(surface, line);
  surface.strokeStyle = SOFT;
  surface.lineWidth = 1;
  trace(surface, [
    { x: left, y: top },
    { x: left, y: bottom },
    { x: right, y: bottom },
  ]);
  surface.stroke();
}

function paintLine(surface: Surface, line: PanelLine): void {
  surface.fillStyle = line.style.color;
  surface.globalAlpha = BAND_ALPHA;
  for (const piece of line.band) {
    trace(surface, piece);
    surface.fill();
  }
  surface.globalAlpha = 1;
  for (const piece of line.path) strokeLine(surface, line, piece);
  surface.globalAlpha = RUN_ALPHA;
  for (const run of line.runs) dot(surface, run, 2, line.style.color);
  surface.globalAlpha = 1;
  for (const mean of line.means) {
    dot(surface, mean, 3.5, line.style.color);
    // A hollow dot: the mean lacks runs whose value isn't defined.
    if (!mean.whole) dot(surface, mean, 2.5, '#ffffff');
  }
}

function strokeLine(surface: Surface, { style }: PanelLine, points: readonly Point[]): void {
  surface.strokeStyle = style.color;
  surface.lineWidth = style.width;
  surface.setLineDash([...style.dash]);
  trace(surface, points);
  surface.stroke();
  surface.setLineDash([]);
}

function trace(surface: Surface, points: readonly Point[]): void {
  surface.beginPath();
  for (const [i, { x, y }] of points.entries()) {
    if (i === 0) surface.moveTo(x, y);
    else surface.lineTo(x, y);
  }
}

function dot(surface: Surface, { x, y }: Point, radius: number, color: string): void {
  surface.fillStyle = color;
  surface.beginPath();
  surface.moveTo(x + radius, y);
  surface.arc(x, y, radius, 0, 2 * Math.PI);
  surface.fill();
}

function word(surface: Surface, text: string, x: number, y: number, align: CanvasTextAlign): void {
  surface.fillStyle = SOFT;
  surface.font = `${SIZE}px ${FONT}`;
  surface.textAlign = align;
  surface.textBaseline = 'middle';
  surface.fillText(text, x, y);
}
