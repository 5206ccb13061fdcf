/** The first thing on the page: training examples with their labels, and the network that learns them. */
import { css, html, LitElement, nothing } from 'lit';
import { customElement, property } from 'lit/decorators.js';
import { formatCount } from '../charts/format.ts';
import { LAYER_QUANTITIES } from '../charts/layer-quantities.ts';
import type { RunStore } from '../state/run-store.ts';
import './examples/lab-example-strip.ts';
import './network/lab-network-drawing.ts';
import { LayerValues, NetworkPlacer } from './network/placed-network.ts';
import { runContext, shown } from './ui/page-context.ts';
import { shared } from './ui/styles.ts';
import { msg, str } from '../shared/util/texts.ts';

/** A quantity measured at every step for every layer. */
const QUANTITY = LAYER_QUANTITIES.find(({ title }) => title === msg('Layer gradient norm'));

@customElement('lab-overview')
export class LabOverview extends LitElement {
  static override styles = [
    shared,
    css`
      :host {
        display: grid;
        grid-template-columns: minmax(0, 1fr) clamp(200px, 30%, 400px);
        align-items: start;
        gap: 8px 24px;
      }
      :host([large]) {
        grid-template-columns: minmax(0, 1fr);
      }
      lab-network-drawing {
        height: 72px;
      }
      .drawing p {
        margin: 4px 0 0;
        text-align: center;
      }
      @media (max-width: 760px) {
        :host {
          grid-template-columns: minmax(0, 1fr);
        }
      }
    `,
  ];

  @shown(runContext) private store?: RunStore;
  /** For a lecture hall: large, without the network diagram. */
  @property({ type: Boolean, reflect: true }) large = false;
  readonly #placer = new NetworkPlacer();
  readonly #values = new LayerValues();

  protected override render(): unknown {
    const { store } = this;
    if (!store) return null;
    return html`<lab-example-strip ?large=${this.large}></lab-example-strip>
      ${this.large ? nothing : this.#drawing(store)}`;
  }

  #drawing(store: RunStore): unknown {
    const placed = this.#placer.place(store);
    if (!placed.ok) return nothing;
    const values = this.#values.read(store.variants[0], QUANTITY);
    const parameters = msg(str`${formatCount(placed.value.parameters)} parameters`);
    return html`<div class="drawing">
      <lab-network-drawing small .network=${placed.value} .values=${values}></lab-network-drawing>
      <p class="soft small">
        ${values.size > 0 ? msg(str`${parameters}; colour: ${QUANTITY?.symbol ?? ''}`) : parameters}
      </p>
    </div>`;
  }
}

declare global {
  interface HTMLElementTagNameMap {
    'lab-overview': LabOverview;
  }
}
