/** Writes what the page exported to where it was asked for. */
import { accessSync, constants, copyFileSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { basename, dirname, join, parse } from 'node:path';
import { unzipSync } from 'fflate';
import { OUTPUTS, type Options, type Output } from './options.ts';
import type { LabPage } from './page.ts';

const ITEMS: Readonly<Record<Output, string>> = {
  out: 'Run file',
  csv: 'CSV',
  report: 'Report',
  tensorboard: 'TensorBoard',
};

/** Makes the folders that the files go to. Throws where they cannot be written, before time is spent on training. */
export function prepareOutputs(outputs: Options['outputs']): void {
  for (const output of OUTPUTS) {
    const target = outputs[output];
    if (target === undefined) continue;
    const folder = output === 'tensorboard' ? target : dirname(target);
    mkdirSync(folder, { recursive: true });
    accessSync(folder, constants.W_OK);
  }
}

/** Exports and writes every file that was asked for. Gives the paths written. */
export async function writeOutputs(page: LabPage, outputs: Options['outputs']): Promise<string[]> {
  const written: string[] = [];
  for (const output of OUTPUTS) {
    const target = outputs[output];
    if (target === undefined) continue;
    const { name, path } = await page.download(ITEMS[output]);
    if (output === 'report') written.push(...writeReport(readFileSync(path, 'utf8'), target));
    else if (output === 'tensorboard') written.push(...writeEvents(name, path, target));
    else {
      copyFileSync(path, target);
      written.push(target);
    }
  }
  return written;
}

const PICTURE = /!\[([^\]]*)\]\(data:image\/svg\+xml;base64,([A-Za-z0-9+/=]+)\)/g;

/** The report with its pictures as files beside it, which every Markdown viewer shows. */
export function splitPictures(
  markdown: string,
  stem: string,
): { readonly markdown: string; readonly pictures: readonly { readonly name: string; readonly svg: string }[] } {
  const pictures: { name: string; svg: string }[] = [];
  const text = markdown.replaceAll(PICTURE, (_, title: string, data: string) => {
    const name = `${stem}-${title.toLowerCase().replaceAll(/[^a-z0-9]+/g, '-')}.svg`;
    pictures.push({ name, svg: Buffer.from(data, 'base64').toString('utf8') });
    return `![${title}](${encodeURI(name)})`;
  });
  return { markdown: text, pictures };
}

function writeReport(markdown: string, target: string): string[] {
  const split = splitPictures(markdown, parse(target).name);
  const files = split.pictures.map(({ name, svg }) => {
    const path = join(dirname(target), name);
    writeFileSync(path, svg);
    return path;
  });
  writeFileSync(target, split.markdown);
  return [target, ...files];
}

/** A run's event file, or a twin's archive of two folders, in the folder. */
function writeEvents(name: string, path: string, folder: string): string[] {
  if (!name.endsWith('.zip')) {
    const target = join(folder, name);
    copyFileSync(path, target);
    return [target];
  }
  return Object.entries(unzipSync(readFileSync(path))).map(([entry, bytes]) => {
    // Folder and file of the lab's own making: two names, no path.
    const own = join(folder, basename(dirname(entry)));
    mkdirSync(own, { recursive: true });
    const target = join(own, basename(entry));
    writeFileSync(target, bytes);
    return target;
  });
}
