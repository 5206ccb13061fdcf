/** A table of the page as text for papers: tab-separated, Markdown or LaTeX. */
import { msg } from '../../shared/util/texts.ts';

/** Rows of cells, headings first; all rows have equal length. */
export interface TextTable {
  readonly heads: readonly (readonly string[])[];
  readonly rows: readonly (readonly string[])[];
}

export type TableWriter = (table: TextTable) => string;

/** By the name in the menu. */
export const TABLE_FORMATS: ReadonlyMap<string, TableWriter> = new Map([
  [msg('Tab-separated'), tabSeparated],
  ['Markdown', markdown],
  ['LaTeX', latex],
]);

function tabSeparated({ heads, rows }: TextTable): string {
  return [...heads, ...rows].map((row) => row.join('\t')).join('\n');
}

/**
 * Reads an HTML table. A cell that spans rows or columns is repeated; columns whose heading has `data-skip` are
 * omitted.
 */
export function readTable(table: HTMLTableElement): TextTable {
  const grid: string[][] = [];
  const skipped = new Set<number>();
  for (const [y, row] of [...table.rows].entries()) {
    let x = 0;
    for (const cell of row.cells) {
      while (grid[y]?.[x] !== undefined) x++;
      if (cell.dataset.skip !== undefined) skipped.add(x);
      for (let down = 0; down < cell.rowSpan; down++) {
        for (let across = 0; across < cell.colSpan; across++) {
          (grid[y + down] ??= [])[x + across] = cellText(cell);
        }
      }
      x += cell.colSpan;
    }
  }
  const kept = grid.map((row) => row.filter((_, x) => !skipped.has(x)));
  const heads = table.tHead?.rows.length ?? 0;
  return { heads: kept.slice(0, heads), rows: kept.slice(heads) };
}

/** The cell's text without that of its buttons. */
function cellText(cell: HTMLTableCellElement): string {
  if (cell.dataset.text !== undefined) return cell.dataset.text;
  const copy = document.importNode(cell, true);
  for (const button of copy.querySelectorAll('button, style')) button.remove();
  return copy.textContent.replaceAll(/\s+/g, ' ').trim();
}

const NUMBER = String.raw`[−+-]?[\d.,]+(?:e[−-]?\d+)?%?`;
/** A number, two of a mean and deviation or a change, or none. */
const NUMERIC = new RegExp(`^(?:–|${NUMBER}(?: [±→] (?:–|${NUMBER}))?)$`);

/** Whether each column has only numbers; a paper aligns these on the right. */
function numericColumns({ heads, rows }: TextTable): readonly boolean[] {
  const columns = heads[0] ?? rows[0] ?? [];
  return columns.map((_, x) => rows.length > 0 && rows.every((row) => NUMERIC.test(row[x] ?? '')));
}

/** Markdown has a single heading row, so several are joined. */
function markdown(table: TextTable): string {
  const { heads, rows } = table;
  const line = (cells: readonly string[]): string =>
    `| ${cells.map((cell) => cell.replaceAll('\\', '\\\\').replaceAll('|', '\\|')).join(' | ')} |`;
  const numeric = numericColumns(table);
  const joined = numeric.map((_, x) => [...new Set(heads.map((head) => head[x] ?? ''))].join(', '));
  const rule = numeric.map((right) => (right ? ' ---: |' : ' --- |')).join('');
  return [line(joined), `|${rule}`, ...rows.map(line)].join('\n');
}

const LATEX_LETTERS: Readonly<Record<string, string>> = {
  '\\': '\\textbackslash{}',
  '~': '\\textasciitilde{}',
  '^': '\\textasciicircum{}',
  '–': '--',
  '−': '$-$',
  '±': '$\\pm$',
  '→': '$\\to$',
  '×': '$\\times$',
  '‖': '$\\|$',
  '√': '$\\surd$',
  α: '$\\alpha$',
  β: '$\\beta$',
  ε: '$\\varepsilon$',
  λ: '$\\lambda$',
  Δ: '$\\Delta$',
  σ: '$\\sigma$',
  μ: '$\\mu$',
  ρ: '$\\rho$',
  '∇': '$\\nabla$',
  '∞': '$\\infty$',
  '≤': '$\\le$',
  '≥': '$\\ge$',
  '…': '\\dots{}',
  '₀': '$_0$',
  '₁': '$_1$',
  '₂': '$_2$',
  '★': '$\\star$',
};

/** A booktabs table. */
function latex(table: TextTable): string {
  const { heads, rows } = table;
  const escaped = (cell: string): string =>
    Array.from(cell, (letter) => LATEX_LETTERS[letter] ?? letter.replace(/[&%$#_{}]/, String.raw`\$&`)).join('');
  const line = (cells: readonly string[]): string => `${cells.map(escaped).join(' & ')} \\\\`;
  const columns = numericColumns(table).map((right) => (right ? 'r' : 'l'));
  return [
    `\\begin{tabular}{${columns.join('')}}`,
    '\\toprule',
    ...heads.map(line),
    '\\midrule',
    ...rows.map(line),
    '\\bottomrule',
    '\\end{tabular}',
  ].join('\n');
}
