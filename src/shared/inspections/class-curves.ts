/** Accuracy of each class at each evaluation since the run began or resumed. */
import * as v from 'valibot';
import { count } from '../run/run-records.ts';
import { defineInspection, doubles, floats, nothing, perVariant } from './define.ts';

const classCurvesSchema = v.object({
  /** Completed updates at each evaluation. */
  steps: doubles,
  /** [steps][classes] fractions of the training examples with each observed label; NaN if no example has the label. */
  train: floats,
  /** [steps][classes], of the test examples. */
  test: floats,
});

export const classCurvesInspection = defineInspection(
  nothing,
  v.object({ classes: count, variants: perVariant(classCurvesSchema) }),
);
