/**
 * Everything that determines a run's numbers, as named arrays: examples, labels, batches, rates, and the weights at
 * step 0.
 */
import * as v from 'valibot';
import { count, text } from '../run/run-records.ts';
import { bytes, defineInspection, doubles, floats, nothing, perVariant, words } from './define.ts';

/** An array of numbers with its name, such as `batches`. */
export interface InputArray {
  readonly name: string;
  readonly shape: readonly number[];
  /** Row-major. */
  readonly values: Uint8Array | Uint32Array | Float32Array | Float64Array;
}

const arraySchema: v.GenericSchema<unknown, InputArray> = v.object({
  name: text,
  shape: v.pipe(v.array(count), v.maxLength(8)),
  values: v.union([bytes, words, floats, doubles]),
});

export const inputsInspection = defineInspection(
  nothing,
  v.object({
    /** Arrays that both variants of a paired run share. */
    shared: v.array(arraySchema),
    variants: perVariant(v.array(arraySchema)),
  }),
);
