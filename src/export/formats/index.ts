/** Every export format, in the order of the Export menu. To add one, add its file to `formats/` and one line here. */
import type { ExportFormat } from '../format.ts';
import { chartsPng } from './charts-png.ts';
import { csv, csvDecimalComma } from './csv.ts';
import { npz } from './npz.ts';
import { report, reportHtml } from './report.ts';
import { runFile } from './run-file.ts';
import { tensorboard } from './tensorboard.ts';
import { weights } from './weights.ts';

export const EXPORTS: readonly ExportFormat[] = [
  runFile,
  csv,
  csvDecimalComma,
  report,
  reportHtml,
  tensorboard,
  weights,
  npz,
  chartsPng,
];
