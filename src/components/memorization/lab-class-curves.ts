/** Accuracy of each class over time: all classes as a heat map, and the curves of a chosen class. */
import { css, html, LitElement, nothing } from 'lit';
import { customElement, state } from 'lit/decorators.js';
import { formatCount, formatPercent } from '../../charts/format.ts';
import { variantNames } from '../../charts/marks.ts';
import { quantityStyle } from '../../charts/palette.ts';
import type { AnswerOf } from '../../shared/inspections/index.ts';
import { msg, str } from '../../shared/util/texts.ts';
import type { RunStore } from '../../state/run-store.ts';
import type { HeatMap } from '../figures/heat-map.ts';
import '../figures/lab-heat-map.ts';
import '../figures/lab-line-plot.ts';
import type { PlotLine } from '../figures/lab-line-plot.ts';
import { evaluationKey } from '../inspection/evaluation-key.ts';
import { Inspected } from '../inspection/inspected.ts';
import { loggedSince } from '../inspection/logged-since.ts';
import { ColorScheme } from '../ui/color-scheme.ts';
import { chosenIndex } from '../ui/form-values.ts';
import { runContext, shown } from '../ui/page-context.ts';
import { sameItems } from '../ui/same-items.ts';
import { sections, shared } from '../ui/styles.ts';

type Curves = AnswerOf<'classCurves'>;

const SETS = [
  { of: 'train', stroke: 'train', name: msg('training examples, observed labels'), line: msg('train, given') },
  { of: 'test', stroke: 'test', name: msg('test examples'), line: msg('test') },
] as const;

@customElement('lab-class-curves')
export class LabClassCurves extends LitElement {
  static override styles = [
    shared,
    sections,
    css`
      lab-line-plot {
        display: block;
        max-width: 720px;
      }
    `,
  ];

  @shown(runContext) private store?: RunStore;
  @state() private set: (typeof SETS)[number] = SETS[0];
  @state() private class = 0;
  readonly #curves = new Inspected(this, 'classCurves');
  readonly #scheme = new ColorScheme(this);
  #drawn: readonly unknown[] = [];

  /** The store changes ten times a second, an evaluation seldom. */
  protected override shouldUpdate(): boolean {
    const { store } = this;
    const key = store && evaluationKey(store);
    if (key === undefined) this.#curves.clear();
    else this.#curves.ask(key, {});
    const draws = [this.#curves.value, this.set, this.class, this.#scheme.dark];
    const same = sameItems(draws, this.#drawn);
    this.#drawn = draws;
    return !same;
  }

  protected override render(): unknown {
    const { store } = this;
    const { value } = this.#curves;
    if (!store?.data || !value || (value.variants[0]?.steps.length ?? 0) === 0) return nothing;
    const classNames = Array.from({ length: value.classes }, (_, k) => store.data?.classNames[k] ?? String(k));
    const names = variantNames(store.params, store.events);
    const chosen = classNames[this.class] ?? '';
    return html`<h3>${msg('Accuracy of each class over time')}</h3>
      <p class="soft">${loggedSince(value.variants[0]?.steps[0])}</p>
      <div class="choices">
        <label
          >${msg('Set')}
          <select @change=${(event: Event) => (this.set = SETS[chosenIndex(event)] ?? SETS[0])}>
            ${SETS.map((set) => html`<option ?selected=${set === this.set}>${set.name}</option>`)}
          </select>
        </label>
        <label
          >${msg('Class of the curves')}
          <select @change=${(event: Event) => (this.class = chosenIndex(event))}>
            ${classNames.map((name, k) => html`<option ?selected=${k === this.class}>${name}</option>`)}
          </select>
        </label>
      </div>
      <lab-heat-map .map=${this.#map(value, classNames, names)}></lab-heat-map>
      ${this.#plot(value, chosen, names)}`;
  }

  #map({ classes, variants }: Curves, rows: readonly string[], names: readonly string[]): HeatMap {
    const { of, name } = this.set;
    const steps = variants[0]?.steps ?? new Float64Array();
    return {
      label: msg(str`Accuracy by class and step, ${name}`),
      rowTitle: msg('class'),
      rows,
      columnTitle: msg('step'),
      columns: Array.from(steps, (step) => formatCount(step)),
      variants: variants.map((variant, i) => ({
        name: names[i] ?? '',
        values: rows.map((_, k) => Array.from(steps, (_, at) => variant[of][at * classes + k] ?? NaN)),
      })),
      range: { min: 0, max: 1 },
      format: formatPercent,
    };
  }

  #plot({ classes, variants }: Curves, chosen: string, names: readonly string[]): unknown {
    const lines = SETS.flatMap(({ of, stroke, line }) =>
      variants.map((variant, i): PlotLine => {
        const place = { variant: i, variants: variants.length, dark: this.#scheme.dark };
        const ys = Array.from(variant.steps, (_, at) => 100 * (variant[of][at * classes + this.class] ?? NaN));
        return {
          name: names[i] === undefined ? line : `${line} (${names[i]})`,
          ys,
          style: quantityStyle(stroke, place),
        };
      }),
    );
    const told = lines.map(({ name, ys }) => `${name} ${formatPercent((ys[ys.length - 1] ?? NaN) / 100)}`);
    return html`<lab-line-plot
      label=${msg(str`Accuracy of class ${chosen}`)}
      told=${told.join('; ')}
      xName=${msg('step')}
      yName=${msg('correct predictions, %')}
      .xs=${variants[0]?.steps ?? []}
      .lines=${lines}
    ></lab-line-plot>`;
  }
}

declare global {
  interface HTMLElementTagNameMap {
    'lab-class-curves': LabClassCurves;
  }
}
