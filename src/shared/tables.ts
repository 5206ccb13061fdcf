/**
 * The tables in which a run's numbers travel and are kept: columns that grow by a row a measurement.
 * NaN stands for "not defined" inside; files write null.
 */

/** Column names of each family; `step` counts completed updates, so row 0 belongs to the initial weights. */
export const TABLE_COLUMNS = {
  /** One row a step: mean cross-entropy (nats) and accuracy of the minibatch on its given labels; seconds of training so far. */
  steps: ['step', 'loss', 'accuracy', 'seconds'],
  /** One row a step and layer. */
  layerSteps: ['step', 'gradientNorm', 'weightNorm', 'updateRatio', 'successiveCosine'],
  /** One row a probe and layer: C_m at the probe's own m, and the signal Ĝ² and noise Ŝ it was computed from. */
  probes: ['step', 'm', 'coherence', 'signal', 'noise'],
  /** One row a probe and layer where each example's gradient is known: mean pairwise cosines. */
  stiffness: ['step', 'stiffnessWithin', 'stiffnessBetween'],
  /** One row an evaluation, and of how many examples it was; earlier releases evaluated all, and kept no number. */
  evaluations: [
    'step',
    'trainLoss',
    'trainAccuracy',
    'trueLabelAccuracy',
    'corruptedGiven',
    'corruptedTrue',
    'cleanAccuracy',
    'testAccuracy',
    'testLoss',
    'trainExamples',
    'testExamples',
  ],
  /** One row a snapshot and layer: TPM over the latest n segments. */
  paths: ['step', 'tpm'],
} as const;

/** Evaluations against the given labels: where these change, the rows before and after are of different quantities. */
export const ON_GIVEN_LABELS: ReadonlySet<ColumnName<'evaluations'>> = new Set([
  'trainLoss',
  'trainAccuracy',
  'corruptedGiven',
  'corruptedTrue',
  'cleanAccuracy',
] as const);

/** Columns that earlier releases kept of a family, where they were fewer: the first ones. */
export const EARLIER_COLUMNS: Partial<Readonly<Record<keyof typeof TABLE_COLUMNS, number>>> = { evaluations: 9 };

export type TableFamily = keyof typeof TABLE_COLUMNS;
export type ColumnName<F extends TableFamily> = (typeof TABLE_COLUMNS)[F][number];

/** Columns of an evaluation that are measured quantities. */
export type EvaluatedQuantity = Exclude<ColumnName<'evaluations'>, 'step' | 'trainExamples' | 'testExamples'>;

/** Families with a table for each layer; the others have one for the run. */
export const LAYER_FAMILIES = ['layerSteps', 'probes', 'stiffness', 'paths'] as const;
export type LayerFamily = (typeof LAYER_FAMILIES)[number];

/** New rows of one table, in order. `values` holds one column after the other, `rows` numbers each. */
export interface TableChunk {
  readonly family: TableFamily;
  /** The layer's name in a layer family, else null. */
  readonly layer: string | null;
  readonly rows: number;
  readonly values: Float64Array;
}
