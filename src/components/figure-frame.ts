/** What a figure hands its chart for one drawing: the lines as the view has them, guides, marks and shuffled spans. */
import type { ChartFrame } from '../charts/chart-frame.ts';
import type { ChartSpec } from '../charts/chart-specs.ts';
import { placeOf } from '../charts/extent.ts';
import type { Line } from '../charts/line.ts';
import { variantNames, eventMarks, firstArm, shuffledSpans, type EventMark } from '../charts/marks.ts';
import type { ChartView } from '../charts/view.ts';
import type { RunStore } from '../state/run-store.ts';

export interface Drawn {
  readonly spec: ChartSpec;
  readonly store: RunStore;
  readonly view: ChartView | undefined;
  readonly lines: readonly Line[];
  /** Where the axis ends while no stretch is chosen. */
  readonly end: number;
  readonly logarithmic: boolean;
  readonly highlight: string | undefined;
}

export function figureFrame({ spec, store, view, lines, end, logarithmic, highlight }: Drawn): ChartFrame {
  const { params, events } = firstArm(store.params, store.events);
  const axis = view?.axis ?? 'step';
  const { from, to } = view?.range ?? { from: 0, to: end };
  const place = (step: number): number => placeOf(step, axis, store.arms);
  return {
    spec,
    lines,
    start: from,
    end: to,
    axis,
    logarithmic,
    guides: spec.guides(params, store.classes),
    marks: figureMarks(spec, store).map((mark) => ({ ...mark, step: place(mark.step) })),
    spans: shuffledSpans(params, events, store.step).map((span) => ({
      start: place(span.start),
      stop: place(span.stop),
    })),
    highlight,
  };
}

/** The schedule's marks, then the chart's own. */
export function figureMarks(spec: ChartSpec, { params, events, arms }: RunStore): EventMark[] {
  const own = spec.marks?.(arms, variantNames(params, events)) ?? [];
  return [...eventMarks(firstArm(params, events).events), ...own];
}
