/**
 * A table of all layers: kernel and latest numbers, a row per variant. A checkbox on each layer selects it for the
 * charts.
 * @fires choose-layer {detail: {name, chosen}}
 */
import { css, html, LitElement, nothing, type PropertyValues } from 'lit';
import { customElement, property } from 'lit/decorators.js';
import { formatCount } from '../../charts/format.ts';
import { LAYER_QUANTITIES } from '../../charts/layer-quantities.ts';
import { variantNames } from '../../charts/marks.ts';
import type { LayerInfo } from '../../shared/run/run-records.ts';
import { msg, str } from '../../shared/util/texts.ts';
import type { RunStore } from '../../state/run-store.ts';
import '../ui/lab-table-text.ts';
import '../ui/lab-term.ts';
import { coherenceBasis, layerReaders, type LayerReader } from './layer-cells.ts';
import { onlyChanged, runContext, shown } from '../ui/page-context.ts';
import { shared, tables } from '../ui/styles.ts';

export interface LayerChoice {
  readonly name: string;
  readonly chosen: boolean;
}

/** Minimum interval between updates of the numbers, ms. */
const EVERY = 250;

@customElement('lab-layer-table')
export class LabLayerTable extends LitElement {
  static override styles = [
    shared,
    tables,
    css`
      .scroll {
        overflow-x: auto;
      }
      label {
        display: flex;
        align-items: center;
        gap: 8px;
      }
      thead th {
        vertical-align: bottom;
      }
    `,
  ];

  @shown(runContext) private store?: RunStore;
  @property({ attribute: false }) chosen: ReadonlySet<string> = new Set();
  #timer: ReturnType<typeof setTimeout> | undefined;
  /** One per variant; reused, because they cache computed values. */
  #readers: readonly LayerReader[] = [];
  #madeFor: unknown;

  override disconnectedCallback(): void {
    super.disconnectedCallback();
    clearTimeout(this.#timer);
    this.#timer = undefined;
  }

  protected override shouldUpdate(changed: PropertyValues): boolean {
    if (!onlyChanged(this, changed, 'store')) return true;
    this.#timer ??= setTimeout(() => {
      this.#timer = undefined;
      this.requestUpdate();
    }, EVERY);
    return false;
  }

  protected override willUpdate(): void {
    const variants = this.store?.variants ?? [];
    if (this.#madeFor === variants) return;
    this.#madeFor = variants;
    this.#readers = variants.map(layerReaders);
  }

  protected override render(): unknown {
    const { store } = this;
    if (!store?.network) return null;
    const names = variantNames(store.params, store.events);
    return html`<lab-table-text label=${msg('Layers')}></lab-table-text>
      <div class="scroll" tabindex="0" role="region" aria-label=${msg('Layers, scrollable')}>
        <table aria-label=${msg('Layers')}>
          <thead>
            <tr>
              <th scope="col">${msg('layer')}</th>
              ${names.length === 0 ? nothing : html`<th scope="col">${msg('variant')}</th>`}
              <th scope="col">${msg('kernel')}</th>
              <th scope="col" class="number"><lab-term of="parameters">${msg('parameters')}</lab-term></th>
              <th scope="col"><lab-term of="coherence">${msg('coherence C is')}</lab-term></th>
              ${LAYER_QUANTITIES.map(
                ({ symbol, explains }) =>
                  html`<th scope="col" class="number"><lab-term .of=${explains}>${symbol}</lab-term></th>`,
              )}
            </tr>
          </thead>
          <tbody>
            ${store.network.layers.map((layer) => this.#rows(store, layer, names))}
          </tbody>
        </table>
      </div>`;
  }

  #rows({ variants, params }: RunStore, { name, shape, parameters }: LayerInfo, names: readonly string[]): unknown {
    return variants.map(
      (history, i) =>
        html`<tr>
          ${
            i > 0
              ? nothing
              : html`<th scope="rowgroup" rowspan=${variants.length}>
                  <label
                    ><input
                      type="checkbox"
                      aria-label=${msg(str`Show ${name}`)}
                      .checked=${this.chosen.has(name)}
                      @change=${(event: Event) => this.#choose(name, event)}
                    />${name}</label
                  >
                </th>`
          }
          ${names.length === 0 ? nothing : html`<td>${names[i]}</td>`}
          <td>${shape.join(' × ')}</td>
          <td class="number">${formatCount(parameters)}</td>
          <td>${coherenceBasis(history, name, params.batch)}</td>
          ${this.#readers[i]?.(name).map((text) => html`<td class="number">${text}</td>`)}
        </tr>`,
    );
  }

  #choose(name: string, event: Event): void {
    if (!(event.target instanceof HTMLInputElement)) return;
    const detail: LayerChoice = { name, chosen: event.target.checked };
    this.dispatchEvent(new CustomEvent<LayerChoice>('choose-layer', { detail }));
  }
}

declare global {
  interface HTMLElementTagNameMap {
    'lab-layer-table': LabLayerTable;
  }
}
