/**
 * Schemas of a run's facts in messages, stored records and checkpoints. Sizes are bounded. The types are those of
 * run-records.ts, tables.ts and schedule.ts.
 */
import * as v from 'valibot';
import {
  RANKED_EXAMPLES,
  SHOWN_EXAMPLES,
  type ExampleImages,
  type ExamplePredictions,
  type ExampleRanking,
  type ProbedExamples,
} from './example-records.ts';
import type { DataSource, OwnData } from '../data-sets/own-data.ts';
import { eventSchema as eventAt } from './param-schemas.ts';
import { BACKENDS, MAX_STEPS } from './run-params.ts';
import {
  FAILURE_KINDS,
  type DataInfo,
  type Environment,
  type Failure,
  type NamedTensor,
  type NetworkInfo,
  type WindowRow,
} from './run-records.ts';
import { EVENT_KEYS } from './schedule.ts';
import {
  LAYER_FAMILIES,
  observablesOf,
  TABLE_COLUMNS,
  TABLE_FAMILIES,
  type TableChunk,
  type TableFamily,
} from './tables.ts';

/** Training can continue past the planned steps. */
const LAST_STEP = 100 * MAX_STEPS;
const MAX_LAYERS = 1000;
const MAX_CHANNELS = 65_536;
const MAX_TEXT = 10_000;
const MAX_ROWS = 10_000_000;

type Schema<T> = v.GenericSchema<unknown, T>;

export const text = v.pipe(v.string(), v.maxLength(MAX_TEXT));
export const count = v.pipe(v.number(), v.integer(), v.minValue(0), v.maxValue(Number.MAX_SAFE_INTEGER));
export const step = v.pipe(v.number(), v.integer(), v.minValue(0), v.maxValue(LAST_STEP));
/** A step, or −1 for none. */
export const stepOrNone = v.pipe(v.number(), v.integer(), v.minValue(-1), v.maxValue(LAST_STEP));
/** NaN means "not defined". */
const anyNumber = v.custom<number>((value) => typeof value === 'number', 'not a number');
const orNull = v.nullable(anyNumber);
export const fractions = v.pipe(v.array(v.pipe(v.number(), v.minValue(0), v.maxValue(1))), v.maxLength(2));

export const environmentSchema: Schema<Environment> = v.object({
  backend: v.picklist(BACKENDS),
  adapter: text,
  software: v.boolean(),
  reasons: v.pipe(v.array(text), v.maxLength(100)),
  kernels: v.exactOptional(count),
});

export const networkSchema: Schema<NetworkInfo> = v.object({
  layers: v.pipe(
    v.array(v.object({ name: text, shape: v.pipe(v.array(count), v.maxLength(8)), parameters: count })),
    v.maxLength(MAX_LAYERS),
  ),
  parameters: count,
  trainable: count,
});

export const tensorsSchema: Schema<readonly NamedTensor[]> = v.pipe(
  v.array(
    v.object({
      name: text,
      shape: v.pipe(v.array(count), v.maxLength(8)),
      values: v.custom<Float32Array<ArrayBuffer>>((value) => value instanceof Float32Array),
    }),
  ),
  v.maxLength(6 * MAX_LAYERS),
);

export const digest = v.pipe(v.string(), v.regex(/^[\da-f]{64}$/));
const notes = v.exactOptional(v.pipe(v.array(text), v.maxLength(100)));
const sourceSchema: Schema<DataSource> = v.object({ name: text, digest, notes });

const corruption = v.pipe(fractions, v.minLength(1));
const entropies = v.pipe(v.array(anyNumber), v.minLength(1), v.maxLength(2));

/** The fields of LabelFacts. */
export const labelFacts = { corruption, labelEntropy: entropies };

export const dataSchema: Schema<DataInfo> = v.pipe(
  v.object({
    classNames: v.pipe(v.array(text), v.maxLength(MAX_LAYERS)),
    trainExamples: count,
    testExamples: count,
    corruption,
    // Records of earlier releases have one number, that of the last variant.
    labelEntropy: v.union([entropies, anyNumber]),
    source: v.exactOptional(sourceSchema),
  }),
  v.transform(({ labelEntropy: kept, ...data }) => ({
    ...data,
    labelEntropy:
      typeof kept === 'number' ? data.corruption.map((_, i, all) => (i === all.length - 1 ? kept : NaN)) : kept,
  })),
);

