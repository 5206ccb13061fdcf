/** The quantities of a run file from which sweeps take their metrics. They derive from the list of observables. */
import { generalizationGap } from '../observables/derived.ts';
import { EXPLANATIONS, type ExplanationKey } from '../glossary/explanations.ts';
import { LAYER_FAMILIES, observablesOf, type ColumnName, type LayerFamily, type TableFamily } from '../run/tables.ts';
import type { Column, RunRecord } from '../run/run-file.ts';
import { msg, str } from '../util/texts.ts';

/** Values in the order of their steps; NaN where one is not defined. */
export interface Series {
  readonly steps: readonly number[];
  readonly values: readonly number[];
}

type Measured<F extends TableFamily> = Exclude<
  ColumnName<F>,
  'step' | 'seconds' | 'm' | 'trainExamples' | 'testExamples'
>;

/** The family's columns that have an explanation: the others count or time. */
function measured<F extends TableFamily>(family: F): readonly Measured<F>[] {
  return observablesOf(family).flatMap(({ key, explanation }) => (explanation ? [key as Measured<F>] : []));
}

/** Fields of a window and layer, with their explanations. */
const WINDOW_FIELDS = {
  tpm: 'tpm',
  kernelTpm: 'kernelTpm',
  weightNormStart: 'windowNorms',
  weightNormStop: 'windowNorms',
  segmentCosine: 'segmentCosine',
  decayAlignment: 'decayAlignment',
  decayShare: 'decayShare',
} as const satisfies Readonly<Partial<Record<keyof RunRecord['windows'][number], ExplanationKey>>>;
type WindowField = keyof typeof WINDOW_FIELDS;

const GAP = 'generalizationGap';
const EVALUATED = measured('evaluations');
export type EvaluatedName = (typeof EVALUATED)[number];

/** A path's columns measure over its latest segments what a window measures over the whole, so they need other names. */
const PATH = 'paths.';
type PathName = `${typeof PATH}${Measured<'paths'>}`;

const WINDOWED = Object.keys(WINDOW_FIELDS) as readonly WindowField[];
type TableOfLayers = Exclude<LayerFamily, 'paths'>;
const TABLES_OF_LAYERS = LAYER_FAMILIES.filter((family) => family !== 'paths');

export type LayeredName = WindowField | Measured<TableOfLayers> | PathName;
export type RunName = EvaluatedName | typeof GAP | Measured<'steps'>;

/** Quantities with one value per row for the whole run. */
export const OF_RUNS: readonly RunName[] = [...EVALUATED, GAP, ...measured('steps')];
/** Quantities of single layers. */
export const OF_LAYERS: readonly LayeredName[] = [
  ...WINDOWED,
  ...TABLES_OF_LAYERS.flatMap((family): readonly LayeredName[] => measured(family)),
  ...measured('paths').map((key): PathName => `${PATH}${key}`),
];

const isOneOf = <T extends string>(names: readonly T[], name: string): name is T =>
  (names as readonly string[]).includes(name);

export const isEvaluated = (name: string): name is EvaluatedName => isOneOf(EVALUATED, name);
export const isLayered = (name: string): name is LayeredName => isOneOf(OF_LAYERS, name);
/** Whether the quantity has a value per window, not per row of a table. */
export const isWindowed = (name: string): name is WindowField => isOneOf(WINDOWED, name);

const isPath = (name: LayeredName): name is PathName => name.startsWith(PATH);

/** The tables of layers that have the quantity; undefined if it is in none. */
export function layerFamilyOf(name: string): LayerFamily | undefined {
  if (!isLayered(name) || isWindowed(name)) return undefined;
  return isPath(name) ? 'paths' : TABLES_OF_LAYERS.find((family) => isOneOf(measured(family), name));
}

export function explanationOf(name: LayeredName | RunName): ExplanationKey {
  if (name === GAP) return 'gap';
  if (isWindowed(name)) return WINDOW_FIELDS[name];
  return (isLayered(name) && isPath(name) ? columnOf(name) : name) as ExplanationKey;
}

/** Display name. */
export function nameOf(name: LayeredName | RunName): string {
  const { name: title } = EXPLANATIONS[explanationOf(name)];
  if (name === 'weightNormStart') return msg('Starting weight norm');
  if (name === 'weightNormStop') return msg('Final weight norm');
  return isLayered(name) && isPath(name) ? msg(str`${title} over the latest segments`) : title;
}

/** A column's name in its table. */
const columnOf = (name: string): string => name.replace(PATH, '');

/** A quantity of the whole run over its steps. Empty if the run has not measured it. */
export function runSeries({ evaluations, steps }: RunRecord, name: RunName): Series {
  if (name === GAP) {
    const [train, test] = [numbers(evaluations.trainAccuracy), numbers(evaluations.testAccuracy)];
    return { steps: evaluations.step, values: train.map((value, row) => generalizationGap(value, test[row] ?? NaN)) };
  }
  return isEvaluated(name) ? columnSeries(evaluations, name) : columnSeries(steps, name);
}

/** A quantity of one layer over its steps. A window counts at its end. Empty if the run has not measured it. */
export function layerSeries(run: RunRecord, name: LayeredName, layer: string): Series {
  if (isWindowed(name)) {
    const rows = run.windows.filter((window) => window.layer === layer);
    return { steps: rows.map(({ stop }) => stop), values: rows.map((row) => windowValue(row[name])) };
  }
  const family = layerFamilyOf(name);
  return columnSeries(family && run[family]?.[layer], columnOf(name));
}

/** A window's field; of its values per channel the mean over those that are defined. */
function windowValue(value: number | null | Column | undefined): number {
  if (typeof value !== 'object' || value === null) return value ?? NaN;
  const defined = value.filter((each) => each !== null);
  return defined.reduce((sum, each) => sum + each, 0) / defined.length;
}

function columnSeries(table: { readonly step: readonly number[] } | undefined, column: string): Series {
  const values = (table as Readonly<Record<string, Column>> | undefined)?.[column];
  return table && values ? { steps: table.step, values: numbers(values) } : { steps: [], values: [] };
}

const numbers = (column: Column): number[] => column.map((value) => value ?? NaN);
