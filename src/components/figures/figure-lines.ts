/** A figure's lines: the present run's and those of the runs laid over it, what they are called, and their legend. */
import type { ChartSpec } from '../../charts/chart-specs.ts';
import { measuredAt, type Line } from '../../charts/line.ts';
import { placeText } from '../../charts/extent.ts';
import { variantNames } from '../../charts/marks.ts';
import { overlaidArms, overlayLines, overlayNames } from '../../charts/overlay.ts';
import { shownLines } from '../../charts/shown-lines.ts';
import type { ChartView } from '../../charts/view.ts';
import type { RunStore } from '../../state/run-store.ts';
import { armLetter, legendLines, type LegendRow } from './legend-rows.ts';

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
    const lines = [...spec.lines(store.arms, dark), ...overlayLines(spec, overlays, store.arms.length, dark)];
    const own = variantNames(store.params, store.events);
    // Of several runs the letter of the key above the charts tells which.
    this.all = lines.map((line) => ({
      ...line,
      label: endName(line, own, overlays.length > 0),
    }));
    const arms = [...store.arms, ...overlaidArms(overlays)];
    this.shown = view ? shownLines(this.all, arms, view) : this.all;
  }

  /** What the arms are called, the present run's first; empty for a lone run. */
  arms(): readonly string[] {
    return overlaidNames(this.#store, this.#view);
  }

  /** Heads of the legend's columns: names, or letters of the key above the charts while there are other runs on them. */
  heads(): readonly string[] {
    const names = this.arms();
    return (this.#view?.overlays.length ?? 0) === 0 ? names : names.map((_, arm) => armLetter(arm));
  }

  /** A row for each name, with the values as measured at `place` of the view's axis, or the latest. */
  legend(format: (value: number) => string, place: number | undefined): LegendRow[] {
    // Runs laid over each other need not have the same layers: each value stands in the column of its own arm.
    const columns = Math.max(1, this.arms().length);
    const rows = new Map<string, LegendRow['cells'][number][]>();
    for (const { name } of this.all) rows.set(name, Array.from({ length: columns }));
    const axis = this.#view?.axis ?? 'step';
    /** Where the value was measured, in words, if that is earlier than the cursor. */
    const earlier = (line: Line, at: number): string => {
      // Among seconds every row lies before the cursor: there, earlier than the arm's other lines.
      const here =
        axis === 'step'
          ? place
          : Math.max(...this.shown.filter(sameArm(line)).map((each) => measuredAt(each, place).at));
      return place !== undefined && here !== undefined && at < here ? placeText(at, axis) : '';
    };
    const means = new Map(this.all.map(({ name, explains }) => [name, explains]));
    const notes = new Map<string, string[]>();
    // Of runs that are not equally fast the same second is not the same step: each line is read where it is drawn.
    for (const line of this.shown) {
      const cells = rows.get(line.name);
      const { value, at } = measuredAt(line, place);
      if (cells) cells[line.arm] = { style: line.style, text: format(value) };
      notes.set(line.name, [...(notes.get(line.name) ?? []), earlier(line, at)]);
    }
    return [...rows].map(([name, cells]): LegendRow => {
      const [first = '', ...others] = notes.get(name) ?? [];
      // Beside each other many values have no room for where they were measured: it is said once.
      if (columns > 2 && others.every((note) => note === first)) {
        return { name, explains: means.get(name), note: first === '' ? undefined : first, cells };
      }
      const each = [first, ...others].values();
      const told = cells.map((cell) => {
        const note = cell ? each.next().value : '';
        return cell && note ? { ...cell, text: `${cell.text} (${note})` } : cell;
      });
      return { name, explains: means.get(name), cells: told };
    });
  }

  /** Lines of text that the legend should have room for, where one beside it has `least` rows. */
  legendLines(least = 0): ReturnType<typeof legendLines> {
    const own = new Set(this.all.map(({ name }) => name)).size;
    return legendLines(Math.max(own, least), this.heads());
  }
}

/** What is written at a line's end: its name and, where there are several arms, its arm's. Pale lines have no end name. */
function endName({ name, arm, style }: Line, own: readonly string[], letters: boolean): string | undefined {
  if (style.pale === true) return undefined;
  if (letters) return `${armLetter(arm)} ${name}`;
  const called = own[arm]?.replace(/ (labels|at first)$/, '');
  return called === undefined ? name : `${name} (${called})`;
}

/** What the arms on the charts are called, the present run's first; empty for a lone run. */
export function overlaidNames({ params, events, arms }: RunStore, view: ChartView | undefined): readonly string[] {
  const own = variantNames(params, events);
  const over = overlayNames(view?.overlays ?? []);
  if (over.length === 0) return own;
  // Before the present run begins it has no arm.
  const present = arms.length === 0 ? [] : own.length > 0 ? own.map((name) => `this run, ${name}`) : ['this run'];
  return [...present, ...over];
}
