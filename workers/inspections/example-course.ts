/** Reads one training example's column of the evaluations' log. An index past the end of the set is refused. */
import type { Inspector } from './define.ts';

export const exampleCourse: Inspector<'exampleCourse'> = ({ data, variants }, { index }) => {
  if (index >= data.train.count) throw new RangeError(`example ${index} of ${data.train.count}`);
  return {
    variants: variants.map(({ history }) => {
      const rows = history.log.looks.flatMap(({ step, train }) => {
        const at = train.examples[index] === index ? index : train.examples.indexOf(index);
        if (at < 0) return [];
        const of = (column: ArrayLike<number>): number => column[at] ?? NaN;
        const [observed, predicted] = [of(train.observed), of(train.classes)];
        return [{ step, observed, predicted, loss: of(train.losses), margin: of(train.margins) }];
      });
      return {
        steps: Float64Array.from(rows, ({ step }) => step),
        observed: Float32Array.from(rows, ({ observed }) => observed),
        predicted: Float32Array.from(rows, ({ predicted }) => predicted),
        losses: Float32Array.from(rows, ({ loss }) => loss),
        margins: Float32Array.from(rows, ({ margin }) => margin),
      };
    }),
  };
};
