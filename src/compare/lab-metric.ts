/** Chooses the metric: the quantity, and its parameters. Properties in, `metric-change` out. */
import { css, html, LitElement, nothing } from 'lit';
import { customElement, property } from 'lit/decorators.js';
import { shared } from '../components/ui/styles.ts';
import { PLACES, QUANTITIES, quantityLabel, type At, type Metric, type Quantity } from '../shared/sweep/metric.ts';
import { isLayered } from '../shared/sweep/quantities.ts';
import { msg } from '../shared/util/texts.ts';

const EPSILON = 0.1;

export class MetricChangeEvent extends Event {
  static readonly type = 'metric-change';
  readonly metric: Metric;
  constructor(metric: Metric) {
    super(MetricChangeEvent.type, { bubbles: true, composed: true });
    this.metric = metric;
  }
}

/** The ways to take one number of a run's many, with the value that follows the choice. */
const WAYS: readonly { readonly way: string; readonly name: string; readonly from: (value: number) => At }[] = [
  ...PLACES.map((place) => ({ way: place, name: placeName(place), from: () => place })),
  { way: 'step', name: msg('at the step'), from: (value) => ({ step: Math.max(0, Math.round(value)) }) },
  { way: 'firstAtMost', name: msg('first step at most'), from: (value) => ({ firstAtMost: value }) },
  { way: 'firstAtLeast', name: msg('first step at least'), from: (value) => ({ firstAtLeast: value }) },
];

function placeName(place: (typeof PLACES)[number]): string {
  switch (place) {
    case 'end':
      return msg('at the end');
    case 'least':
      return msg('least');
    case 'most':
      return msg('most');
    case 'stepOfLeast':
      return msg('step of the least');
    case 'stepOfMost':
      return msg('step of the most');
  }
}

const wayOf = (at: At): string => (typeof at === 'string' ? at : (Object.keys(at)[0] ?? ''));
const valueIn = (at: At): number | undefined => (typeof at === 'string' ? undefined : Object.values(at)[0]);

const isQuantity = (text: string): text is Quantity => (QUANTITIES as readonly string[]).includes(text);

/** @fires metric-change with the whole metric */
@customElement('lab-metric')
export class LabMetric extends LitElement {
  static override styles = [
    shared,
    css`
      :host {
        display: flex;
        flex-wrap: wrap;
        gap: 8px 16px;
        min-width: 0;
      }
      label {
        display: inline-flex;
        flex-wrap: wrap;
        align-items: center;
        gap: 8px;
        max-width: 100%;
      }
      input {
        width: 7em;
      }
    `,
  ];

  @property({ attribute: false }) metric: Metric | undefined;
  /** Names of the runs' layers. */
  @property({ attribute: false }) layers: readonly string[] = [];
  /** Some runs are paired, so a variant can be chosen. */
  @property({ type: Boolean }) paired = false;

  protected override render(): unknown {
    const { metric } = this;
    if (!metric) return nothing;
    return html`<label
        >${msg('Measure')}
        <select @change=${this.#quantity}>
          ${QUANTITIES.map(
            (quantity) =>
              html`<option value=${quantity} ?selected=${quantity === metric.quantity}>
                ${quantityLabel(quantity)}
              </option>`,
          )}
        </select></label
      >${
        metric.quantity === 'timeToFit'
          ? html`<label
                >${msg('Fitted at a loss of')}
                <input type="number" min="0" step="any" .value=${String(metric.epsilon)} @change=${this.#epsilon} />
              </label>
              <label
                >${msg('measured at')}
                <select @change=${this.#by}>
                  <option value="evaluation" ?selected=${metric.by !== 'epoch'}>${msg('evaluations')}</option>
                  <option value="epoch" ?selected=${metric.by === 'epoch'}>${msg('each epoch’s minibatches')}</option>
                </select></label
              >`
          : nothing
      }${metric.quantity === 'timeToFit' ? nothing : this.#taken(metric.at ?? 'end')}${
        'layer' in metric
          ? html`<label
              >${msg('Layer')}
              <select @change=${this.#layer}>
                ${this.layers.map((layer) => html`<option ?selected=${layer === metric.layer}>${layer}</option>`)}
              </select></label
            >`
          : nothing
      }${
        this.paired
          ? html`<label
              >${msg('Variant')}
              <select @change=${this.#variant}>
                <option value="" ?selected=${metric.arm !== 'shuffled'}>${msg('true labels')}</option>
                <option value="shuffled" ?selected=${metric.arm === 'shuffled'}>${msg('shuffled labels')}</option>
              </select></label
            >`
          : nothing
      }`;
  }

  #taken(at: At): unknown {
    const value = valueIn(at);
    return html`<label
        >${msg('Taken')}
        <select @change=${this.#way}>
          ${WAYS.map(({ way, name }) => html`<option value=${way} ?selected=${way === wayOf(at)}>${name}</option>`)}
        </select></label
      >${
        value === undefined
          ? nothing
          : html`<label
              >${msg('Number')}
              <input type="number" step="any" .value=${String(value)} @change=${this.#value} />
            </label>`
      }`;
  }

  #send(metric: Metric): void {
    this.dispatchEvent(new MetricChangeEvent(metric));
  }

  readonly #quantity = (event: Event): void => {
    const quantity = valueOf(event);
    if (!isQuantity(quantity)) return;
    const arm = this.metric?.arm;
    const variant = arm === undefined ? {} : { arm };
    if (quantity === 'timeToFit') this.#send({ quantity, epsilon: EPSILON, ...variant });
    else if (isLayered(quantity)) this.#send({ quantity, layer: this.layers[0] ?? '', ...variant });
    else this.#send({ quantity, ...variant });
  };

  readonly #epsilon = (event: Event): void => {
    const epsilon = Number(valueOf(event));
    if (this.metric?.quantity === 'timeToFit' && epsilon > 0) this.#send({ ...this.metric, epsilon });
    else this.requestUpdate();
  };

  #take(way: string, value: number): void {
    const at = WAYS.find((each) => each.way === way)?.from(value);
    if (!this.metric || this.metric.quantity === 'timeToFit' || !at || !Number.isFinite(value)) this.requestUpdate();
    else this.#send({ ...this.metric, at });
  }

  readonly #way = (event: Event): void => this.#take(valueOf(event), this.#number());
  readonly #value = (event: Event): void => this.#take(wayOf(this.#at()), Number(valueOf(event)));
  #at(): At {
    return this.metric && 'at' in this.metric ? this.metric.at : 'end';
  }
  /** A value for a way that was just chosen. */
  #number(): number {
    return valueIn(this.#at()) ?? 0;
  }

  readonly #by = (event: Event): void => {
    if (this.metric?.quantity !== 'timeToFit') return;
    this.#send({ ...this.metric, by: valueOf(event) === 'epoch' ? 'epoch' : 'evaluation' });
  };

  readonly #variant = (event: Event): void => {
    if (!this.metric) return;
    this.#send({ ...this.metric, arm: valueOf(event) === 'shuffled' ? 'shuffled' : 'true' });
  };

  readonly #layer = (event: Event): void => {
    if (this.metric && 'layer' in this.metric) this.#send({ ...this.metric, layer: valueOf(event) });
  };
}

const valueOf = ({ target }: Event): string =>
  target instanceof HTMLInputElement || target instanceof HTMLSelectElement ? target.value : '';

declare global {
  interface HTMLElementTagNameMap {
    'lab-metric': LabMetric;
  }
}
