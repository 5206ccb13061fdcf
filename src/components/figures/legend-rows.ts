/** What stands in a chart's legend, and how much room it takes. Draws nothing. */
import type { Line, LineStyle } from '../../charts/line.ts';

/** A legend is never lower, and with more lines than the second it scrolls. */
export const LEAST_LINES = 2;
export const MOST_LINES = 8;
/** Letters of an arm's name that stand on one line, and where there is little room. */
export const HEAD_LETTERS = 18;
export const FEW_HEAD_LETTERS = 11;
/** Letters of all arms' names that stand beside each other. */
const ACROSS = 44;
const MOST_HEAD_LINES = 5;

/** What a variant of several runs is called where there is room for a letter. */
export const armLetter = (arm: number): string => String.fromCharCode(65 + (arm % 26));

export interface LegendRow extends Pick<Line, 'name' | 'explains'> {
  /** Where all values were measured, if that is earlier than asked and the cells do not say so. */
  readonly note?: string | undefined;
  /** One cell for each arm; undefined where the arm has no such line. */
  readonly cells: readonly ({ readonly style: LineStyle; readonly text: string } | undefined)[];
}

/** Lines of text that a legend of so many rows should have room for; `rows` where a lone run's stand in one column. */
export function legendLines(rows: number, arms: readonly string[]): { readonly lines: number; readonly rows: number } {
  const within = (lines: number): number => Math.min(MOST_LINES, Math.max(LEAST_LINES, lines));
  const narrow = rows + (arms.length === 0 ? 0 : headLines(arms, FEW_HEAD_LETTERS));
  return { lines: within(linesFor(rows, arms)), rows: within(narrow) };
}

/** A lone run's rows stand in two columns; arms have a head. */
export const linesFor = (rows: number, arms: readonly string[]): number =>
  arms.length === 0 ? Math.ceil(rows / 2) : rows + headLines(arms, HEAD_LETTERS);

function headLines(arms: readonly string[], letters: number): number {
  const each = Math.max(1, Math.min(letters, Math.floor(ACROSS / arms.length)));
  return Math.min(MOST_HEAD_LINES, Math.max(...arms.map((name) => Math.ceil(name.length / each))));
}
