/** Writes the page's exports to their requested paths. */
import { accessSync, constants, copyFileSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { basename, dirname, join, parse } from 'node:path';
import { strFromU8, strToU8, unzipSync } from 'fflate';
import { OUTPUTS, type Options } from './options.ts';
import type { Failure } from '../src/shared/run/run-records.ts';
import type { RunAddress } from '../src/shared/run/run-url.ts';
import { ExportRefusal, type LabPage } from './page.ts';
import { unmeasuredRun } from './unmeasured.ts';

/** The option of the run file. */
const RUN_FILE = 'out';

/** Creates the output folders. Throws if they cannot be written, before any training. */
export function prepareOutputs(outputs: Options['outputs']): void {
  for (const { name, takes } of OUTPUTS) {
    const target = outputs[name];
    if (target === undefined) continue;
    const folder = takes === 'DIR' ? target : dirname(target);
    mkdirSync(folder, { recursive: true });
    accessSync(folder, constants.W_OK);
  }
}

export interface Written {
  readonly paths: readonly string[];
  /** Why the others were not written: sentences. */
  readonly refusals: readonly string[];
}

/** Exports and writes every file that was asked for and that the page has something to write in. */
export async function writeOutputs(
  page: LabPage,
  { outputs, details }: Pick<Options, 'outputs' | 'details'>,
): Promise<Written> {
  const paths: string[] = [];
  const refusals: string[] = [];
  if (Object.values(details).some((text) => text !== '')) await page.describe(details);
  for (const { name: option, label, takes, unpack } of OUTPUTS) {
    const target = outputs[option];
    if (target === undefined) continue;
    try {
      const { name, path } = await page.download(label);
      if (unpack && name.endsWith('.zip')) paths.push(...writeArchive(readFileSync(path), takes, target));
      else {
        const place = takes === 'DIR' ? join(target, name) : target;
        copyFileSync(path, place);
        paths.push(place);
      }
    } catch (error) {
      if (!(error instanceof ExportRefusal)) throw error;
      refusals.push(error.message);
    }
  }
  return { paths, refusals };
}

/** The run file of a run of which nothing was measured, where one was asked for. */
export function writeUnmeasured(address: RunAddress, failure: Failure | null, outputs: Options['outputs']): Written {
  const target = outputs[RUN_FILE];
  const names = OUTPUTS.filter(({ name }) => name !== RUN_FILE && outputs[name] !== undefined).map(
    ({ label }) => label,
  );
  const missing = names.length > 0 ? ` There is nothing to write as ${names.join(', ')}.` : '';
  const refusals = [`Nothing was measured.${missing}`];
  if (target === undefined) return { paths: [], refusals };
  writeFileSync(target, `${JSON.stringify(unmeasuredRun(address, failure))}\n`);
  return { paths: [target], refusals };
}

function writeArchive(archive: Uint8Array, takes: 'FILE' | 'DIR', target: string): string[] {
  const files = unzipSync(archive);
  const placed = takes === 'DIR' ? filesInFolder(files, target) : filesBeside(files, target);
  return Object.entries(placed).map(([path, bytes]) => {
    mkdirSync(dirname(path), { recursive: true });
    writeFileSync(path, bytes);
    return path;
  });
}

type Files = Readonly<Record<string, Uint8Array>>;

/** The lab names folder and file: two names, no path. */
const filesInFolder = (files: Files, folder: string): Files =>
  Object.fromEntries(
    Object.entries(files).map(([entry, bytes]) => [join(folder, basename(dirname(entry)), basename(entry)), bytes]),
  );

/**
 * The first file at `target`, the others next to it. Their names begin with its name, and the first file refers to them
 * by these names.
 */
export function filesBeside(files: Files, target: string): Files {
  const [[, text] = ['', new Uint8Array()], ...others] = Object.entries(files);
  const stem = parse(target).name;
  let markdown = strFromU8(text);
  const beside = others.map(([entry, bytes]): [string, Uint8Array] => {
    const name = `${stem}-${basename(entry)}`;
    markdown = markdown.replaceAll(`](${entry})`, `](${encodeURI(name)})`);
    return [join(dirname(target), name), bytes];
  });
  return { [target]: strToU8(markdown), ...Object.fromEntries(beside) };
}
