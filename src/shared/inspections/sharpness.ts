/** The largest eigenvalue of the training loss's Hessian at the present weights. */
import * as v from 'valibot';
import { count, step } from '../run/run-records.ts';
import { defineInspection, nothing, perVariant } from './define.ts';

export const sharpnessInspection = defineInspection(
  nothing,
  v.object({
    step,
    /** Number of training examples in the mean. */
    examples: count,
    variants: perVariant(
      v.object({
        eigenvalue: v.number(),
        /** Number of Hessian-vector products computed. */
        products: count,
        /** Three successive estimates agreed; otherwise the value is the last estimate. */
        settled: v.boolean(),
      }),
    ),
  }),
);
