/** A folder's runs side by side: in which settings they differ, and what each is called by them. Knows no sweep file. */
import { addressOfRunFile, paramsOfFile } from '../run/run-file-params.ts';
import { variantsOf, type RunFile, type RunRecord } from '../run/run-file.ts';
import { PARAM_SPECS, paramText, resolveParams, type RunParams } from '../run/run-params.ts';
import { formatAddress, formatEvents } from '../run/run-url.ts';
import type { ScheduledEvent } from '../run/schedule.ts';

/** A run as comparisons need it. */
export interface FolderRun {
  readonly name: string;
  readonly file: RunFile;
  /** The address that trains it again: the query without "?". */
  readonly query: string;
  readonly seed: number;
  readonly outcome: RunRecord['outcome'];
  /** What the lab says of a failure. */
  readonly failure: string | undefined;
}

const SEED = 'seed';
const keys = [...PARAM_SPECS.map(({ key }) => key).filter((key) => key !== SEED), 'events'] as const;
type AxisKey = (typeof keys)[number];

const isAxisKey = (key: string): key is AxisKey => (keys as readonly string[]).includes(key);

/** The run without the columns that no metric reads, which would fill the memory when runs are many. */
export function folderRun(name: string, file: RunFile): FolderRun {
  const arms = variantsOf(file);
  const failed = arms.find(({ outcome }) => outcome === 'failed');
  const unfinished = arms.find(({ outcome }) => outcome === 'paused');
  return {
    name,
    file: 'arms' in file ? { ...file, arms: [lean(file.arms[0]), lean(file.arms[1])] } : lean(file),
    query: formatAddress(addressOfRunFile(file)),
    seed: arms[0]?.params.seed ?? NaN,
    outcome: (failed ?? unfinished)?.outcome ?? 'done',
    failure: failed?.failure?.message,
  };
}

/** The columns' last values. */
function lastRow<T extends Readonly<Record<string, readonly unknown[]>>>(columns: T): T {
  return Object.fromEntries(Object.entries(columns).map(([key, values]) => [key, values.slice(-1)])) as unknown as T;
}

function lean(run: RunRecord): RunRecord {
  const layerSteps = Object.fromEntries(
    Object.entries(run.layerSteps).map(([layer, { step, ...columns }]) => [
      layer,
      { step: step.slice(-1), ...lastRow(columns) },
    ]),
  );
  return { ...run, layerSteps, probes: {}, paths: {} };
}

/** The setting as the address writes it, whether its user or the lab chose it. */
export function settingOf({ file }: FolderRun, key: AxisKey): string {
  const run = variantsOf(file)[0];
  return run ? textOf(resolveParams(paramsOfFile(run.params)), run.events, key) : '';
}

/** The setting as its user gave it: what follows from other settings is no setting of its own. */
function givenOf({ file }: FolderRun, key: AxisKey): string {
  const { params, events } = addressOfRunFile(file);
  return textOf(params, events, key);
}

function textOf(params: RunParams, events: readonly ScheduledEvent[], key: AxisKey): string {
  if (key === 'events') return formatEvents(events);
  const spec = PARAM_SPECS.find((candidate) => candidate.key === key);
  return spec ? paramText(spec, params[key]) : '';
}

/** The keys in which the runs differ beside their seeds, those of `first` before others. */
export function axesOf(runs: readonly FolderRun[], first: readonly string[] = []): AxisKey[] {
  const differing = keys.filter((key) => new Set(runs.map((run) => givenOf(run, key))).size > 1);
  const wanted = first.filter(isAxisKey).filter((key) => differing.includes(key));
  return [...wanted, ...differing.filter((key) => !wanted.includes(key))];
}

/** An axis's values, each once: numbers by size, else in the order in which runs have them. */
export function valuesAlong(runs: readonly FolderRun[], key: AxisKey): string[] {
  const values = [...new Set(runs.map((run) => settingOf(run, key)))];
  return values.every(isNumeric) ? values.sort((a, b) => Number(a) - Number(b)) : values;
}

export const isNumeric = (text: string): boolean => text !== '' && Number.isFinite(Number(text));
