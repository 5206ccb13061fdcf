/** The latest evaluation example by example, and each training example's history over all evaluations. */
import * as v from 'valibot';
import { step } from '../run/record-schemas.ts';
import { bytes, defineInspection, floats, nothing, perVariant } from './define.ts';

const steps: v.GenericSchema<unknown, Float64Array> = v.instance(Float64Array);

/** Columns of one length, an entry for each example of a set; NaN where an example has not been evaluated. */
const predictionsSchema = v.object({
  predicted: floats,
  /** Cross-entropy against the observed label, nats. */
  losses: floats,
  /** Logit of the observed label minus the largest other logit. */
  margins: floats,
});

/** Columns over all training examples. What is counted begins again when the observed label of an example changes. */
const exampleHistorySchema = v.object({
  ...predictionsSchema.entries,
  /** At the latest evaluation of the example. */
  observed: floats,
  /** Step of the first evaluation at which the prediction was the observed label; NaN: never fitted. */
  firstFitted: steps,
  /** Step of the evaluation since which it has been so at each; NaN: not fitted now. */
  fittedSince: steps,
  /** Transitions from fitted to not fitted between consecutive evaluations of the example. */
  forgotten: floats,
});
export type ExampleHistoryColumns = v.InferOutput<typeof exampleHistorySchema>;

export const variantEvaluationSchema = v.object({
  /** Step of the latest evaluation; null before the first. */
  step: v.nullable(step),
  /** Step of the first evaluation that the history counts; null before the first. */
  since: v.nullable(step),
  train: exampleHistorySchema,
  test: predictionsSchema,
});
export type VariantEvaluation = v.InferOutput<typeof variantEvaluationSchema>;

export const evaluationInspection = defineInspection(
  nothing,
  v.object({ trainLabels: bytes, testLabels: bytes, variants: perVariant(variantEvaluationSchema) }),
);
