import type { ExportFormat } from '../format.ts';

export const runFile: ExportFormat = {
  key: 'run-file',
  label: 'Run file',
  description: 'all settings and measurements as JSON ([schema](run-file.schema.json))',
  extension: () => '.run.json',
  make: async ({ file }) => (await import('../run-file.ts')).runFileBlob(file),
  option: { name: 'out', takes: 'FILE', help: 'the run file (JSON)' },
};
