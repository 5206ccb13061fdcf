import type { ExportFormat } from '../format.ts';
import { msg } from '../../shared/util/texts.ts';

export const tensorboard: ExportFormat = {
  key: 'tensorboard',
  label: msg('TensorBoard'),
  description: msg('TensorBoard event files; of a paired run a ZIP archive of two folders'),
  extension: (file) => ('arms' in file ? '.tensorboard.zip' : '.tfevents'),
  make: async ({ file }) => (await import('../tensorboard.ts')).tensorboardBlob(file, Math.floor(Date.now() / 1000)),
  option: { name: 'tensorboard', takes: 'DIR', help: msg('TensorBoard event files'), unpack: true },
};
