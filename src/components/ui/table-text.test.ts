/** Tables as text for papers. */
import { expect, it } from 'vitest';
import { TABLE_FORMATS } from './table-text.ts';

const TABLE = {
  heads: [
    ['layer', 'true', 'true'],
    ['layer', 'TPM', 'norm'],
  ],
  rows: [['a|b_1', '50% ± 2', '3 → −4']],
};

it('writes a table as TSV, as Markdown with one heading row, and as escaped LaTeX', () => {
  const text = (format: string): string => TABLE_FORMATS.get(format)?.(TABLE) ?? '';
  expect(text('Tab-separated').split('\n')[2]).toBe('a|b_1\t50% ± 2\t3 → −4');
  expect(text('Markdown').split('\n')).toEqual([
    '| layer | true, TPM | true, norm |',
    '| --- | ---: | ---: |',
    '| a\\|b_1 | 50% ± 2 | 3 → −4 |',
  ]);
  expect(text('LaTeX')).toContain('\\begin{tabular}{lrr}\n');
  expect(text('LaTeX')).toContain('a|b\\_1 & 50\\% $\\pm$ 2 & 3 $\\to$ $-$4 \\\\');
});
