/** The runs of a folder: the settings in which they differ, and names made from those settings. */
import { addressOfRunFile, paramsOfFile } from '../run/run-file-params.ts';
import { variantsOf, type RunFile, type RunRecord } from '../run/run-file.ts';
import { PARAM_SPECS, paramText, resolveParams, type RunParams } from '../run/run-params.ts';
import { formatAddress, formatEvents } from '../run/run-url.ts';
import type { ScheduledEvent } from '../run/schedule.ts';
import type { LayerFamily } from '../run/tables.ts';
import type { Metric } from './metric.ts';
import { layerFamilyOf } from './quantities.ts';

/** A run as comparisons need it. */
export interface FolderRun {
  readonly name: string;
  readonly file: RunFile;
  /** The query (without "?") that replays the run. */
  readonly query: string;
  readonly seed: number;
  readonly outcome: RunRecord['outcome'];
  /** The failure message. */
  readonly failure: string | undefined;
}

const SEED = 'seed';
const keys = [...PARAM_SPECS.map(({ key }) => key).filter((key) => key !== SEED), 'events'] as const;
type AxisKey = (typeof keys)[number];

const isAxisKey = (key: string): key is AxisKey => (keys as readonly string[]).includes(key);

/**
 * The run without the layers' tables that the metric doesn't read: they are most of a file, and a folder may have many.
 */
export function folderRun(name: string, file: RunFile, metric: Metric): FolderRun {
  const variants = variantsOf(file);
  const failed = variants.find(({ outcome }) => outcome === 'failed');
  const unfinished = variants.find(({ outcome }) => outcome === 'paused');
  const kept = layerFamilyOf(metric.quantity);
  const lean = (run: RunRecord): RunRecord => ({ ...run, ...NO_TABLES, ...(kept && { [kept]: run[kept] ?? {} }) });
  return {
    name,
    file: 'arms' in file ? { ...file, arms: [lean(file.arms[0]), lean(file.arms[1])] } : lean(file),
    query: formatAddress(addressOfRunFile(file)),
    seed: variants[0]?.params.seed ?? NaN,
    outcome: (failed ?? unfinished)?.outcome ?? 'done',
    failure: failed?.failure?.message,
  };
}

const NO_TABLES = { layerSteps: {}, probes: {}, stiffness: {}, paths: {} } satisfies Record<LayerFamily, object>;

/** Whether runs that were read for one metric have what another reads. */
export function hasTablesOf(read: Metric, other: Metric): boolean {
  const needed = layerFamilyOf(other.quantity);
  return needed === undefined || needed === layerFamilyOf(read.quantity);
}

/** The setting's value as in the address, chosen by the user or by the lab. */
export function settingOf({ file }: FolderRun, key: AxisKey): string {
  const run = variantsOf(file)[0];
  return run ? textOf(resolveParams(paramsOfFile(run.params)), run.events, key) : '';
}

/** The setting's value as the user chose it. A value that follows from other settings doesn't count. */
function chosenValue({ file }: FolderRun, key: AxisKey): string {
  const { params, events } = addressOfRunFile(file);
  return textOf(params, events, key);
}

function textOf(params: RunParams, events: readonly ScheduledEvent[], key: AxisKey): string {
  if (key === 'events') return formatEvents(events);
  const spec = PARAM_SPECS.find((candidate) => candidate.key === key);
  return spec ? paramText(spec, params[key]) : '';
}

/** The keys other than the seed in which the runs differ, starting with those of `first`. */
export function axesOf(runs: readonly FolderRun[], first: readonly string[] = []): AxisKey[] {
  const differing = keys.filter((key) => new Set(runs.map((run) => chosenValue(run, key))).size > 1);
  const wanted = first.filter(isAxisKey).filter((key) => differing.includes(key));
  return [...wanted, ...differing.filter((key) => !wanted.includes(key))];
}

/** The distinct values of an axis: numbers in ascending order, other values in the order of the runs. */
export function valuesAlong(runs: readonly FolderRun[], key: AxisKey): string[] {
  const values = [...new Set(runs.map((run) => settingOf(run, key)))];
  return values.every(isNumeric) ? values.sort((a, b) => Number(a) - Number(b)) : values;
}

export const isNumeric = (text: string): boolean => text !== '' && Number.isFinite(Number(text));
