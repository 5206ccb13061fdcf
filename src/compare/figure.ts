/**
 * Lays out a summary as small multiples: panels of lines over one axis, mean with a band from minimum to maximum over
 * the seeds. The result is in pixels and independent of how it is drawn.
 */
import type { LineStyle } from '../charts/line.ts';
import { seriesStyle } from '../charts/palette.ts';
import { linearAxis, logAxis, type Axis } from '../shared/util/axis.ts';
import { shortNumber } from '../export/text.ts';
import { isNumeric } from '../shared/sweep/folder-runs.ts';
import { metricLabel } from '../shared/sweep/metric.ts';
import type { Cell, Summary } from '../shared/sweep/summary.ts';
import { msg, str } from '../shared/util/texts.ts';

interface Size {
  readonly width: number;
  readonly height: number;
}

/** Size of a panel in a file, px. The page enlarges panels if there are few. */
export const PANEL: Size = { width: 380, height: 260 };
const PLOT = { left: 56, top: 28, right: 12, bottom: 44 } as const;
/** If the largest step between values exceeds the smallest by this factor, a linear axis isn't used. */
const UNEVEN = 4;

interface Tick {
  /** Pixels along the axis. */
  readonly at: number;
  readonly label: string;
}

export interface Point {
  readonly x: number;
  readonly y: number;
}

interface RunPoint extends Point {
  readonly query: string;
  /** The run and its value as text. */
  readonly label: string;
}

export interface PanelLine {
  readonly name: string;
  readonly style: LineStyle;
  /** A polygon for each piece without a gap. */
  readonly band: readonly (readonly Point[])[];
  /** The means, joined within each piece without a gap. */
  readonly path: readonly (readonly Point[])[];
  readonly means: readonly (Point & { readonly whole: boolean })[];
  readonly runs: readonly RunPoint[];
}

export interface FigurePanel {
  readonly title: string;
  readonly summary: string;
  readonly xTicks: readonly Tick[];
  readonly yTicks: readonly Tick[];
  readonly xLabel: string;
  readonly lines: readonly PanelLine[];
}

export interface Figure {
  readonly title: string;
  readonly panels: readonly FigurePanel[];
  readonly plot: { readonly left: number; readonly top: number; readonly right: number; readonly bottom: number };
  readonly panel: Size;
}

export interface FigureOptions {
  /** The key along the x axis, and the key whose values are lines. Every other axis makes panels. */
  readonly x: string | undefined;
  readonly lines: string | undefined;
  readonly logarithmic: boolean;
  readonly dark: boolean;
  readonly panel?: Size;
}

/** The first axis is x. The last of three or more makes lines; those between make panels. */
export function defaultOptions({ axes }: Pick<Summary, 'axes'>): Pick<FigureOptions, 'x' | 'lines'> {
  return { x: axes[0]?.key, lines: axes.length > 2 ? axes.at(-1)?.key : undefined };
}

