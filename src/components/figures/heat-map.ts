/** What a heat map shows, and how it is painted on a canvas. */
import { cssColor, heatColor, inkOn, type HeatScale } from './heat-scale.ts';

export interface HeatMap {
  /** Accessible name: the quantity, and what its rows and columns are. */
  readonly label: string;
  readonly rowTitle: string;
  readonly columnTitle: string;
  readonly rows: readonly string[];
  readonly columns: readonly string[];
  /** One map per variant. The name is empty if there is only one. */
  readonly variants: readonly {
    readonly name: string;
    /** Row after row, a value per column; NaN where it is not defined. */
    readonly values: readonly ArrayLike<number>[];
  }[];
  readonly format: (value: number) => string;
  readonly logarithmic?: boolean;
  /** Fixed limits of the scale. */
  readonly range?: { readonly min: number; readonly max: number };
}

export interface HeatCell {
  readonly row: number;
  readonly column: number;
}

interface Painted {
  readonly values: readonly ArrayLike<number>[];
  readonly columns: number;
  readonly scale: HeatScale;
  readonly format: (value: number) => string;
  readonly dark: boolean;
  /** The cell with an outline. */
  readonly chosen: HeatCell | undefined;
  /** CSS colour of the hatch and the font of the canvas. */
  readonly line: string;
  readonly font: string;
}

/** Free space at both sides of a number in its cell, px. */
const MARGIN = 4;
const HATCH_EVERY = 6;

/** Paints cells, and their numbers where all fit. The canvas has its CSS size; undefined cells are hatched. */
export function paintHeatMap(canvas: HTMLCanvasElement, painted: Painted): void {
  const { values, columns, scale, dark, chosen } = painted;
  const [width, height] = [canvas.clientWidth, canvas.clientHeight];
  const context = canvas.getContext('2d');
  if (!context || width === 0 || columns === 0) return;
  const ratio = devicePixelRatio;
  canvas.width = Math.round(width * ratio);
  canvas.height = Math.round(height * ratio);
  // Edges on device pixels, so that neighbours leave no seam.
  const x = (column: number): number => Math.round((column * width * ratio) / columns) / ratio;
  const y = (row: number): number => Math.round((row * height * ratio) / values.length) / ratio;
  context.scale(ratio, ratio);
  hatch(context, width, height, painted.line);
  values.forEach((cells, row) => {
    for (let column = 0; column < columns; column++) {
      const part = scale.at(cells[column] ?? NaN);
      if (Number.isNaN(part)) continue;
      context.fillStyle = cssColor(heatColor(part, scale.diverging, dark));
      context.fillRect(x(column), y(row), x(column + 1) - x(column), y(row + 1) - y(row));
    }
  });
  numbers(context, painted, (column) => (x(column) + x(column + 1)) / 2, y);
  if (chosen) {
    const box = [x(chosen.column), y(chosen.row), x(chosen.column + 1), y(chosen.row + 1)] as const;
    outline(context, box);
  }
}

function hatch(context: CanvasRenderingContext2D, width: number, height: number, color: string): void {
  context.strokeStyle = color;
  context.lineWidth = 1;
  context.beginPath();
  for (let start = -height; start < width; start += HATCH_EVERY) {
    context.moveTo(start, height);
    context.lineTo(start + height, 0);
  }
  context.stroke();
}

function numbers(
  context: CanvasRenderingContext2D,
  { values, columns, scale, format, dark, font }: Painted,
  middle: (column: number) => number,
  y: (row: number) => number,
): void {
  context.font = font;
  const [height, width] = [y(1), 2 * (middle(0) - MARGIN)];
  const texts = values.map((cells) => Array.from({ length: columns }, (_, k) => format(cells[k] ?? NaN)));
  const fits = height >= 16 && texts.flat().every((text) => context.measureText(text).width <= width);
  if (!fits) return;
  context.textAlign = 'center';
  context.textBaseline = 'middle';
  texts.forEach((cells, row) => {
    cells.forEach((text, column) => {
      const part = scale.at(values[row]?.[column] ?? NaN);
      if (Number.isNaN(part)) return;
      context.fillStyle = inkOn(heatColor(part, scale.diverging, dark));
      context.fillText(text, middle(column), (y(row) + y(row + 1)) / 2);
    });
  });
}

/** Black within white, visible on every colour. */
function outline(
  context: CanvasRenderingContext2D,
  [left, top, right, bottom]: readonly number[] & { length: 4 },
): void {
  for (const [color, inset] of [
    ['#fff', 1],
    ['#000', 2],
  ] as const) {
    context.strokeStyle = color;
    context.lineWidth = 1.5;
    context.strokeRect(
      (left ?? 0) + inset,
      (top ?? 0) + inset,
      Math.max(1, (right ?? 0) - (left ?? 0) - 2 * inset),
      Math.max(1, (bottom ?? 0) - (top ?? 0) - 2 * inset),
    );
  }
}
