/** Published values of a sweep's metric, which the summary shows beside the measured ones. */
import * as v from 'valibot';
import { quote } from '../util/issues.ts';
import { msg, str } from '../util/texts.ts';

const finite = v.pipe(v.number(), v.finite());

export const PublishedSchema = v.strictObject({
  /** Where they were published, as a short reference. */
  source: v.pipe(v.string(), v.minLength(1)),
  values: v.pipe(
    v.array(
      v.strictObject({
        /** Values of axes. An axis that isn't named may have any value. */
        at: v.record(v.string(), v.union([finite, v.string()])),
        /** In the unit of the metric; accuracies are from 0 to 1. */
        value: finite,
      }),
    ),
    v.minLength(1),
  ),
});

type PublishedFields = v.InferOutput<typeof PublishedSchema>;

export interface Published {
  readonly source: string;
  /** By the names of run files; a run without a published value is not in it. */
  readonly values: ReadonlyMap<string, number>;
}

/** A combination of values of `keys`, and the run file's name. */
export interface Combination {
  readonly name: string;
  readonly values: readonly string[];
}

/** Assigns the published values to runs, and adds a sentence to `issues` for each that fits none. */
export function publishedOf(
  { source, values }: PublishedFields,
  keys: readonly string[],
  runs: readonly Combination[],
  issues: Set<string>,
): Published {
  const found = new Map<string, number>();
  for (const [i, { at, value }] of values.entries()) {
    const wanted = Object.entries(at).map(([key, text]) => ({ key, text: String(text), column: keys.indexOf(key) }));
    const unknown = wanted.filter(({ column }) => column < 0);
    for (const { key } of unknown)
      issues.add(msg(str`In the sweep file ${place(i)} names ${quote(key)}, which is not among its “axes”.`));
    if (unknown.length > 0) continue;
    const fitting = runs.filter((run) => wanted.every(({ text, column }) => run.values[column] === text));
    if (fitting.length === 0)
      issues.add(msg(str`In the sweep file ${place(i)} describes no run: take values that “axes” has.`));
    if (fitting.some(({ name }) => found.has(name)))
      issues.add(
        msg(str`In the sweep file ${place(i)} describes runs that an earlier value of “published” describes.`),
      );
    for (const { name } of fitting) found.set(name, value);
  }
  return { source, values: found };
}

const place = (i: number): string => quote(`published.values.${i}.at`);
