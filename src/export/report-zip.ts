/** The report as a ZIP archive: `report.md` and the charts as SVG files, which every Markdown viewer shows. */
import { strToU8, zipSync, type Zippable } from 'fflate';
import type { Picture } from '../charts/picture.ts';
import { pictureSvg } from '../charts/svg-document.ts';
import type { RunFile } from '../shared/run/run-file.ts';
import { blocksToMarkdown } from './report-blocks.ts';
import type { ReportDetails } from './report-details.ts';
import { reportBlocks } from './report.ts';

export const REPORT_NAME = 'report.md';

/** The archive's files by name. */
export function reportFiles(file: RunFile, details?: ReportDetails): Readonly<Record<string, string>> {
  const pictures: Record<string, string> = {};
  const address = (picture: Picture): string => {
    const name = `${picture.title.toLowerCase().replaceAll(/[^a-z0-9]+/g, '-')}.svg`;
    pictures[name] = pictureSvg(picture);
    return name;
  };
  return { [REPORT_NAME]: blocksToMarkdown(reportBlocks(file, details), address), ...pictures };
}

export function reportZip(file: RunFile, details?: ReportDetails): Blob {
  const files: Zippable = {};
  // The report isn't compressed, so that a search finds its words in the archive.
  for (const [name, text] of Object.entries(reportFiles(file, details)))
    files[name] = [strToU8(text), { level: name === REPORT_NAME ? 0 : 6 }];
  return new Blob([zipSync(files)], { type: 'application/zip' });
}
