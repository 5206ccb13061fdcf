/** Tables as text for papers. */
import { expect, it } from 'vitest';
import { tableText } from './table-text.ts';

const TABLE = {
  heads: [
    ['layer', 'true', 'true'],
    ['layer', 'TPM', 'norm'],
  ],
  rows: [['a|b_1', '50% ± 2', '3 → −4']],
};

it('writes a table as TSV, as Markdown with one heading row, and as escaped LaTeX', () => {
  expect(tableText(TABLE, 'Tab-separated').split('\n')[2]).toBe('a|b_1\t50% ± 2\t3 → −4');
  expect(tableText(TABLE, 'Markdown').split('\n')).toEqual([
    '| layer | true, TPM | true, norm |',
    '| --- | ---: | ---: |',
    '| a\\|b_1 | 50% ± 2 | 3 → −4 |',
  ]);
  expect(tableText(TABLE, 'LaTeX')).toContain('\\begin{tabular}{lrr}\n');
  expect(tableText(TABLE, 'LaTeX')).toContain('a|b\\_1 & 50\\% $\\pm$ 2 & 3 $\\to$ $-$4 \\\\');
});
