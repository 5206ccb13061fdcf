/** What each evaluation since the run began or resumed found for one training example. */
import * as v from 'valibot';
import { count } from '../run/run-records.ts';
import { defineInspection, doubles, floats, perVariant } from './define.ts';

/** Columns with an entry per evaluation of the example. */
const exampleCourseSchema = v.object({
  /** Completed updates. */
  steps: doubles,
  observed: floats,
  predicted: floats,
  /** Cross-entropy against the observed label, nats. */
  losses: floats,
  /** Logit of the observed label minus the largest other logit. */
  margins: floats,
});
export type ExampleCourse = v.InferOutput<typeof exampleCourseSchema>;

export const exampleCourseInspection = defineInspection(
  v.object({ index: count }),
  v.object({ variants: perVariant(exampleCourseSchema) }),
);
