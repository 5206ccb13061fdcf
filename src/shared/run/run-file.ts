/**
 * The schema of the run file (`*.run.json`). Types, validation and docs/run-file.schema.json derive from it. New fields
 * are exactOptional, because files of earlier releases lack them; fields are never renamed. `null` means "not defined"
 * or "not measured".
 */
import * as v from 'valibot';
import { MAX_NETWORK_TEXT } from '../network/text.ts';
import { eventSchema, fileParamsSchema } from './param-schemas.ts';
import { MAX_WINDOWS } from './run-params.ts';
import type { OBSERVABLES } from '../observables/index.ts';
import {
  count,
  environmentSchema,
  failureSchema,
  layerSchema,
  MAX_LAYERS,
  MAX_ROWS,
  sourceSchema,
  step,
  text,
  windowEntries,
  type Deep,
} from './run-records.ts';
import { observablesOf, type TableFamily } from './tables.ts';

export const RUN_FILE_FORMAT = 'shuffle-lab-run';
export const RUN_FILE_VERSION = 1;

const MAX_NAME = 100;
const MAX_EVENTS = 100_000;

const number = v.pipe(v.number(), v.finite());
const optionalNumber = v.nullable(number);
const column = v.pipe(v.array(optionalNumber), v.maxLength(MAX_ROWS));
const stepColumn = v.pipe(v.array(step), v.maxLength(MAX_ROWS));
const name = v.pipe(v.string(), v.minLength(1), v.maxLength(MAX_NAME));

const EnvironmentSchema = v.object({
  ...environmentSchema.entries,
  /** null where the run ended before one was chosen; then nothing was measured. */
  backend: v.nullable(environmentSchema.entries.backend),
  release: name,
  reasons: v.exactOptional(environmentSchema.entries.reasons),
});

const DataSchema = v.object({
  classNames: v.pipe(v.array(text), v.maxLength(MAX_LAYERS)),
  trainExamples: count,
  testExamples: count,
  /** Fraction of the training labels that was wrong when the file was written. */
  corruption: v.pipe(v.number(), v.minValue(0), v.maxValue(1)),
  /** Entropy of the marginal of the labels of that moment, nats. */
  labelEntropy: optionalNumber,
  source: v.exactOptional(sourceSchema),
});

const LayerSchema = v.object({ ...layerSchema.entries, name });

const missingColumn = v.exactOptional(column);

/** A column for each observable of the family. */
type TableEntries<F extends TableFamily> = { readonly step: typeof stepColumn } & {
  readonly [O in (typeof OBSERVABLES)[F][number] as O['key']]: O extends { readonly optional: true }
    ? typeof missingColumn
    : typeof column;
};

function table<F extends TableFamily>(family: F): v.ObjectSchema<TableEntries<F>, undefined> {
  const columns = observablesOf(family).map(({ key, optional }) => [key, optional ? missingColumn : column]);
  return v.object({ step: stepColumn, ...Object.fromEntries(columns) } as unknown as TableEntries<F>);
}

const ofLayers = <S extends v.GenericSchema>(schema: S) => v.pipe(v.record(name, schema), v.maxEntries(MAX_LAYERS));

const row = windowEntries(number);
const WindowSchema = v.object({
  ...row,
  layer: name,
  kernelTpm: v.exactOptional(row.kernelTpm),
  segmentCosine: v.exactOptional(row.segmentCosine),
  decayShare: v.exactOptional(row.decayShare),
});

const head = { format: v.literal(RUN_FILE_FORMAT), version: v.literal(RUN_FILE_VERSION) };

/** One run, or one variant of a paired run. */
export const RunSchema = v.object({
  ...head,
  params: fileParamsSchema,
  events: v.pipe(v.array(eventSchema(step)), v.maxLength(MAX_EVENTS)),
  environment: EnvironmentSchema,
  data: v.exactOptional(DataSchema),
  /** The number of parameters without and with BatchNorm's scales. */
  network: v.exactOptional(
    v.object({
      parameters: count,
      trainable: count,
      /** The layers in text form, without the classifier, which every reader appends. */
      spec: v.exactOptional(v.pipe(v.string(), v.maxLength(MAX_NETWORK_TEXT))),
    }),
  ),
  layers: v.pipe(v.array(LayerSchema), v.maxLength(MAX_LAYERS)),
  steps: table('steps'),
  layerSteps: ofLayers(table('layerSteps')),
  /**
   * C_m at the `m` beside it, the signal Ĝ² and the noise Ŝ. `exact`: from per-example gradients, not estimated from
   * chunks.
   */
  probes: ofLayers(v.object({ ...table('probes').entries, exact: v.boolean() })),
  /**
   * Mean cosine of two examples' gradients, within and between observed classes, for layers with per-example gradients.
   */
  stiffness: v.exactOptional(ofLayers(table('stiffness'))),
  /** TPM over the latest segments during the run. */
  paths: v.exactOptional(ofLayers(table('paths'))),
  /** `trainExamples` and `testExamples` are the evaluated examples; heavy runs evaluate a part before the end. */
  evaluations: table('evaluations'),
  windows: v.pipe(v.array(WindowSchema), v.maxLength(MAX_WINDOWS * MAX_LAYERS)),
  /** A run that was still training counts as paused. */
  outcome: v.picklist(['done', 'paused', 'failed']),
  failure: v.nullable(failureSchema),
  /** What went wrong without stopping the run: restarts, another backend, storage. */
  notices: v.exactOptional(v.pipe(v.array(text), v.maxLength(MAX_EVENTS))),
});

/** Two variants that trained in lockstep, true labels first. */
export const TwinSchema = v.object({ ...head, arms: v.strictTuple([RunSchema, RunSchema]) });

export const RunFileSchema = v.union([TwinSchema, RunSchema]);

export type RunRecord = Deep<v.InferOutput<typeof RunSchema>>;
type TwinRecord = Deep<v.InferOutput<typeof TwinSchema>>;
export type RunFile = RunRecord | TwinRecord;
export type { FileParams } from './param-schemas.ts';
/** A column in files. */
export type Column = readonly (number | null)[];

/** The runs in the file: one, or the two of a paired run. */
export function variantsOf(file: RunFile): readonly RunRecord[] {
  return 'arms' in file ? file.arms : [file];
}
