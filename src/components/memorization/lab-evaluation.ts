/** The latest evaluation in pictures: margins and losses of right and wrong labels, and confusion matrices. */
import { css, html, LitElement, nothing } from 'lit';
import { customElement, state } from 'lit/decorators.js';
import { formatCount } from '../../charts/format.ts';
import { variantNames } from '../../charts/marks.ts';
import type { AnswerOf } from '../../shared/inspections/index.ts';
import type { VariantEvaluation } from '../../shared/inspections/evaluation.ts';
import { confusionMatrix } from '../../shared/observables/confusion.ts';
import { byLabel } from '../../shared/observables/label-groups.ts';
import { rangeOf, type Numbers, type Range } from '../../shared/observables/histogram.ts';
import { msg, str } from '../../shared/util/texts.ts';
import type { RunStore } from '../../state/run-store.ts';
import { evaluationKey } from '../inspection/evaluation-key.ts';
import { chosenIndex } from '../ui/form-values.ts';
import { Inspected } from '../inspection/inspected.ts';
import './lab-confusion.ts';
import './lab-histogram.ts';
import type { HistogramGroup } from './lab-histogram.ts';
import '../ui/lab-term.ts';
import { sameItems } from '../ui/same-items.ts';
import { runContext, shown } from '../ui/page-context.ts';
import { sections, shared } from '../ui/styles.ts';
import { capitalized } from '../ui/words.ts';

type Evaluation = AnswerOf<'evaluation'>;
type Column = (variant: VariantEvaluation) => Numbers;

/** Smaller losses are drawn as this value, because confident predictions have losses near 0. */
const LEAST_LOSS = 1e-6;

const QUANTITIES: readonly { readonly name: string; readonly logarithmic: boolean; readonly of: Column }[] = [
  { name: msg('margin'), logarithmic: false, of: ({ train }) => train.margins },
  {
    name: msg('cross-entropy'),
    logarithmic: true,
    of: ({ train }) => train.losses.map((loss) => Math.log10(Math.max(LEAST_LOSS, loss))),
  },
];

const MATRICES: readonly {
  readonly name: string;
  readonly rows: string;
  readonly of: (evaluation: Evaluation, variant: VariantEvaluation) => readonly [ArrayLike<number>, ArrayLike<number>];
}[] = [
  {
    name: msg('training examples, observed labels'),
    rows: msg('observed'),
    of: (_, { train }) => [train.observed, train.predicted],
  },
  {
    name: msg('training examples, true labels'),
    rows: msg('true'),
    of: ({ trainLabels }, { train }) => [trainLabels, train.predicted],
  },
  { name: msg('test examples'), rows: msg('true'), of: ({ testLabels }, { test }) => [testLabels, test.predicted] },
];

@customElement('lab-evaluation')
export class LabEvaluation extends LitElement {
  static override styles = [
    shared,
    sections,
    css`
      .side {
        /* At most two in a row: the variants of a pair beside each other. */
        --least: max(216px, 50% - 12px);
      }
      .matrices {
        --least: 440px;
        margin-top: 8px;
      }
      lab-histogram {
        max-width: 480px;
      }
    `,
  ];

  @shown(runContext) private store?: RunStore;
  @state() private matrix = MATRICES[0];
  readonly #evaluation = new Inspected(this, 'evaluation');
  #drawn: readonly unknown[] = [];

  /** The store changes ten times a second, an evaluation seldom. */
  protected override shouldUpdate(): boolean {
    const { store, matrix } = this;
    const key = store && evaluationKey(store);
    if (key === undefined) this.#evaluation.clear();
    else this.#evaluation.ask(key, {});
    const { value, failure } = this.#evaluation;
    const draws = [value, failure, matrix, store?.begun];
    const same = sameItems(draws, this.#drawn);
    this.#drawn = draws;
    return !same;
  }

  protected override render(): unknown {
    const { store } = this;
    const { value, failure } = this.#evaluation;
    if (!store) return null;
    const step = value?.variants[0]?.step ?? null;
    if (!value || step === null) return html`<p class="soft">${store.begun ? failure : nothing}</p>`;
    const names = variantNames(store.params, store.events);
    return html`<h3>${msg(str`Single examples at step ${formatCount(step)}`)}</h3>
      <p>
        ${msg(
          html`<lab-term of="margin">Margins</lab-term> and cross-entropies (nats) of the training examples against
            their observed labels, as shares of the right and of the wrong labels.`,
        )}
      </p>
      <div class="side">${QUANTITIES.map((quantity) => this.#histograms(value, quantity, names))}</div>
      <h3><lab-term of="confusion">${msg('Confusion matrix')}</lab-term></h3>
      <label
        >${msg('Of')}
        <select @change=${(event: Event) => (this.matrix = MATRICES[chosenIndex(event)])}>
          ${MATRICES.map((each) => html`<option ?selected=${each === this.matrix}>${each.name}</option>`)}
        </select>
      </label>
      <div class="side matrices">${value.variants.map((variant, i) => this.#matrix(value, variant, names[i]))}</div>`;
  }

  #histograms(
    value: Evaluation,
    { name, logarithmic, of }: (typeof QUANTITIES)[number],
    names: readonly string[],
  ): unknown {
    const columns = value.variants.map(of);
    const ranges = columns.flatMap((column) => rangeOf(column) ?? []);
    if (ranges.length === 0) return nothing;
    const range: Range = {
      min: Math.min(...ranges.map(({ min }) => min)),
      max: Math.max(...ranges.map(({ max }) => max)),
    };
    return value.variants.map(({ train }, i) => {
      const values = columns[i] ?? [];
      const { right, wrong } = byLabel(values, train.observed, value.trainLabels);
      const groups: HistogramGroup[] = [
        { name: msg('right labels'), values: right, look: 'plain' },
        { name: msg('wrong labels'), values: wrong, look: 'wrong' },
      ];
      const variant = names[i];
      return html`<lab-histogram
        label=${variant === undefined ? capitalized(name) : `${capitalized(variant)}: ${name}`}
        .groups=${groups.filter((group) => group.values.length > 0)}
        .range=${range}
        ?logarithmic=${logarithmic}
      ></lab-histogram>`;
    });
  }

  #matrix(value: Evaluation, variant: VariantEvaluation, name: string | undefined): unknown {
    const { matrix, store } = this;
    const classNames = store?.data?.classNames ?? [];
    if (!matrix) return nothing;
    const [labels, predicted] = matrix.of(value, variant);
    return html`<lab-confusion
      label=${name === undefined ? msg(str`Confusion of ${matrix.name}`) : msg(str`${capitalized(name)}: confusion of ${matrix.name}`)}
      rows=${matrix.rows}
      .matrix=${confusionMatrix(labels, predicted, classNames.length)}
      .classNames=${classNames}
    ></lab-confusion>`;
  }
}

declare global {
  interface HTMLElementTagNameMap {
    'lab-evaluation': LabEvaluation;
  }
}
