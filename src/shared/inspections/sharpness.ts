/** The largest eigenvalue of the training loss's Hessian at the present weights. */
import * as v from 'valibot';
import { count, step } from '../run/run-records.ts';
import { defineInspection, nothing, perVariant } from './define.ts';

export const sharpnessInspection = defineInspection(
  nothing,
  v.object({
    step,
    /** Training examples over which the loss is a mean. */
    examples: count,
    variants: perVariant(
      v.object({
        eigenvalue: v.number(),
        /** Hessian-vector products that were made. */
        products: count,
        /** Three successive estimates agreed; without it the value is where the iteration was stopped. */
        settled: v.boolean(),
      }),
    ),
  }),
);
