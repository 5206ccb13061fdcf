/** The schema of a decoded checkpoint, checked before a run is built from it. The network checks whether it fits. */
import * as v from 'valibot';
import { DATA_SETS } from '../../src/shared/data-sets/index.ts';
import { variantEvaluationSchema } from '../../src/shared/inspections/evaluation.ts';
import { stepOrNone } from '../../src/shared/run/record-schemas.ts';
import { count, step, windowRowSchema } from '../../src/shared/run/run-records.ts';
import type { RunCheckpoint } from './run.ts';

/** Blocks, snapshots, windows. */
const MOST = 1000;
const list = <S extends v.GenericSchema>(schema: S) => v.pipe(v.array(schema), v.maxLength(MOST));
/** One per segment: as many as a window has strides. */
const numbers = v.array(v.number());
const floats = v.instance(Float32Array);
const examples = v.pipe(
  count,
  v.minValue(1),
  v.maxValue(Math.max(...DATA_SETS.map(({ trainExamples }) => trainExamples))),
);

const slots = v.pipe(
  v.record(v.pipe(v.string(), v.maxLength(100)), floats),
  v.check((named) => Object.keys(named).length <= 10),
);
/** Version 1 stored the momentum as `velocity`. */
const parameterSchema = v.pipe(
  v.object({
    value: floats,
    velocity: v.exactOptional(floats),
    slots: v.exactOptional(slots),
    previousGradient: v.nullable(floats),
  }),
  v.transform(({ value, velocity, slots: named, previousGradient }) => ({
    value,
    slots: named ?? (velocity ? { velocity } : {}),
    previousGradient,
  })),
);

const variantSchema = v.object({
  parameters: list(parameterSchema),
  running: list(v.object({ mean: floats, variance: floats })),
  sliding: v.object({ snapshots: list(list(floats)), segmentNorms: list(numbers) }),
  windows: list(
    v.object({
      open: v.nullable(list(v.object({ start: floats, previous: floats, units: floats, gradients: floats }))),
      measured: list(
        v.object({
          segmentNorms: numbers,
          channelNorms: v.array(v.instance(Float64Array)),
          decayForce: v.number(),
          row: windowRowSchema,
        }),
      ),
    }),
  ),
  gradientSquares: numbers,
  history: v.exactOptional(variantEvaluationSchema),
});

export const savedRunSchema = v.object({
  step,
  snapshotAt: stepOrNone,
  evaluatedAt: stepOrNone,
  seconds: v.pipe(v.number(), v.minValue(0)),
  order: v.pipe(
    v.object({
      examples,
      batch: examples,
      stream: v.pipe(v.array(v.pipe(v.number(), v.integer())), v.minLength(4), v.maxLength(5)),
      taken: count,
    }),
    v.check(({ examples: all, taken }) => taken <= all),
  ),
  arms: v.pipe(v.array(variantSchema), v.minLength(1), v.maxLength(2)),
}) satisfies v.GenericSchema<unknown, RunCheckpoint>;
