/** TPM and weight norms per window and layer, for all variants in one table, or as a heat map. */
import { css, html, LitElement, nothing, type PropertyValues } from 'lit';
import { customElement, state } from 'lit/decorators.js';
import { formatCount, formatNumber } from '../../charts/format.ts';
import { variantNames } from '../../charts/marks.ts';
import type { ResolvedParams } from '../../shared/run/run-params.ts';
import type { WindowRow } from '../../shared/run/run-records.ts';
import { msg } from '../../shared/util/texts.ts';
import type { RunStore } from '../../state/run-store.ts';
import '../figures/lab-heat-map.ts';
import '../ui/lab-table-text.ts';
import '../ui/lab-term.ts';
import { sameItems } from '../ui/same-items.ts';
import { onlyChanged, runContext, shown } from '../ui/page-context.ts';
import { shared, tables } from '../ui/styles.ts';
import { variantHeads } from './variant-heads.ts';
import { phaseText, tpmMap, windowEntries, windowPhase, type WindowEntry } from './window-rows.ts';

@customElement('lab-windows')
export class LabWindows extends LitElement {
  static override styles = [
    shared,
    tables,
    css`
      .scroll {
        overflow-x: auto;
      }
      p {
        display: flex;
        align-items: center;
        gap: 16px;
        margin: 0 0 8px;
      }
      .first > * {
        border-top: 1px solid var(--line-strong);
      }
      .phase {
        color: var(--text-soft);
      }
    `,
  ];

  @shown(runContext) private store?: RunStore;
  @state() private asMap = false;
  #shown: readonly unknown[] = [];

  /** A window's numbers change seldom; the store changes ten times a second. */
  protected override shouldUpdate(changed: PropertyValues): boolean {
    const { store } = this;
    if (!store) return false;
    const { windows, stride } = store.params;
    const shows = [
      store.network,
      JSON.stringify([windows, stride, variantNames(store.params, store.events)]),
      windows.map((window) => phaseText(windowPhase(window, store), store)).join(),
      ...store.variants.map((variant) => variant.windows),
    ];
    const same = sameItems(shows, this.#shown);
    this.#shown = shows;
    return !same || !onlyChanged(this, changed, 'store');
  }

  protected override render(): unknown {
    const { store } = this;
    if (!store) return null;
    const { params, network, variants } = store;
    if (!network) return this.#plan(params);
    const layers = network.layers.map(({ name }) => name);
    const entries = windowEntries(
      params,
      layers,
      variants.map(({ windows }) => windows),
      store,
    );
    const names = variantNames(params, store.events);
    const toggle = html`<button
      type="button"
      class="quiet"
      aria-pressed=${this.asMap ? 'true' : 'false'}
      @click=${() => (this.asMap = !this.asMap)}
    >
      ${msg('Show as heat map')}
    </button>`;
    const beside = this.asMap
      ? html`<span>${msg(html`<lab-term slim of="tpm">TPM</lab-term> by layer and window`)}</span>`
      : html`<lab-table-text label=${msg('Windows')}></lab-table-text>`;
    return html`<p>${toggle} ${beside}</p>
      ${
        this.asMap
          ? html`<lab-heat-map .map=${tpmMap(entries, layers, names)}></lab-heat-map>`
          : this.#table(store, entries, layers, names)
      }`;
  }

  #plan({ windows }: ResolvedParams): unknown {
    const ranges = windows.map(({ start, stop }) => `${formatCount(start)}–${formatCount(stop)}`).join(', ');
    return html`<p class="soft">
      <span
        >${msg(
          html`<lab-term slim of="tpm">TPM</lab-term> and <lab-term slim of="weightNorm">weight norms</lab-term> of each
            layer will appear here for the windows ${ranges}.`,
        )}</span
      >
    </p>`;
  }

  #table(
    store: RunStore,
    entries: readonly WindowEntry[],
    layers: readonly string[],
    variants: readonly string[],
  ): unknown {
    return html`<div class="scroll" tabindex="0" role="region" aria-label=${msg('Windows, scrollable')}>
      <table aria-label=${msg('Windows')}>
        <thead>
          ${variantHeads(
            variants,
            3,
            (rows) =>
              html`<th scope="col" rowspan=${rows}>${msg('window')}</th>
                <th scope="col" rowspan=${rows}>${msg('layer')}</th>
                <th scope="col" rowspan=${rows} class="number"><lab-term of="segments">n</lab-term></th>`,
            () => this.#heads(),
          )}
        </thead>
        <tbody>
          ${entries.map((entry, i) => {
            const first = i % layers.length === 0;
            // A window without numbers is one row for all layers.
            if (unreached(entry) && !first) return nothing;
            return this.#row(entry, phaseText(entry.phase, store), first);
          })}
        </tbody>
      </table>
    </div>`;
  }

  #heads(): unknown {
    return html`<th scope="col" class="number"><lab-term of="tpm">${msg('TPM')}</lab-term></th>
      <th scope="col" class="number"><lab-term of="windowNorms">${msg('norm start → end')}</lab-term></th>
      <th scope="col" class="number"><lab-term of="decayAlignment">${msg('decay alignment')}</lab-term></th>`;
  }

  #row({ window, layer, n, phase, variants }: WindowEntry, instead: string, first: boolean): unknown {
    return html`<tr class=${first ? 'first' : ''}>
      <th scope="row">${formatCount(window.start)}–${formatCount(window.stop)}</th>
      <td>${unreached({ phase }) ? msg('all') : layer}</td>
      <td class="number">${n}</td>
      ${
        unreached({ phase })
          ? html`<td class="phase" colspan=${3 * variants.length}>${instead}</td>`
          : variants.map((row) => this.#cells(row, instead))
      }
    </tr>`;
  }

  #cells(row: WindowRow | undefined, instead: string): unknown {
    return html`<td class="number ${instead === '' ? '' : 'phase'}">${instead || formatNumber(row?.tpm)}</td>
      <td class="number">${formatNumber(row?.weightNormStart)} → ${formatNumber(row?.weightNormStop)}</td>
      <td class="number">${formatNumber(row?.decayAlignment)}</td>`;
  }
}

const unreached = ({ phase }: Pick<WindowEntry, 'phase'>): boolean => phase === 'ahead' || phase === 'missed';

declare global {
  interface HTMLElementTagNameMap {
    'lab-windows': LabWindows;
  }
}
