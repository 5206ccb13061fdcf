/**
 * The results of a finished sweep besides its run files: the summary as table and picture, and every file's checksum.
 */
import { createHash } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { compareFigure, defaultOptions } from '../../src/compare/figure.ts';
import { pictureSvg } from '../../src/charts/svg-document.ts';
import { figurePicture } from '../../src/compare/figure-picture.ts';
import { folderRun } from '../../src/shared/sweep/folder-runs.ts';
import { summarize, summaryCsv } from '../../src/shared/sweep/summary.ts';
import type { Sweep } from '../../src/shared/sweep/sweep-file.ts';
import { finalFile, writeWhole } from './run-folder.ts';

export const CHECKSUMS = 'SHA256SUMS';

/** Writes the results once all runs of the sweep are there; returns the checksum of the checksums, else undefined. */
export function writeResults(folder: string, sweep: Sweep): string | undefined {
  const runs = [];
  for (const run of sweep.runs) {
    const file = finalFile(folder, run);
    if (!file) return undefined;
    runs.push(folderRun(run.name, file, sweep.metric));
  }
  const summary = summarize(runs, sweep.metric, sweep.axes, sweep.published);
  const figure = compareFigure(summary, { ...defaultOptions(summary), logarithmic: false, dark: false });
  const sums = runs
    .map(({ name }) => `${sha256(readFileSync(join(folder, name)))}  ${name}\n`)
    .sort()
    .join('');
  writeWhole(folder, 'summary.csv', summaryCsv(summary));
  writeWhole(folder, 'summary.svg', pictureSvg(figurePicture(figure)));
  writeWhole(folder, CHECKSUMS, sums);
  return sha256(sums);
}

const sha256 = (bytes: string | Uint8Array): string => createHash('sha256').update(bytes).digest('hex');
