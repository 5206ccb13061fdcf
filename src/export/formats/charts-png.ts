import type { ExportFormat } from '../format.ts';
import { msg } from '../../shared/util/texts.ts';

export const chartsPng: ExportFormat = {
  key: 'charts-png',
  label: msg('Charts (PNG)'),
  description: msg('the charts as the page shows them, at three pixels for each of the screen’s'),
  extension: () => '.charts.png',
  make: async ({ charts }) => (await import('../png.ts')).chartsPng(await charts()),
};
