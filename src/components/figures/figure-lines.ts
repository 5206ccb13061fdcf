/** A figure's lines (of the current run and its overlays), their names, and their legend. */
import type { ChartSpec } from '../../charts/chart-specs.ts';
import { measuredAt, type Line } from '../../charts/line.ts';
import { placeText } from '../../charts/extent.ts';
import { variantNames } from '../../charts/marks.ts';
import { overlaidVariants, overlayLines, overlayNames } from '../../charts/overlay.ts';
import { shownLines } from '../../charts/shown-lines.ts';
import type { ChartView } from '../../charts/view.ts';
import type { RunStore } from '../../state/run-store.ts';
import { variantLetter, legendLines, type LegendLines, type LegendRow } from './legend-rows.ts';
import { msg, str } from '../../shared/util/texts.ts';

const sameVariant =
  ({ variant }: Line) =>
  (other: Line): boolean =>
    other.variant === variant;

/** Rebuilt when the run's variants, the view, the theme or the chart change. */
export class FigureLines {
  /** Raw values over steps. */
  readonly all: readonly Line[];
  /** As the view shows them. */
  readonly shown: readonly Line[];
  readonly #store: RunStore;
  readonly #view: ChartView | undefined;

  /** `whole`: for a file, without the page's key of letters; lines are labelled with whole names. */
  constructor(spec: ChartSpec, store: RunStore, view: ChartView | undefined, dark: boolean, whole = false) {
    const overlays = view?.overlays ?? [];
    this.#store = store;
    this.#view = view;
    const lines = [...spec.lines(store.variants, dark), ...overlayLines(spec, overlays, store.variants.length, dark)];
    const names = whole ? this.variants() : variantNames(store.params, store.events);
    // With several runs, the key's letter above the charts identifies the run.
    const letters = !whole && overlays.length > 0;
    this.all = lines.map((line) => ({ ...line, label: endName(line, names, letters) }));
    const variants = [...store.variants, ...overlaidVariants(overlays)];
    this.shown = view ? shownLines(this.all, variants, view) : this.all;
  }

  /** Names of the variants, the current run's first; empty for a single run. */
  variants(): readonly string[] {
    return overlaidNames(this.#store, this.#view);
  }

  /** Column headings of the legend: names, or letters of the key if there are overlays. */
  heads(): readonly string[] {
    const names = this.variants();
    return (this.#view?.overlays.length ?? 0) === 0 ? names : names.map((_, variant) => variantLetter(variant));
  }

  /** A row per name, with the raw values at `place` on the view's axis, or the latest ones. */
  legend(format: (value: number) => string, place: number | undefined): LegendRow[] {
    // Overlaid runs may have different layers, so each value goes to the column of its own variant.
    const columns = Math.max(1, this.variants().length);
    const rows = new Map<string, LegendRow['cells'][number][]>();
    for (const { name } of this.all) rows.set(name, Array.from({ length: columns }));
    const axis = this.#view?.axis ?? 'step';
    /** Where the value was measured, if that is earlier than the cursor. */
    const earlier = (line: Line, at: number): string => {
      // On a time axis every row is before the cursor, so compare with the variant's other lines.
      const here =
        axis === 'step'
          ? place
          : Math.max(...this.shown.filter(sameVariant(line)).map((each) => measuredAt(each, place).at));
      return place !== undefined && here !== undefined && at < here ? placeText(at, axis) : '';
    };
    const means = new Map(this.all.map(({ name, explains }) => [name, explains]));
    const notes = new Map<string, string[]>();
    // Runs differ in speed, so equal seconds are different steps. Each line is read where it is drawn.
    for (const line of this.shown) {
      const cells = rows.get(line.name);
      const { value, at } = measuredAt(line, place);
      if (cells) cells[line.variant] = { style: line.style, text: format(value) };
      notes.set(line.name, [...(notes.get(line.name) ?? []), earlier(line, at)]);
    }
    return [...rows].map(([name, cells]): LegendRow => {
      const [first = '', ...others] = notes.get(name) ?? [];
      // Several columns have no room for the positions, so the row says it once.
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

  /** Lines of text to reserve for the legend; a neighbouring legend has `least` rows. */
  legendLines(least = 0): LegendLines {
    const own = new Set(this.all.map(({ name }) => name)).size;
    return legendLines(Math.max(own, least), this.heads());
  }
}

/** Label at a line's end: its name and, if there are several variants, the variant's. Pale lines have none. */
function endName({ name, variant, style }: Line, names: readonly string[], letters: boolean): string | undefined {
  if (style.pale === true) return undefined;
  if (letters) return `${variantLetter(variant)} ${name}`;
  const called = names[variant]?.replace(/ (labels|at first)$/, '');
  return called === undefined ? name : `${name} (${called})`;
}

/** Names of the variants in the charts, the current run's first; empty for a single run. */
export function overlaidNames({ params, events, variants }: RunStore, view: ChartView | undefined): readonly string[] {
  const own = variantNames(params, events);
  const over = overlayNames(view?.overlays ?? []);
  if (over.length === 0) return own;
  // Before the current run starts, it has no variant.
  const present =
    variants.length === 0 ? [] : own.length > 0 ? own.map((name) => msg(str`this run, ${name}`)) : [msg('this run')];
  return [...present, ...over];
}
