/** The six charts of a report, drawn from the run file, in the page or in Node. */
import { CHARTS } from '../charts/chart-specs.ts';
import { variantNames } from '../charts/marks.ts';
import { chartPicture, type Picture } from '../charts/picture.ts';
import { runFrame, type ChartRun } from '../charts/run-frame.ts';
import { classCount } from '../shared/data-sets/find.ts';
import type { RunFile } from '../shared/run/run-file.ts';
import { importedRun } from '../state/imported-run.ts';
import { HistoryReader } from '../state/saved-run.ts';

/** A file's run in the form that charts need. */
export function chartRun(file: RunFile): ChartRun {
  const { run, entries } = importedRun(file, 'report', 0, null);
  const reader = new HistoryReader(run);
  for (const entry of entries) reader.add(entry);
  const { variants } = reader.finish();
  const { params, events, step, data } = run;
  return { params, events, variants, step, classes: data.classNames.length || classCount(params.data) };
}

/** Skips charts without values. */
export function reportCharts(file: RunFile): Picture[] {
  const run = chartRun(file);
  const { params, events, variants } = run;
  const last = (xs: Float64Array): number => xs.at(-1) ?? 0;
  const ends = variants.flatMap(({ steps, evaluations }) => [
    last(steps.column('step')),
    last(evaluations.column('step')),
  ]);
  const end = Math.max(1, ...ends);
  return CHARTS.flatMap((spec) => {
    const lines = spec.lines(variants, false);
    const { logarithmic } = spec;
    const frame = runFrame({ spec, run, view: undefined, lines, end, logarithmic, highlight: undefined });
    return chartPicture(frame, variantNames(params, events)) ?? [];
  });
}
