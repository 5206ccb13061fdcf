import type { ExportFormat } from '../format.ts';
import { msg } from '../../shared/util/texts.ts';

export const csv: ExportFormat = {
  key: 'csv',
  label: msg('CSV'),
  description: msg('a row for each step, a column for each quantity and layer'),
  extension: () => '.metrics.csv',
  make: async ({ file }) => (await import('../csv.ts')).csvBlob(file),
  option: { name: 'csv', takes: 'FILE', help: msg('a row for each step, a column for each quantity and layer') },
};

/** For spreadsheets of locales with decimal commas. */
export const csvDecimalComma: ExportFormat = {
  key: 'csv-comma',
  label: msg('Spreadsheet (decimal comma)'),
  description: msg(
    'the same table with semicolons between cells and decimal commas, for spreadsheets set to such a language',
  ),
  extension: () => '.metrics.csv',
  make: async ({ file }) => (await import('../csv.ts')).csvBlob(file, 'comma'),
};
