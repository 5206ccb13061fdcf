/** The training loss along straight lines through the space of all trained numbers. */
import * as v from 'valibot';
import { count, step } from '../run/run-records.ts';
import { defineInspection, floats } from './define.ts';

/**
 * Kinds of lines: from the initial to the present weights of each variant, from the first variant's present weights to
 * the second's, or along a random direction from the present weights of each variant.
 */
const LANDSCAPE_LINES = ['start', 'variants', 'random'] as const;
export type LandscapeLine = (typeof LANDSCAPE_LINES)[number];

const curveSchema = v.object({
  /** The variant whose observed labels the loss uses. */
  variant: count,
  /** Mean cross-entropy at each place, nats; NaN if it is not finite. */
  losses: floats,
  /** Distance in weight space from place 0 to place 1. */
  distance: v.number(),
});

export const landscapeInspection = defineInspection(
  v.object({ along: v.picklist(LANDSCAPE_LINES) }),
  v.object({
    along: v.picklist(LANDSCAPE_LINES),
    step,
    /** Number of training examples in the mean. */
    examples: count,
    /** Places t on the line w_a + t (w_b − w_a), ascending. */
    places: floats,
    curves: v.pipe(v.array(curveSchema), v.minLength(1), v.maxLength(2)),
  }),
);
