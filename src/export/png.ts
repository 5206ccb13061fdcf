/**
 * Charts of the page as one PNG: each canvas under its title, over the name of its axis and its legend, two side by side.
 * Draws pictures it is given and no data.
 */
import { flowLegend } from './legend-flow.ts';
import { shortened } from './text.ts';

export interface LegendEntry {
  readonly name: string;
  readonly color: string;
  /** Lengths of dash and gap in pixels; empty for a whole line. */
  readonly dash: readonly number[];
}

export interface ChartPicture {
  /** With its unit. */
  readonly title: string;
  readonly canvas: HTMLCanvasElement;
  /** What the axis counts. */
  readonly axis: string;
  readonly legend: readonly LegendEntry[];
}

export interface PictureColors {
  readonly background: string;
  readonly text: string;
  /** A CSS font family. */
  readonly font: string;
}

const COLUMNS = 2;
/** CSS pixels. */
const MARGIN = 24;
const TITLE_HEIGHT = 28;
const AXIS_HEIGHT = 18;
const LEGEND_HEIGHT = 18;
const TITLE_TYPE = 14;
const SMALL_TYPE = 11;
const SWATCH = 24;
const SWATCH_GAP = 6;
/** Browsers refuse canvases beyond this edge. */
const MAX_EDGE = 16_384;

/** Throws an Error with a sentence where there is no picture or the browser cannot write one. */
export async function chartsPng(pictures: readonly ChartPicture[], colors: PictureColors): Promise<Blob> {
  const drawn = pictures.filter(({ canvas }) => canvas.width > 0 && canvas.height > 0);
  if (drawn.length === 0) throw new Error('No chart has been drawn yet.');
  const ratio = Math.max(1, globalThis.devicePixelRatio);
  const sheet = document.createElement('canvas');
  const context = sheet.getContext('2d');
  if (!context) throw new Error('This browser cannot draw the picture.');
  const small = `${SMALL_TYPE * ratio}px ${colors.font}`;

  const width = Math.max(...drawn.map(({ canvas }) => canvas.width));
  context.font = small;
  const cells = drawn.map((picture) => {
    const before = (SWATCH + SWATCH_GAP) * ratio;
    const names = picture.legend.map(({ name }) => fitted(context, name, width - before));
    const widths = names.map((name) => before + context.measureText(name).width);
    const legend = flowLegend(widths, width, MARGIN * ratio);
    const rows = 1 + Math.max(-1, ...legend.map(({ row }) => row));
    const words = TITLE_HEIGHT + AXIS_HEIGHT + rows * LEGEND_HEIGHT;
    return { picture, names, legend, height: picture.canvas.height + words * ratio };
  });
  const cell = {
    width: width + MARGIN * ratio,
    height: Math.max(...cells.map(({ height }) => height)) + MARGIN * ratio,
  };
  const columns = Math.min(COLUMNS, drawn.length);
  sheet.width = Math.min(MAX_EDGE, columns * cell.width + MARGIN * ratio);
  sheet.height = Math.min(MAX_EDGE, Math.ceil(drawn.length / columns) * cell.height + MARGIN * ratio);
  context.fillStyle = colors.background;
  context.fillRect(0, 0, sheet.width, sheet.height);
  context.fillStyle = colors.text;
  context.lineWidth = 2 * ratio;
  for (const [index, { picture, names, legend }] of cells.entries()) {
    const { title, canvas, axis } = picture;
    const x = MARGIN * ratio + (index % columns) * cell.width;
    const y = MARGIN * ratio + Math.floor(index / columns) * cell.height;
    context.textBaseline = 'top';
    context.textAlign = 'left';
    context.font = `600 ${TITLE_TYPE * ratio}px ${colors.font}`;
    context.fillText(title, x, y);
    context.drawImage(canvas, x, y + TITLE_HEIGHT * ratio);
    context.font = small;
    context.textAlign = 'right';
    const below = y + TITLE_HEIGHT * ratio + canvas.height;
    context.fillText(axis, x + canvas.width, below);
    context.textAlign = 'left';
    context.textBaseline = 'middle';
    for (const [entry, { x: at, row }] of legend.entries()) {
      const { color = colors.text, dash = [] } = picture.legend[entry] ?? {};
      const middle = below + (AXIS_HEIGHT + (row + 0.5) * LEGEND_HEIGHT) * ratio;
      context.strokeStyle = color;
      context.setLineDash(dash.map((length) => length * ratio));
      context.beginPath();
      context.moveTo(x + at, middle);
      context.lineTo(x + at + SWATCH * ratio, middle);
      context.stroke();
      context.fillText(names[entry] ?? '', x + at + (SWATCH + SWATCH_GAP) * ratio, middle);
    }
  }
  return new Promise((resolve, reject) => {
    sheet.toBlob((blob) => {
      if (blob) resolve(blob);
      else reject(new Error('This browser could not write the picture.'));
    }, 'image/png');
  });
}

/** As much of a name as has room. */
function fitted(context: CanvasRenderingContext2D, name: string, room: number): string {
  let [text, letters] = [name, name.length];
  while (letters > 1 && context.measureText(text).width > room) text = shortened(name, --letters);
  return text;
}
