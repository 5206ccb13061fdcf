/**
 * The Network panel: the diagram, tinted by a quantity of its layers, and the list of layers, which is also the editor.
 */
import { css, html, LitElement, nothing } from 'lit';
import { customElement, state } from 'lit/decorators.js';
import { LAYER_QUANTITIES } from '../../charts/layer-quantities.ts';
import { variantNames } from '../../charts/marks.ts';
import type { RunStore } from '../../state/run-store.ts';
import './lab-network-drawing.ts';
import './lab-network-editor.ts';
import { LayerValues, NetworkPlacer } from './placed-network.ts';
import { runContext, shown } from '../ui/page-context.ts';
import { sections, shared } from '../ui/styles.ts';
import { msg, str } from '../../shared/util/texts.ts';

@customElement('lab-network')
export class LabNetwork extends LitElement {
  static override styles = [
    shared,
    sections,
    css`
      .key {
        display: inline-flex;
        align-items: center;
        gap: 8px;
      }
      .ramp {
        width: 96px;
        height: 12px;
        border: 1px solid var(--line-strong);
        background: linear-gradient(
          to right,
          var(--surface-sunk),
          color-mix(in oklab, var(--accent) 40%, var(--surface-sunk))
        );
      }
      .scroll {
        overflow-x: auto;
        margin-bottom: 12px;
        padding: 4px;
      }
    `,
  ];

  @shown(runContext) private store?: RunStore;
  @state() private quantity = msg('Layer gradient norm');
  @state() private variant = 0;
  @state() private chosen: number | undefined;
  readonly #placer = new NetworkPlacer();
  readonly #values = new LayerValues();

  protected override render(): unknown {
    const { store } = this;
    if (!store) return null;
    const placed = this.#placer.place(store);
    if (!placed.ok) return html`<p>${msg(str`This network ${placed.reason}.`)}</p>`;
    const quantity = LAYER_QUANTITIES.find(({ title }) => title === this.quantity);
    const values = this.#values.read(store.variants[this.variant] ?? store.variants[0], quantity);
    return html`<div class="choices">
        ${this.#choices(store)} ${values.size > 0 ? this.#key(values.values()) : nothing}
      </div>
      <div class="scroll" tabindex="0" role="region" aria-label=${msg('Drawing, scrollable')}>
        <lab-network-drawing
          .network=${placed.value}
          .values=${values}
          .chosen=${this.chosen}
          @choose-layer=${this.#choose}
        ></lab-network-drawing>
      </div>
      <lab-network-editor
        .values=${values}
        quantity=${values.size > 0 ? (quantity?.symbol ?? '') : ''}
        .chosen=${this.chosen}
        @choose-layer=${this.#choose}
      ></lab-network-editor>`;
  }

  #choices({ params, events, variants }: RunStore): unknown {
    const names = variantNames(params, events);
    return html`<label
        >${msg('Colour by')}
        <select @change=${(event: Event) => (this.quantity = chosenText(event))}>
          <option value="">${msg('nothing')}</option>
          ${LAYER_QUANTITIES.map(({ title }) => html`<option ?selected=${title === this.quantity}>${title}</option>`)}
        </select>
      </label>
      ${
        names.length < 2
          ? nothing
          : html`<label
              >${msg('Variant')}
              <select @change=${(event: Event) => (this.variant = names.indexOf(chosenText(event)))}>
                ${names.map((name, i) => html`<option ?selected=${i === this.variant}>${name}</option>`)}
              </select>
            </label>`
      }
      ${variants.length === 0 ? html`<span class="soft">${msg('Colours appear when the run begins.')}</span>` : nothing}`;
  }

  /** The smallest and the largest value, at the ends of the ramp. */
  #key(values: Iterable<{ readonly text: string; readonly tint: number }>): unknown {
    const sorted = [...values].sort((a, b) => a.tint - b.tint);
    return html`<span class="key"
      ><span>${sorted[0]?.text}</span><span class="ramp"></span><span>${sorted.at(-1)?.text}</span></span
    >`;
  }

  readonly #choose = ({ detail }: CustomEvent<number>): void => {
    this.chosen = detail === this.chosen ? undefined : detail;
  };
}

function chosenText(event: Event): string {
  return event.target instanceof HTMLSelectElement ? event.target.value : '';
}

declare global {
  interface HTMLElementTagNameMap {
    'lab-network': LabNetwork;
  }
}
