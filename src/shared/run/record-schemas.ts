/**
 * What else of a run comes in from outside, in a message, a stored record or a checkpoint: examples, images of the user's
 * own, rows of tables. Sizes are bounded. The facts about a run are in run-records.ts.
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
import type { OwnData } from '../data-sets/own-data.ts';
import { eventSchema as eventAt } from './param-schemas.ts';
import { count, digest, MAX_LAYERS, MAX_ROWS, notes, step, text } from './run-records.ts';
import { EVENT_KEYS } from './schedule.ts';
import {
  LAYER_FAMILIES,
  observablesOf,
  TABLE_COLUMNS,
  TABLE_FAMILIES,
  type TableChunk,
  type TableFamily,
} from './tables.ts';

type Schema<T> = v.GenericSchema<unknown, T>;

/** A step, or −1 where there was none. */
export const stepOrNone = v.union([step, v.literal(-1)]);

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
  observed: labels,
  predicted: v.nullable(labels),
}) satisfies Schema<ExamplePredictions>;

const ranked = v.pipe(v.instance(Uint8Array), v.maxLength(RANKED_EXAMPLES));

const probedExamplesSchema: Schema<ProbedExamples> = v.object({
  indices: v.pipe(v.instance(Uint32Array), v.maxLength(RANKED_EXAMPLES)),
  pixels: v.instance(Uint8Array),
  trueLabels: ranked,
  observed: ranked,
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
