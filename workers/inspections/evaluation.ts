/** Answers with what the latest evaluation and those before it have left; computes nothing. */
import type { Inspector } from './define.ts';

export const evaluation: Inspector<'evaluation'> = ({ data, arms }) => ({
  trainLabels: data.train.labels,
  testLabels: data.test.labels,
  variants: arms.map(({ history }) => history.columns),
});
