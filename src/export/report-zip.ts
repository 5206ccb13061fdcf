/** The report as a ZIP archive: `report.md` and the charts as SVG files beside it, which every Markdown viewer shows. */
import { strToU8, zipSync } from 'fflate';
import type { Picture } from '../charts/picture.ts';
import { pictureSvg } from '../charts/svg-document.ts';
import type { RunFile } from '../shared/run-file.ts';
import { blocksToMarkdown } from './report-blocks.ts';
import { reportBlocks } from './report.ts';

export const REPORT_NAME = 'report.md';

/** The archive's files by name. */
export function reportFiles(file: RunFile): Readonly<Record<string, string>> {
  const pictures: Record<string, string> = {};
  const address = (picture: Picture): string => {
    const name = `${picture.title.toLowerCase().replaceAll(/[^a-z0-9]+/g, '-')}.svg`;
    pictures[name] = pictureSvg(picture);
    return name;
  };
  return { [REPORT_NAME]: blocksToMarkdown(reportBlocks(file), address), ...pictures };
}

export function reportZip(file: RunFile): Blob {
  const entries = Object.entries(reportFiles(file)).map(([name, text]) => [name, strToU8(text)]);
  return new Blob([zipSync(Object.fromEntries(entries) as Record<string, Uint8Array>)], { type: 'application/zip' });
}
