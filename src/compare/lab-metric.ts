/** Chooses the metric: the quantity, and its parameters. Properties in, `metric-change` out. */
import { css, html, LitElement, nothing } from 'lit';
import { customElement, property } from 'lit/decorators.js';
import { shared } from '../components/ui/styles.ts';
import { isLayered, QUANTITIES, quantityLabel, type Metric, type Quantity } from '../shared/sweep/metric.ts';
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
      }${
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