export function compareFigure(summary: Summary, options: FigureOptions): Figure {
  const { axes, cells, metric } = summary;
  const panel = options.panel ?? PANEL;
  const xIndex = axes.findIndex(({ key }) => key === options.x);
  const lineIndex = axes.findIndex(({ key }) => key === options.lines && key !== options.x);
  const xValues = axes[xIndex]?.values ?? [''];
  const place = placer(xValues);
  const values = valueAxis(cells, options.logarithmic);
  const box = { left: PLOT.left, top: PLOT.top, right: panel.width - PLOT.right, bottom: panel.height - PLOT.bottom };
  const px = (value: string): number => round(box.left + 10 + (box.right - box.left - 20) * place(value));
  const py = (value: number): number => round(box.bottom - (box.bottom - box.top) * values.place(value));
  const told = (cell: Cell, index: number): string =>
    `${axes[index]?.key ?? ''} ${cell.values[index] === '' ? 'none' : (cell.values[index] ?? '')}`;

  const groups = new Map<string, Cell[]>();
  for (const cell of cells) {
    const title = axes
      .map((_, i) => i)
      .filter((i) => i !== xIndex && i !== lineIndex)
      .map((i) => told(cell, i))
      .join(', ');
    groups.set(title, [...(groups.get(title) ?? []), cell]);
  }
  const lineValues = lineIndex < 0 ? [''] : (axes[lineIndex]?.values ?? []);

  const lineOf = (own: readonly Cell[], value: string, index: number): PanelLine => {
    const shown = own.filter(({ mean }) => usable(mean, options.logarithmic));
    const at = (cell: Cell): number => px(cell.values[xIndex] ?? '');
    const corner = (cell: Cell, y: number): Point => ({ x: at(cell), y: py(y) });
    // An undefined mean leaves a gap.
    const pieces = unbroken(own, ({ mean }) => usable(mean, options.logarithmic)).filter(({ length }) => length > 1);
    const band = (piece: readonly Cell[]): Point[] => {
      const up = piece.map((cell) => corner(cell, cell.max));
      const down = [...piece]
        .reverse()
        .map((cell) => corner(cell, usable(cell.min, options.logarithmic) ? cell.min : cell.mean));
      return [...up, ...down];
    };
    return {
      name: lineIndex < 0 ? '' : `${axes[lineIndex]?.key ?? ''} ${value}`,
      style: seriesStyle(index, lineValues.length, options.dark),
      band: pieces.map(band),
      path: pieces.map((piece) => piece.map((cell) => corner(cell, cell.mean))),
      means: shown.map((cell) => ({ x: at(cell), y: py(cell.mean), whole: cell.defined === cell.runs.length })),
      runs: own.flatMap((cell) =>
        cell.runs
          .filter(({ value: measured }) => usable(measured, options.logarithmic))
          .map((run) => ({
            x: at(cell),
            y: py(run.value),
            query: run.query,
            label: msg(
              str`${axes.map((_, i) => told(cell, i)).join(', ')}, seed ${run.seed}: ${shortNumber(run.value)}`,
            ),
          })),
      ),
    };
  };

  const panels = [...groups].map(([title, own]) => {
    const lines = lineValues.map((value, index) =>
      lineOf(lineIndex < 0 ? own : own.filter((cell) => cell.values[lineIndex] === value), value, index),
    );
    return {
      title,
      summary: summaryText(own, axes[xIndex]?.key ?? '', xIndex),
      xLabel: axes[xIndex]?.key ?? '',
      xTicks: xValues.map((value) => ({
        at: px(value),
        label: isNumeric(value) ? shortNumber(Number(value)) : value || 'none',
      })),
      yTicks: values.ticks.map((value) => ({ at: py(value), label: shortNumber(value) })),
      lines,
    };
  });
  return { title: metricLabel(metric), panels, plot: box, panel };
}

/** Maximal runs of neighbours that all pass. */
function unbroken<T>(all: readonly T[], passes: (value: T) => boolean): T[][] {
  const pieces: T[][] = [[]];
  for (const value of all) {
    if (passes(value)) pieces.at(-1)?.push(value);
    else pieces.push([]);
  }
  return pieces;
}

const usable = (value: number, logarithmic: boolean): boolean => !Number.isNaN(value) && (!logarithmic || value > 0);
const round = (value: number): number => Math.round(value * 10) / 10;

/** One value axis for all panels, so that they can be compared. */
function valueAxis(cells: readonly Cell[], logarithmic: boolean): Axis {
  const values = cells.flatMap(({ min, max }) => [min, max]).filter((value) => usable(value, logarithmic));
  if (values.length === 0) return linearAxis(0, 1, 5);
  const low = Math.min(...values);
  const high = Math.max(...values);
  return logarithmic ? logAxis(low, high) : linearAxis(Math.min(0, low), high, 5);
}

/** Maps a value to 0 … 1: linearly, logarithmically, or evenly spaced if the steps are too uneven. */
function placer(values: readonly string[]): (value: string) => number {
  const last = values.length - 1;
  if (last < 1) return () => 0.5;
  const inTurn = (value: string): number => values.indexOf(value) / last;
  if (!values.every(isNumeric)) return inTurn;
  const sizes = values.map(Number);
  const by = [(value: number) => value, Math.log10].find((scale) => isEven(sizes.map(scale)));
  if (!by) return inTurn;
  const low = by(sizes[0] ?? 0);
  const high = by(sizes[last] ?? 1);
  return (value) => (by(Number(value)) - low) / (high - low);
}

function isEven(sizes: readonly number[]): boolean {
  const steps = sizes.slice(1).map((size, i) => size - (sizes[i] ?? 0));
  return steps.every(Number.isFinite) && Math.max(...steps) <= UNEVEN * Math.min(...steps);
}

/** The means as text, for screen readers. */
function summaryText(cells: readonly Cell[], key: string, xIndex: number): string {
  const parts = cells.map(
    ({ values, mean }) =>
      `${values[xIndex] ?? ''}: ${Number.isNaN(mean) ? msg('not defined') : shortNumber(Number(mean.toPrecision(3)))}`,
  );
  const shown = [...parts.slice(0, 12), ...(parts.length > 12 ? ['…'] : [])].join('; ');
  return key ? msg(str`mean by ${key}: ${shown}`) : msg(str`mean by run: ${shown}`);
}
