/** The training loss along lines in weight space, and its largest curvature: computed when the user asks. */
import { css, html, LitElement, nothing } from 'lit';
import { customElement, state } from 'lit/decorators.js';
import { formatCount, formatNumber } from '../../charts/format.ts';
import { variantNames } from '../../charts/marks.ts';
import { quantityStyle } from '../../charts/palette.ts';
import type { AnswerOf } from '../../shared/inspections/index.ts';
import type { LandscapeLine } from '../../shared/inspections/landscape.ts';
import { listText, msg, str } from '../../shared/util/texts.ts';
import type { RunStore } from '../../state/run-store.ts';
import '../figures/lab-line-plot.ts';
import type { PlotLine } from '../figures/lab-line-plot.ts';
import { runKey } from '../inspection/evaluation-key.ts';
import { Inspected } from '../inspection/inspected.ts';
import { ColorScheme } from '../ui/color-scheme.ts';
import { chosenIndex, isChecked } from '../ui/form-values.ts';
import '../ui/lab-term.ts';
import { runContext, shown } from '../ui/page-context.ts';
import { sameItems } from '../ui/same-items.ts';
import { sections, shared } from '../ui/styles.ts';
import { capitalized } from '../ui/words.ts';

interface Way {
  readonly along: LandscapeLine;
  readonly name: string;
  /** Names of the places 0 and 1. */
  readonly marks: readonly { readonly x: number; readonly name: string }[];
  readonly paired: boolean;
}

const WAYS: readonly Way[] = [
  {
    along: 'start',
    name: msg('from the initial to the present weights'),
    marks: [
      { x: 0, name: msg('initial') },
      { x: 1, name: msg('present') },
    ],
    paired: false,
  },
  {
    along: 'variants',
    name: msg('from one variant to the other'),
    marks: [
      { x: 0, name: msg('first variant') },
      { x: 1, name: msg('second variant') },
    ],
    paired: true,
  },
  { along: 'random', name: msg('along a random direction'), marks: [{ x: 0, name: msg('present') }], paired: false },
];

@customElement('lab-landscape')
export class LabLandscape extends LitElement {
  static override styles = [
    shared,
    sections,
    css`
      lab-line-plot {
        display: block;
        max-width: 720px;
        margin-bottom: 16px;
      }
    `,
  ];

  @shown(runContext) private store?: RunStore;
  @state() private way = WAYS[0];
  @state() private logarithmic = false;
  readonly #landscape = new Inspected(this, 'landscape');
  readonly #sharpness = new Inspected(this, 'sharpness');
  readonly #scheme = new ColorScheme(this);
  #run: number | undefined;
  #asked = 0;
  #drawn: readonly unknown[] = [];

