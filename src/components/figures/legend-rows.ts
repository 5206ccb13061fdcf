/** The rows of a chart's legend, and the space they take. It draws nothing. */
import type { Line, LineStyle } from '../../charts/line.ts';

/** Minimum number of lines; with more lines than the second value a legend scrolls. */
export const LEAST_LINES = 2;
export const MOST_LINES = 8;
/** Characters of a variant's name that fit on one line, and if there is little room. */
export const HEAD_LETTERS = 18;
const FEW_HEAD_LETTERS = 11;
/** Characters of all variants' names that fit side by side. */
const ACROSS = 44;
const MOST_HEAD_LINES = 5;

/** Letter for a variant among several runs, where names don't fit. */
export const variantLetter = (variant: number): string => String.fromCharCode(65 + (variant % 26));

export interface LegendRow extends Pick<Line, 'name' | 'explains'> {
  /** Where all values were measured, if that is earlier than the cursor and the cells don't say so. */
  readonly note?: string | undefined;
  /** One cell per variant; undefined if the variant has no such line. */
  readonly cells: readonly ({ readonly style: LineStyle; readonly text: string } | undefined)[];
}

/** Lines of text to reserve for a legend. */
export interface LegendLines {
  readonly lines: number;
  /** If a single run's rows are in one column. */
  readonly rows: number;
  /** The same in a chart too narrow for the variants' names side by side. */
  readonly narrow: number;
}

export function legendLines(rows: number, variants: readonly string[]): LegendLines {
  const within = (lines: number): number => Math.min(MOST_LINES, Math.max(LEAST_LINES, lines));
  const below = (letters: number): number => within(rows + (variants.length === 0 ? 0 : headLines(variants, letters)));
  return { lines: within(linesFor(rows, variants)), rows: below(HEAD_LETTERS), narrow: below(FEW_HEAD_LETTERS) };
}

/** A single run's rows are in two columns; variants have a heading. */
export const linesFor = (rows: number, variants: readonly string[]): number =>
  variants.length === 0 ? Math.ceil(rows / 2) : rows + headLines(variants, HEAD_LETTERS);

function headLines(variants: readonly string[], letters: number): number {
  const each = Math.max(1, Math.min(letters, Math.floor(ACROSS / variants.length)));
  return Math.min(MOST_HEAD_LINES, Math.max(...variants.map((name) => Math.ceil(name.length / each))));
}
