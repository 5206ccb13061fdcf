/** An inspection: a question that the page asks the trainer between two steps, and its answer. Each has a schema. */
import * as v from 'valibot';

export interface Inspection<Ask, Answer> {
  readonly ask: v.GenericSchema<unknown, Ask>;
  readonly answer: v.GenericSchema<unknown, Answer>;
}

/** Infers the exact types of a question and its answer. */
export function defineInspection<Ask, Answer>(
  ask: v.GenericSchema<unknown, Ask>,
  answer: v.GenericSchema<unknown, Answer>,
): Inspection<Ask, Answer> {
  return { ask, answer };
}

export const nothing = v.object({});
export const bytes: v.GenericSchema<unknown, Uint8Array> = v.instance(Uint8Array);
export const floats: v.GenericSchema<unknown, Float32Array> = v.instance(Float32Array);
export const doubles: v.GenericSchema<unknown, Float64Array> = v.instance(Float64Array);
export const words: v.GenericSchema<unknown, Uint32Array> = v.instance(Uint32Array);

/** An array with one entry per variant. */
export const perVariant = <T>(schema: v.GenericSchema<unknown, T>) =>
  v.pipe(v.array(schema), v.minLength(1), v.maxLength(2));
