/** A sweep's folder: which runs it has, and atomic writing of run files. */
import { renameSync, rmSync, statfsSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileParams } from '../../src/shared/run/run-file-params.ts';
import { MAX_RUN_SIZE, parseRunFile } from '../../src/shared/run/run-file-parse.ts';
import { variantsOf, type RunFile } from '../../src/shared/run/run-file.ts';
import { resolveParams } from '../../src/shared/run/run-params.ts';
import { formatEvents, type RunAddress } from '../../src/shared/run/run-url.ts';
import type { SweepRun } from '../../src/shared/sweep/sweep-file.ts';
import { readUpTo } from '../reading.ts';

/** Less than a run file of ten thousand steps. */
const LEAST_FREE = 8_000_000;

/**
 * The run's file if it is complete: valid, of this address, trained to its end or to numbers that are not finite, which
 * would happen again. If undefined, the run must be trained.
 */
export function finalFile(folder: string, { name, address }: SweepRun): RunFile | undefined {
  let text: string;
  try {
    ({ text } = readUpTo(join(folder, name), MAX_RUN_SIZE));
  } catch {
    return undefined;
  }
  const read = parseRunFile(text);
  return read.ok && isFinal(read.file) && isOf(read.file, address) ? read.file : undefined;
}

function isFinal(file: RunFile): boolean {
  const variants = variantsOf(file);
  return (
    variants.every(({ outcome }) => outcome === 'done') ||
    variants.some(({ failure }) => failure?.kind === 'not-finite')
  );
}

/**
 * Whether the file is of the address's run; a paired run's file begins with the true variant, whatever the address
 * says.
 */
export function isOf(file: RunFile, { params, events }: RunAddress): boolean {
  const wanted = JSON.stringify(Object.entries(fileParams(resolveParams(params))).sort());
  return variantsOf(file).some(
    (variant) =>
      JSON.stringify(Object.entries(variant.params).sort()) === wanted &&
      formatEvents(variant.events) === formatEvents(events),
  );
}

/** Why the run failed, in the page's words; undefined if it did not. */
export function failureOf(file: RunFile): string | undefined {
  const failed = variantsOf(file).find(({ outcome }) => outcome === 'failed');
  return failed && (failed.failure?.message ?? 'The run failed; its file does not say why.');
}

/**
 * The exported run file's text without the seconds of its steps: the rest is the same on every machine that computes
 * the same numbers. Throws a sentence if the export is no run of the address.
 */
export function withoutClock(text: string, { name, address }: SweepRun): string {
  const read = parseRunFile(text);
  if (!read.ok) throw new Error(`The page exported no valid run file for ${name}. ${read.message}`);
  if (!isOf(read.file, address)) throw new Error(`The page exported another run than ${name}; nothing was written.`);
  return JSON.stringify(JSON.parse(text), (key, value: unknown) => (key === 'seconds' ? undefined : value)) + '\n';
}

function isFull(folder: string): boolean {
  const { bavail, bsize } = statfsSync(folder);
  return bavail * bsize < LEAST_FREE;
}

const MAKE_ROOM = 'Finished runs are kept; make room and start the sweep again.';

/** Throws a sentence if the disk has no room for a run file, before any training. */
export function checkRoom(folder: string): void {
  if (isFull(folder)) throw new Error(`The disk of ${folder} is full, so this run was not trained. ${MAKE_ROOM}`);
}

/** The reason why a run failed. The browser's profile is in the folder too, and on a full disk its parts just end. */
export function reasonIn(folder: string, reason: string): string {
  const unnamed = isFull(folder) && !reason.startsWith('The disk of');
  return unnamed ? `The disk of ${folder} is full (${reason}) ${MAKE_ROOM}` : reason;
}

/** Writes the text under a temporary name and renames it when it is complete. Throws a sentence if that fails. */
export function writeWhole(folder: string, name: string, text: string): void {
  const part = join(folder, `.${name}.part`);
  try {
    writeFileSync(part, text);
    renameSync(part, join(folder, name));
  } catch (error) {
    rmSync(part, { force: true });
    const full = error instanceof Error && 'code' in error && error.code === 'ENOSPC';
    const reason = full ? `The disk of ${folder} is full` : error instanceof Error ? error.message : String(error);
    throw new Error(`${reason}, so ${name} was not written. ${MAKE_ROOM}`, { cause: error });
  }
}
