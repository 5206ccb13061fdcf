/**
 * The tables of a run's measurements: columns with a row per measurement. They derive from the list of observables. NaN
 * means "not defined"; files write null.
 */
import type { Facts, Observable, ObservableFamily } from '../observables/define.ts';
import { OBSERVABLES } from '../observables/index.ts';

export type TableFamily = ObservableFamily;
type Listed<F extends TableFamily> = (typeof OBSERVABLES)[F][number];
export type ColumnName<F extends TableFamily> = 'step' | Listed<F>['key'];

export const TABLE_FAMILIES = Object.keys(OBSERVABLES) as readonly TableFamily[];

/** The observables of one family, in column order. */
export function observablesOf<F extends TableFamily>(family: F): readonly Observable<F>[] {
  return OBSERVABLES[family] as unknown as readonly Observable<F>[];
}

type Columns = { readonly [F in TableFamily]: readonly ColumnName<F>[] };

/** Column names of each family. `step` counts completed updates, so row 0 is for the initial weights. */
export const TABLE_COLUMNS = Object.fromEntries(
  TABLE_FAMILIES.map((family) => [family, ['step', ...observablesOf(family).map(({ key }) => key)]]),
) as unknown as Columns;

/** One row of a family's table, in column order. */
export function rowOf<F extends TableFamily>(family: F, step: number, facts: Facts[F]): number[] {
  return [step, ...observablesOf(family).map(({ compute }) => compute(facts))];
}

/** Columns that depend on the observed labels: rows before and after a change of labels measure different quantities. */
export const ON_OBSERVED_LABELS: ReadonlySet<string> = new Set(
  observablesOf('evaluations').flatMap(({ key, onObservedLabels }) => (onObservedLabels ? [key] : [])),
);

/** Columns of an evaluation that are measured quantities. */
export type EvaluatedQuantity = Exclude<ColumnName<'evaluations'>, 'step' | 'trainExamples' | 'testExamples'>;

/** Families with a table per layer; the others have one per run. */
export const LAYER_FAMILIES = ['layerSteps', 'probes', 'stiffness', 'paths'] as const satisfies readonly TableFamily[];
export type LayerFamily = (typeof LAYER_FAMILIES)[number];

/** New rows of one table, in order. `values` is column-major, with `rows` numbers per column. */
export interface TableChunk {
  readonly family: TableFamily;
  /** The layer's name in a layer family, else null. */
  readonly layer: string | null;
  readonly rows: number;
  readonly values: Float64Array;
}