export const ownDataSchema: Schema<OwnData> = v.object({
  name: text,
  digest,
  notes,
  classNames: v.pipe(v.array(text), v.maxLength(MAX_LAYERS)),
  counts: v.pipe(v.array(count), v.maxLength(MAX_LAYERS)),
  trainExamples: count,
  testExamples: count,
  testGiven: v.boolean(),
  leftOut: count,
  size: count,
  channels: count,
  samples: v.instance(Uint8Array),
});

const labels = v.pipe(v.instance(Uint8Array), v.maxLength(SHOWN_EXAMPLES));

export const exampleImagesSchema = v.object({
  pixels: v.instance(Uint8Array),
  size: count,
  channels: count,
  trueLabels: labels,
}) satisfies Schema<ExampleImages>;

export const examplePredictionsSchema = v.object({
  step,
  given: labels,
  predicted: v.nullable(labels),
}) satisfies Schema<ExamplePredictions>;

const ranked = v.pipe(v.instance(Uint8Array), v.maxLength(RANKED_EXAMPLES));

const probedExamplesSchema: Schema<ProbedExamples> = v.object({
  indices: v.pipe(v.instance(Uint32Array), v.maxLength(RANKED_EXAMPLES)),
  pixels: v.instance(Uint8Array),
  trueLabels: ranked,
  given: ranked,
  predicted: ranked,
  alignments: v.pipe(v.instance(Float64Array), v.maxLength(RANKED_EXAMPLES)),
});

export const exampleRankingSchema = v.object({
  step,
  compared: count,
  layers: v.pipe(v.array(text), v.maxLength(MAX_LAYERS)),
  most: probedExamplesSchema,
  least: probedExamplesSchema,
}) satisfies Schema<ExampleRanking>;

export const failureSchema: Schema<Failure> = v.object({
  kind: v.picklist(FAILURE_KINDS),
  message: text,
  step: v.nullable(step),
  layer: v.nullable(text),
});

export const windowRowSchema: Schema<WindowRow> = v.object({
  start: step,
  stop: step,
  segments: count,
  layer: text,
  tpm: orNull,
  displacement: v.exactOptional(orNull),
  segmentLengths: v.exactOptional(v.pipe(v.array(anyNumber), v.maxLength(MAX_ROWS))),
  kernelTpm: v.pipe(v.array(orNull), v.maxLength(MAX_CHANNELS)),
  segmentCosine: orNull,
  decayAlignment: orNull,
  decayShare: orNull,
  weightNormStart: orNull,
  weightNormStop: orNull,
});

export { paramsSchema } from './param-schemas.ts';
export const eventSchema = eventAt(step);

/** A change of a setting. The trainer checks the value. */
export const settingSchema = v.object({ key: v.picklist(EVENT_KEYS), value: v.number() });

const isLayerFamily = (family: TableFamily): boolean => (LAYER_FAMILIES as readonly TableFamily[]).includes(family);

/** Number of columns at the end of a family's table that earlier releases may lack. */
function addedColumns(family: TableFamily): number {
  const kept = observablesOf(family).map(({ optional }) => optional !== true);
  return kept.length - 1 - kept.lastIndexOf(true);
}

/** Adds the columns that a chunk of an earlier release lacks; their values are not defined. */
function withAllColumns<C extends TableChunk>(chunk: C): C {
  const { family, rows, values } = chunk;
  const columns = values.length / rows;
  const fewest = TABLE_COLUMNS[family].length - addedColumns(family);
  if (rows === 0 || !Number.isInteger(columns) || columns < fewest || columns >= TABLE_COLUMNS[family].length)
    return chunk;
  const all = new Float64Array(rows * TABLE_COLUMNS[family].length).fill(NaN);
  all.set(values);
  return { ...chunk, values: all };
}

/** The cost is O(columns), independent of the number of rows. */
export const chunkSchema: Schema<TableChunk> = v.pipe(
  v.object({
    family: v.picklist(TABLE_FAMILIES),
    layer: v.nullable(text),
    rows: v.pipe(v.number(), v.integer(), v.minValue(0), v.maxValue(MAX_ROWS)),
    values: v.instance(Float64Array),
  }),
  v.transform(withAllColumns),
  v.check(({ family, rows, values }) => values.length === rows * TABLE_COLUMNS[family].length, 'columns cut short'),
  v.check(({ family, layer }) => isLayerFamily(family) === (layer !== null), 'a layer that does not fit the family'),
);
