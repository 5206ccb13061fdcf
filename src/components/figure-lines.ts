/** A figure's lines: the present run's and those of the runs laid over it, what they are called, and their legend. */
import type { ChartSpec } from '../charts/chart-specs.ts';
import { measuredAt, type Line } from '../charts/line.ts';
import { placeText } from '../charts/extent.ts';
import { variantNames } from '../charts/marks.ts';
import { overlaidArms, overlayLines, overlayNames } from '../charts/overlay.ts';
import { shownLines } from '../charts/shown-lines.ts';
import type { ChartView } from '../charts/view.ts';
import type { RunStore } from '../state/run-store.ts';
import { legendLines, type LegendRow } from './legend-rows.ts';

const sameArm =
  ({ arm }: Line) =>
  (other: Line): boolean =>
    other.arm === arm;

/** Made anew when the run's arms, the view, the theme or the chart is another. */
export class FigureLines {
  /** As measured, over steps. */
  readonly all: readonly Line[];
  /** As the view has them. */
  readonly shown: readonly Line[];
  readonly #store: RunStore;
  readonly #view: ChartView | undefined;

  constructor(spec: ChartSpec, store: RunStore, view: ChartView | undefined, dark: boolean) {
    const overlays = view?.overlays ?? [];
    this.#store = store;
    this.#view = view;
    this.all = [...spec.lines(store.arms, dark), ...overlayLines(spec, overlays, store.arms.length, dark)];
    const arms = [...store.arms, ...overlaidArms(overlays)];
    this.shown = view ? shownLines(this.all, arms, view) : this.all;
  }

  /** What the arms are called, the present run's first; empty for a lone run. */
  arms(): readonly string[] {
    const { params, events, arms } = this.#store;
    const own = variantNames(params, events);
    const over = overlayNames(this.#view?.overlays ?? []);
    if (over.length === 0) return own;
    // Before the present run begins it has no arm.
    const present = arms.length === 0 ? [] : own.length > 0 ? own : ['this run'];
    return [...present, ...over];
  }

  /** A row for each name, with the values as measured at `place` of the view's axis, or the latest. */
  legend(format: (value: number) => string, place: number | undefined): LegendRow[] {
    // Runs laid over each other need not have the same layers: each value stands in the column of its own arm.
    const columns = Math.max(1, this.arms().length);
    const rows = new Map<string, LegendRow['cells'][number][]>();
    for (const { name } of this.all) rows.set(name, Array.from({ length: columns }));
    const axis = this.#view?.axis ?? 'step';
    const valueText = (line: Line, at: number | undefined): string => {
      const measured = measuredAt(line, at);
      // Among seconds every row lies before the cursor: there, earlier than the arm's other lines.
      const here =
        axis === 'step' ? at : Math.max(...this.shown.filter(sameArm(line)).map((each) => measuredAt(each, at).at));
      const earlier = at !== undefined && here !== undefined && measured.at < here;
      return `${format(measured.value)}${earlier ? ` (${placeText(measured.at, axis)})` : ''}`;
    };
    const means = new Map(this.all.map(({ name, explains }) => [name, explains]));
    // Of runs that are not equally fast the same second is not the same step: each line is read where it is drawn.
    for (const line of this.shown) {
      const cells = rows.get(line.name);
      if (cells) cells[line.arm] = { style: line.style, text: valueText(line, place) };
    }
    return [...rows].map(([name, cells]) => ({ name, explains: means.get(name), cells }));
  }

  /** Lines of text that the legend should have room for, where one beside it has `least` rows. */
  legendLines(least = 0): ReturnType<typeof legendLines> {
    const own = new Set(this.all.map(({ name }) => name)).size;
    return legendLines(Math.max(own, least), this.arms());
  }
}
