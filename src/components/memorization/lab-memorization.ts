/** The Memorization panel: the chart of corrupted, clean and test examples, and a table of derived numbers. */
import { css, html, LitElement } from 'lit';
import { customElement } from 'lit/decorators.js';
import { variantNames } from '../../charts/marks.ts';
import { GAP_CHART, MEMORIZATION_CHART } from '../../charts/memorization-spec.ts';
import type { RunStore } from '../../state/run-store.ts';
import { ColorScheme } from '../ui/color-scheme.ts';
import '../figures/lab-figure.ts';
import '../ui/lab-table-text.ts';
import '../ui/lab-term.ts';
import { memorizationRows, type FactRow } from './memorization-rows.ts';
import { runContext, shown } from '../ui/page-context.ts';
import { shared, tables } from '../ui/styles.ts';
import { msg } from '../../shared/util/texts.ts';

@customElement('lab-memorization')
export class LabMemorization extends LitElement {
  static override styles = [
    shared,
    tables,
    css`
      .side {
        display: grid;
        grid-template-columns: repeat(auto-fit, minmax(min(100%, 360px), 1fr));
        gap: 8px 24px;
        --chart-height: 200px;
      }
      .gap {
        --chart-height: 120px;
        margin-top: 8px;
      }
      .scroll {
        overflow-x: auto;
      }
      tbody th,
      td {
        white-space: normal;
      }
      td {
        min-width: 9em;
      }
      td:last-child {
        padding-right: 0;
      }
      td span {
        display: block;
      }
    `,
  ];

  @shown(runContext) private store?: RunStore;
  readonly #scheme = new ColorScheme(this);

  protected override render(): unknown {
    const { store } = this;
    if (!store) return null;
    return html`<div class="side">
      <div>
        <lab-figure .spec=${MEMORIZATION_CHART} .dark=${this.#scheme.dark}></lab-figure>
        <lab-figure class="gap" .spec=${GAP_CHART} .dark=${this.#scheme.dark}></lab-figure>
      </div>
      ${store.data ? this.#table(store, store.data.labelEntropy) : html`<p class="soft">${msg('Times to fit, the gap and the loss floors will appear here.')}</p>`}
    </div>`;
  }

  #table(store: RunStore, labelEntropy: readonly number[]): unknown {
    const names = variantNames(store.params, store.events);
    const heads = names.length === 0 ? ['value'] : names;
    return html`<div>
      <lab-table-text label=${msg('Memorization')}></lab-table-text>
      <div class="scroll" tabindex="0" role="region" aria-label=${msg('Fitting and memorizing, scrollable')}>
        <table aria-label=${msg('Fitting and memorizing')}>
          <thead>
            <tr>
              <th scope="col">${msg('quantity')}</th>
              ${heads.map((name) => html`<th scope="col">${name}</th>`)}
            </tr>
          </thead>
          <tbody>
            ${memorizationRows(store.variants, store.corruption, labelEntropy, store.classes).map((row) => this.#row(row))}
          </tbody>
        </table>
      </div>
    </div>`;
  }

  #row({ name, explains, cells }: FactRow): unknown {
    return html`<tr>
      <th scope="row"><lab-term of=${explains}>${name}</lab-term></th>
      ${cells.map(({ text, why }) => html`<td>${text}${why === '' ? '' : html`<span class="soft small">${why}</span>`}</td>`)}
    </tr>`;
  }
}

declare global {
  interface HTMLElementTagNameMap {
    'lab-memorization': LabMemorization;
  }
}
