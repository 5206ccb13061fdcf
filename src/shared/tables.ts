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
  /** One row an evaluation, over the whole training subset and the whole test set. */
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

export type TableFamily = keyof typeof TABLE_COLUMNS;
export type ColumnName<F extends TableFamily> = (typeof TABLE_COLUMNS)[F][number];

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
