import type { ExportFormat } from '../format.ts';
import { msg } from '../../shared/util/texts.ts';

export const report: ExportFormat = {
  key: 'report',
  label: msg('Report'),
  description: msg('a ZIP archive of a Markdown report and its charts as SVG files'),
  extension: () => '.report.zip',
  make: async ({ file, details }) => (await import('../report-zip.ts')).reportZip(file, details),
  option: {
    name: 'report',
    takes: 'FILE',
    help: msg('a Markdown report, its charts beside it'),
    unpack: true,
    detailed: true,
  },
};

export const reportHtml: ExportFormat = {
  key: 'report-html',
  label: msg('HTML page'),
  description: msg('the same report as one HTML file with everything inline'),
  extension: () => '.report.html',
  make: async ({ file, details }) => (await import('../report-document.ts')).reportHtml(file, details),
  option: { name: 'html', takes: 'FILE', help: msg('the report as one HTML file'), detailed: true },
};
