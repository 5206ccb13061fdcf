/** Schemas of a run's settings and schedule in messages, stored records and run files. */
import * as v from 'valibot';
import {
  eachParam,
  PARAM_SPECS,
  resolveParams,
  type ParamKey,
  type ParamSpec,
  type ResolvedParams,
  type RunParams,
} from './run-params.ts';
import { isEventKey, type EventKey, type ScheduledEvent } from './schedule.ts';
import type { SETTINGS } from '../settings/index.ts';

type FileForm<S> = S extends { readonly type: { toFile(value: never): infer F }; readonly key: ParamKey }
  ? F | Extract<ResolvedParams[S['key']], null>
  : never;
/** The settings in a run file: all choices made, lists as text. */
export type FileParams = { readonly [S in (typeof SETTINGS)[number] as S['key']]: FileForm<S> };

/** `schema`, or null for a setting that may stay open. Keys that older releases lack get their default. */
function entry(spec: ParamSpec, schema: v.GenericSchema, byDefault: unknown): v.GenericSchema {
  const open = spec.default === null && (!spec.decide || spec.added);
  const present = open ? v.nullable(schema) : schema;
  return spec.added ? v.optional(present, byDefault) : present;
}

export const fileParamsSchema = v.object(
  eachParam((spec) =>
    entry(spec, spec.type.fileSchema, spec.default === null ? null : spec.type.toFile(spec.default)),
  ) as { readonly [K in keyof FileParams]: v.GenericSchema<FileParams[K]> },
);

/** Settings in messages and stored records. */
export const paramsSchema: v.GenericSchema<unknown, ResolvedParams> = v.pipe(
  v.object(
    eachParam((spec) => entry(spec, spec.type.schema, spec.default)) as {
      readonly [K in ParamKey]: v.GenericSchema<RunParams[K]>;
    },
  ),
  v.transform(resolveParams),
);

/** A change at a step; `step` is the schema of the step. */
export function eventSchema(step: v.GenericSchema<number>) {
  const changes = PARAM_SPECS.flatMap(({ key, type }) =>
    isEventKey(key)
      ? [v.object({ step, key: v.literal<EventKey>(key), value: type.schema as v.GenericSchema<number> })]
      : [],
  );
  return v.variant('key', changes) satisfies v.GenericSchema<unknown, ScheduledEvent>;
}
