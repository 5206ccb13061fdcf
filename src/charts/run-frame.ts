/** Builds the frame of a run's chart: the view's lines, guides, marks and shuffled spans. */
import type { ResolvedParams } from '../shared/run/run-params.ts';
import type { ScheduledEvent } from '../shared/run/schedule.ts';
import type { VariantHistory } from '../state/variant-history.ts';
import type { ChartFrame } from './chart-frame.ts';
import type { ChartSpec } from './chart-specs.ts';
import { placeOf } from './extent.ts';
import type { Line } from './line.ts';
import { variantNames, eventMarks, firstVariant, shuffledSpans, type EventMark } from './marks.ts';
import type { ChartView } from './view.ts';

/** The parts of a run that its charts show. */
export interface ChartRun {
  readonly params: ResolvedParams;
  readonly events: readonly ScheduledEvent[];
  readonly variants: readonly VariantHistory[];
  /** Completed steps. */
  readonly step: number;
  /** Number of classes of the data set. */
  readonly classes: number;
}

interface Drawn {
  readonly spec: ChartSpec;
  readonly run: ChartRun;
  readonly view: Pick<ChartView, 'axis' | 'range'> | undefined;
  readonly lines: readonly Line[];
  /** The axis' end while no range is chosen. */
  readonly end: number;
  readonly logarithmic: boolean;
  readonly highlight: string | undefined;
  readonly example?: boolean;
}

export function runFrame({ spec, run, view, lines, end, logarithmic, highlight, example = false }: Drawn): ChartFrame {
  const { params, events } = firstVariant(run.params, run.events);
  const axis = view?.axis ?? 'step';
  const { from, to } = view?.range ?? { from: 0, to: end };
  // The rows of two variants arrive one after the other; the hatch ends where every curve has a value.
  const measured = Math.min(
    run.step,
    ...run.variants.flatMap(({ steps }) => (steps.length === 0 ? [] : steps.last('step') + 1)),
  );
  const place = (step: number): number => placeOf(step, axis, run.variants);
  return {
    spec,
    lines,
    start: from,
    end: to,
    axis,
    logarithmic,
    // An empty chart has a note in their place.
    guides: lines.some((line) => line.ys().length > 0) ? spec.guides(params, run.classes) : [],
    marks: runMarks(spec, run).map((mark) => ({ ...mark, step: place(mark.step) })),
    spans: shuffledSpans(params, events, measured).map((span) => ({
      start: place(span.start),
      stop: place(span.stop),
    })),
    highlight,
    example,
  };
}

/** The schedule's marks, then the chart's own. */
export function runMarks(spec: ChartSpec, { params, events, variants }: ChartRun): EventMark[] {
  const own = spec.marks?.(variants, variantNames(params, events)) ?? [];
  return [...eventMarks(firstVariant(params, events).events), ...own];
}
