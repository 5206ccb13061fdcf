import type { ExportFormat } from '../format.ts';

export const report: ExportFormat = {
  key: 'report',
  label: 'Report',
  description: 'a ZIP archive of a Markdown report and its charts as SVG files',
  extension: () => '.report.zip',
  make: async ({ file, details }) => (await import('../report-zip.ts')).reportZip(file, details),
  option: {
    name: 'report',
    takes: 'FILE',
    help: 'a Markdown report, its charts beside it',
    unpack: true,
    detailed: true,
  },
};

export const reportHtml: ExportFormat = {
  key: 'report-html',
  label: 'HTML page',
  description: 'the same report as one HTML file with everything inline',
  extension: () => '.report.html',
  make: async ({ file, details }) => (await import('../report-document.ts')).reportHtml(file, details),
  option: { name: 'html', takes: 'FILE', help: 'the report as one HTML file', detailed: true },
};