  /** The store changes ten times a second, but the drawing only with an answer. */
  protected override shouldUpdate(): boolean {
    const { store, way, logarithmic } = this;
    const [landscape, sharpness] = [this.#landscape, this.#sharpness];
    const run = store && runKey(store);
    if (run !== this.#run) {
      landscape.clear();
      sharpness.clear();
    }
    this.#run = run;
    const draws = [
      ...[landscape, sharpness].flatMap(({ value, failure, busy }) => [value, failure, busy]),
      ...[way, logarithmic, run, this.#can, this.#scheme.dark],
    ];
    const same = sameItems(draws, this.#drawn);
    this.#drawn = draws;
    return !same;
  }

  /** Whether the trainer has a run with weights. */
  get #can(): boolean {
    const { store } = this;
    return store !== undefined && store.variants.length > 0 && ['training', 'paused', 'done'].includes(store.state);
  }

  protected override render(): unknown {
    const { store } = this;
    if (!store) return null;
    const names = variantNames(store.params, store.events);
    const ways = WAYS.filter(({ paired }) => !paired || names.length > 1);
    const way = ways.find((each) => each === this.way) ?? WAYS[0];
    return html`<p>
        ${msg(
          html`The <lab-term slim of="lossProfile">training loss along a line</lab-term> through the space of all
            weights, and its <lab-term slim of="sharpness">sharpness</lab-term>. Computed when you ask, on a copy of the
            network: it does not change training, which is slower meanwhile. The results are not kept with a saved run.`,
        )}
      </p>
      <div class="choices">
        <label
          >${msg('Line')}
          <select @change=${(event: Event) => (this.way = ways[chosenIndex(event)])}>
            ${ways.map((each) => html`<option ?selected=${each === way}>${each.name}</option>`)}
          </select>
        </label>
        <button type="button" ?disabled=${!this.#can || this.#landscape.busy} @click=${() => this.#askFor(way)}>
          ${msg('Compute profile')}
        </button>
        <button type="button" ?disabled=${!this.#can || this.#sharpness.busy} @click=${() => this.#askSharpness()}>
          ${msg('Compute sharpness')}
        </button>
        <span aria-live="polite" class="soft">${this.#says()}</span>
      </div>
      ${this.#profile(names)} ${this.#curvature(names)}`;
  }

  #says(): string {
    const { store } = this;
    if (this.#landscape.busy || this.#sharpness.busy) return msg('Computing…');
    if (this.#can) return this.#landscape.failure || this.#sharpness.failure;
    return store?.begun
      ? msg('This needs the run in the trainer: press Resume or Step.')
      : msg('This needs a run: press Train.');
  }

  #askFor(way: Way | undefined): void {
    if (way) this.#landscape.ask(String(++this.#asked), { along: way.along });
    this.requestUpdate();
  }

  #askSharpness(): void {
    this.#sharpness.ask(String(++this.#asked), {});
    this.requestUpdate();
  }

  #profile(names: readonly string[]): unknown {
    const { value } = this.#landscape;
    const way = WAYS.find(({ along }) => along === value?.along);
    if (!value || !way) return nothing;
    const lines = this.#lines(value, names);
    const place = (t: number): number => value.places.findIndex((each) => Math.abs(each - t) < 1e-6);
    const told = lines.map(({ name, ys }) =>
      [
        lines.length > 1 ? `${name}:` : '',
        ...way.marks.map((mark) => `${mark.name} ${formatNumber(ys[place(mark.x)])}`),
        msg(str`highest ${formatNumber(Math.max(...Array.from(ys).filter(Number.isFinite)))}`),
      ].join(' '),
    );
    return html`<lab-line-plot
        label=${msg(str`Training cross-entropy ${way.name}, step ${formatCount(value.step)}`)}
        told=${told.join('; ')}
        xName=${msg('place t on the line')}
        yName=${msg(str`mean cross-entropy of ${formatCount(value.examples)} training examples, nats`)}
        .xs=${value.places}
        .lines=${lines}
        .marks=${way.marks}
        ?logarithmic=${this.logarithmic}
      ></lab-line-plot>
      <p>
        <label
          ><input
            type="checkbox"
            .checked=${this.logarithmic}
            @change=${({ target }: Event) => (this.logarithmic = isChecked(target))}
          />
          ${msg('Logarithmic axis')}</label
        >
        ${
          way.along === 'random'
            ? nothing
            : html`<span class="soft">
                ${msg(str`From place 0 to place 1 the weights move by ${listText(new Set(value.curves.map(({ distance }) => formatNumber(distance))))}.`)}
              </span>`
        }
      </p>`;
  }

  #lines({ curves, along }: AnswerOf<'landscape'>, names: readonly string[]): PlotLine[] {
    return curves.map(({ variant, losses }): PlotLine => {
      const name = names[variant] ?? msg('cross-entropy');
      const style = quantityStyle('train', {
        variant: variant,
        variants: Math.max(1, names.length),
        dark: this.#scheme.dark,
      });
      const dash = variant === 1 ? [6, 3] : [];
      return { name: along === 'variants' ? msg(str`on the ${name}`) : name, ys: losses, style: { ...style, dash } };
    });
  }

  #curvature(names: readonly string[]): unknown {
    const { value } = this.#sharpness;
    if (!value) return nothing;
    return value.variants.map(({ eigenvalue, products, settled }, i) => {
      const name = names[i];
      return html`<p>
        ${name === undefined ? nothing : `${capitalized(name)}: `}${msg(
          html`<lab-term of="sharpness">sharpness</lab-term>
            <strong class="number"
              >${settled ? formatNumber(eigenvalue) : msg(str`about ${formatNumber(eigenvalue)}`)}</strong
            >
            at step
            ${formatCount(value.step)}${eigenvalue > 0 ? html`${msg(str`; 2 / sharpness = ${formatNumber(2 / eigenvalue)}, learning rate ${formatNumber(this.store?.params.lr)} at the start`)}` : nothing}.
            <span class="soft"
              >${products} products on ${formatCount(value.examples)} training
              examples${settled ? '' : msg('; the estimates still differed by more than 0.1%')}.</span
            >`,
        )}
      </p>`;
    });
  }
}

declare global {
  interface HTMLElementTagNameMap {
    'lab-landscape': LabLandscape;
  }
}
