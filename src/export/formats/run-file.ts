import type { ExportFormat } from '../format.ts';
import { msg } from '../../shared/util/texts.ts';

export const runFile: ExportFormat = {
  key: 'run-file',
  label: msg('Run file'),
  description: msg('all settings and measurements as JSON ([schema](run-file.schema.json))'),
  extension: () => '.run.json',
  make: async ({ file }) => (await import('../run-file.ts')).runFileBlob(file),
  option: { name: 'out', takes: 'FILE', help: msg('the run file (JSON)') },
};
