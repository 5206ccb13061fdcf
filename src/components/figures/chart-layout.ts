/** Which charts are visible, and which of them are large: two rows of one grid. Stored between visits. */
import { CHARTS, type ChartSpec } from '../../charts/chart-specs.ts';
import { MEMORIZATION_CHART } from '../../charts/memorization-spec.ts';
import { msg } from '../../shared/util/texts.ts';
import { preference, remember } from '../../state/preferences.ts';

const LARGE = 'large-charts';
const HIDDEN = 'hidden-charts';
const PAIR = 'present-charts';
const FIRST_LARGE = [msg('Loss'), msg('Accuracy')].join();
/** Columns of the grid, divisible into rows of one to four charts. */
const COLUMNS = 12;
const LARGE_ACROSS = 2;
const SMALL_ACROSS = 4;

/** The charts available in a lecture. */
export const LECTURE_CHARTS = [...CHARTS, MEMORIZATION_CHART] as const satisfies readonly ChartSpec[];

export interface PlacedChart {
  readonly spec: ChartSpec;
  readonly large: boolean;
  /** Grid columns. */
  readonly span: number;
}

export class ChartLayout {
  #large = listed(LARGE, FIRST_LARGE);
  #hidden = listed(HIDDEN, '');
  #pair: readonly string[] = [...listed(PAIR, FIRST_LARGE)];

  isHidden(title: string): boolean {
    return this.#hidden.has(title);
  }

  /** Shows or hides a chart; the last visible chart can't be hidden. */
  show(title: string, shown: boolean): void {
    this.#hidden = toggled(this.#hidden, title, !shown);
    if (CHARTS.every((chart) => this.isHidden(chart.title))) this.#hidden = toggled(this.#hidden, title, false);
    remember(HIDDEN, [...this.#hidden].join(','));
  }

  resize(title: string, large: boolean): void {
    this.#large = toggled(this.#large, title, large);
    remember(LARGE, [...this.#large].join(','));
  }

  /** Large charts first, each row as wide as the page; a single last chart fills its row. */
  place(): readonly PlacedChart[] {
    const shown = CHARTS.filter(({ title }) => !this.isHidden(title));
    const large = shown.filter(({ title }) => this.#large.has(title));
    const small = shown.filter(({ title }) => !this.#large.has(title));
    return [
      ...large.map((spec, i) => ({ spec, large: true, span: span(i, large.length, LARGE_ACROSS) })),
      ...small.map((spec, i) => ({ spec, large: false, span: span(i, small.length, SMALL_ACROSS) })),
    ];
  }

  /** The two charts of a lecture. */
  pair(): readonly ChartSpec[] {
    return this.#pair.map((title) => LECTURE_CHARTS.find((chart) => chart.title === title) ?? LECTURE_CHARTS[0]);
  }

  /** Puts another chart in one of the pair's positions. If the pair already has it, the two swap. */
  choose(place: number, title: string): void {
    const former = this.#pair[place] ?? '';
    this.#pair = this.#pair.map((other, i) => (i === place ? title : other === title ? former : other));
    remember(PAIR, this.#pair.join(','));
  }
}

/** Grid columns of chart `index` of `count`, in rows of at most `across` whose lengths differ by at most one. */
function span(index: number, count: number, across: number): number {
  const rows = Math.ceil(count / across);
  const longer = count % rows;
  const perRow = Math.floor(count / rows);
  const inLonger = longer * (perRow + 1);
  return COLUMNS / (index < inLonger ? perRow + 1 : perRow);
}

function listed(key: string, otherwise: string): ReadonlySet<string> {
  return new Set((preference(key) ?? otherwise).split(',').filter((title) => title !== ''));
}

function toggled(titles: ReadonlySet<string>, title: string, present: boolean): ReadonlySet<string> {
  const others = [...titles].filter((other) => other !== title);
  return new Set(present ? [...others, title] : others);
}
