/**
 * The schema of the run file (`*.run.json`). Types, validation and docs/run-file.schema.json derive from it. New fields
 * are exactOptional, because files of earlier releases lack them; fields are never renamed. `null` means "not defined"
 * or "not measured".
 */
import * as v from 'valibot';
import { MAX_NETWORK_TEXT } from '../network/text.ts';
import { eventSchema, fileParamsSchema } from './param-schemas.ts';
import { BACKENDS, MAX_STEPS, MAX_WINDOWS } from './run-params.ts';
import type { OBSERVABLES } from '../observables/index.ts';
import { FAILURE_KINDS } from './run-records.ts';
import { observablesOf, type TableFamily } from './tables.ts';

export const RUN_FILE_FORMAT = 'shuffle-lab-run';
export const RUN_FILE_VERSION = 1;

const MAX_ROWS = 2 * MAX_STEPS;
const MAX_LAYERS = 1000;
const MAX_CHANNELS = 65_536;
const MAX_NAME = 100;
const MAX_TEXT = 4000;
const MAX_EVENTS = 100_000;

const number = v.pipe(v.number(), v.finite());
const optionalNumber = v.nullable(number);
const fraction = v.pipe(v.number(), v.minValue(0), v.maxValue(1));
const step = v.pipe(v.number(), v.integer(), v.minValue(0), v.maxValue(MAX_ROWS));
const count = v.pipe(v.number(), v.integer(), v.minValue(0), v.maxValue(Number.MAX_SAFE_INTEGER));
const column = v.pipe(v.array(optionalNumber), v.maxLength(MAX_ROWS));
const stepColumn = v.pipe(v.array(step), v.maxLength(MAX_ROWS));
const name = v.pipe(v.string(), v.minLength(1), v.maxLength(MAX_NAME));
const text = v.pipe(v.string(), v.maxLength(MAX_TEXT));

const EnvironmentSchema = v.object({
  /** null if the run ended before a backend was chosen; then nothing was measured. */
  backend: v.nullable(v.picklist(BACKENDS)),
  adapter: text,
  software: v.boolean(),
  release: name,
  reasons: v.exactOptional(v.pipe(v.array(text), v.maxLength(100))),
  /** Version of the lab's own kernels on wasm. */
  kernels: v.exactOptional(count),
});

const DataSchema = v.object({
  classNames: v.pipe(v.array(text), v.maxLength(1000)),
  trainExamples: count,
  testExamples: count,
  /** Fraction of wrong training labels when the file was written. */
  corruption: fraction,
  /** Entropy of the marginal of those labels, nats. */
  labelEntropy: optionalNumber,
  /** Identifies the images where the data set's name isn't enough: SHA-256 of classes, labels and pixels. */
  source: v.exactOptional(
    v.object({
      name: text,
      digest: v.pipe(v.string(), v.regex(/^[\da-f]{64}$/)),
      /** What was skipped, scaled or guessed when the images were read. */
      notes: v.exactOptional(v.pipe(v.array(text), v.maxLength(100))),
    }),
  ),
});

const LayerSchema = v.object({
  name,
  shape: v.pipe(v.array(count), v.maxLength(8)),
  parameters: count,
});

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

const WindowSchema = v.object({
  start: step,
  stop: step,
  segments: count,
  layer: name,
  tpm: optionalNumber,
  weightNormStart: optionalNumber,
  weightNormStop: optionalNumber,
  decayAlignment: optionalNumber,
  /** `tpm` is their quotient: ‖w_n − w_0‖, and the length of each segment. */
  displacement: v.exactOptional(optionalNumber),
  segmentLengths: v.exactOptional(v.pipe(v.array(number), v.maxLength(MAX_ROWS))),
  kernelTpm: v.exactOptional(v.pipe(v.array(optionalNumber), v.maxLength(MAX_CHANNELS))),
  segmentCosine: v.exactOptional(optionalNumber),
  decayShare: v.exactOptional(optionalNumber),
});

const FailureSchema = v.object({
  kind: v.picklist(FAILURE_KINDS),
  message: text,
  step: v.nullable(step),
  layer: v.nullable(name),
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
  failure: v.nullable(FailureSchema),
  /** Problems that didn't stop the run: restarts, another backend, storage. */
  notices: v.exactOptional(v.pipe(v.array(text), v.maxLength(MAX_EVENTS))),
});

/** Two variants that trained in lockstep, true labels first. */
export const TwinSchema = v.object({ ...head, arms: v.strictTuple([RunSchema, RunSchema]) });

export const RunFileSchema = v.union([TwinSchema, RunSchema]);

type Deep<T> = T extends readonly unknown[] | object ? { readonly [K in keyof T]: Deep<T[K]> } : T;

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
