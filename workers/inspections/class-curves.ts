/** Counts the right predictions of each class in the evaluations' log. Each evaluation is counted once. */
import { classAccuracies, confusionMatrix } from '../../src/shared/observables/confusion.ts';
import type { Look } from '../observables/evaluation-log.ts';
import type { Inspector } from './define.ts';

interface Accuracies {
  readonly train: readonly number[];
  readonly test: readonly number[];
}

const counted = new WeakMap<Look, Accuracies>();

export const classCurves: Inspector<'classCurves'> = ({ data, variants }) => {
  const classes = data.classNames.length;
  return {
    classes,
    variants: variants.map(({ history }) => {
      const { looks } = history.log;
      const rows = looks.map((look) => accuracies(look, data.test.labels, classes));
      return {
        steps: Float64Array.from(looks, ({ step }) => step),
        train: Float32Array.from(rows.flatMap(({ train }) => train)),
        test: Float32Array.from(rows.flatMap(({ test }) => test)),
      };
    }),
  };
};

function accuracies(look: Look, truth: Uint8Array, classes: number): Accuracies {
  const known = counted.get(look);
  if (known) return known;
  const { train, test } = look;
  const testLabels = Uint8Array.from(test.examples, (example) => truth[example] ?? 0);
  const made = {
    train: classAccuracies(confusionMatrix(train.observed, train.classes, classes)),
    test: classAccuracies(confusionMatrix(testLabels, test.classes, classes)),
  };
  counted.set(look, made);
  return made;
}
