/** An export format that the lab does not have, as one file would define it. */
import type { ExportFormat } from '../../src/export/format.ts';

export const parts: ExportFormat = {
  key: 'parts',
  label: 'Names of parts',
  description: 'the names of the parts of the run',
  extension: () => '.parts.txt',
  make: ({ file }) => Promise.resolve(new Blob([Object.keys(file).join('\n')])),
  option: { name: 'parts', takes: 'FILE', help: 'the names of the parts of the run' },
};
