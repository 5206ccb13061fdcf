/** The latest evaluation per example, and each training example's history over all evaluations. */
import * as v from 'valibot';
import { step } from '../run/run-records.ts';
import { bytes, defineInspection, doubles, floats, nothing, perVariant } from './define.ts';

/** Columns of equal length with an entry per example of a set; NaN where an example hasn't been evaluated. */
const predictionsSchema = v.object({
  predicted: floats,
  /** Cross-entropy against the observed label, nats. */
  losses: floats,
  /** Logit of the observed label minus the largest other logit. */
  margins: floats,
});

/** Columns over all training examples. Counts restart when the observed label of an example changes. */
const exampleHistorySchema = v.object({
  ...predictionsSchema.entries,
  /** Observed label at the latest evaluation of the example. */
  observed: floats,
  /** Step of the first evaluation that predicted the observed label; NaN if there is none. */
  firstFitted: doubles,
  /** Step of the first evaluation of the current fitted streak; NaN if the example isn't fitted now. */
  fittedSince: doubles,
  /** Transitions from fitted to not fitted between consecutive evaluations of the example. */
  forgotten: floats,
});
export type ExampleHistoryColumns = v.InferOutput<typeof exampleHistorySchema>;

export const variantEvaluationSchema = v.object({
  /** Step of the latest evaluation; null before the first. */
  step: v.nullable(step),
  /** Step of the first evaluation in the history; null before the first. */
  since: v.nullable(step),
  train: exampleHistorySchema,
  test: predictionsSchema,
});
export type VariantEvaluation = v.InferOutput<typeof variantEvaluationSchema>;

export const evaluationInspection = defineInspection(
  nothing,
  v.object({ trainLabels: bytes, testLabels: bytes, variants: perVariant(variantEvaluationSchema) }),
);
