/** Answers from the predictions of past evaluations; computes nothing. */
import type { Inspector } from './define.ts';

export const evaluation: Inspector<'evaluation'> = ({ data, variants }) => ({
  trainLabels: data.train.labels,
  testLabels: data.test.labels,
  variants: variants.map(({ history }) => history.columns),
});
