/** Histograms of each layer's weights and gradients at the steps at which they were asked for, and at step 0. */
import * as v from 'valibot';
import { count, step, text } from '../run/run-records.ts';
import { defineInspection, floats, nothing, perVariant, words } from './define.ts';

/** Fractions of the values below each quantile. */
export const DISTRIBUTION_QUANTILES = [0, 0.05, 0.25, 0.5, 0.75, 0.95, 1] as const;
export const DISTRIBUTION_BINS = 48;

const distributionSchema = v.object({
  /** Values in equal bins from the smallest to the largest; all 0 if no value is finite. */
  counts: words,
  /** At DISTRIBUTION_QUANTILES; NaN if no value is finite. */
  quantiles: floats,
});
export type Distribution = v.InferOutput<typeof distributionSchema>;

const layerDistributionsSchema = v.object({
  layer: text,
  weights: distributionSchema,
  gradients: distributionSchema,
});

const rowSchema = v.object({ step, layers: v.array(layerDistributionsSchema) });

export const distributionsInspection = defineInspection(
  nothing,
  v.object({
    /** Number of training examples in the gradient's mean. */
    examples: count,
    /** In order of their steps. */
    variants: perVariant(v.array(rowSchema)),
  }),
);
export type DistributionRow = v.InferOutput<typeof rowSchema>;
