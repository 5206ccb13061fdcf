/** Every export format, in the order of the Export menu. To add one, add a file to `formats/` and a line here. */
import type { ExportFormat } from './format.ts';
import { chartsPng } from './formats/charts-png.ts';
import { csv, csvDecimalComma } from './formats/csv.ts';
import { report, reportHtml } from './formats/report.ts';
import { runFile } from './formats/run-file.ts';
import { tensorboard } from './formats/tensorboard.ts';
import { weights } from './formats/weights.ts';

export const EXPORTS: readonly ExportFormat[] = [
  runFile,
  csv,
  csvDecimalComma,
  report,
  reportHtml,
  tensorboard,
  weights,
  chartsPng,
];
