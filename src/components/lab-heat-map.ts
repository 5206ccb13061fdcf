/** TPM of many layers at a glance: a table of layers by windows whose cells are tinted by their value, which they show. */
import { css, html, LitElement } from 'lit';
import { customElement, property } from 'lit/decorators.js';
import { formatCount, formatNumber } from '../charts/format.ts';
import { shared, tables } from './styles.ts';
import type { WindowEntry } from './window-rows.ts';

/** Steps of tint from 0 to 1. */
const TINTS = 8;
const tints = Array.from(
  { length: TINTS + 1 },
  (_, i) => css`
    td.t${i} {
      --tint: ${i};
    }
  `,
);

@customElement('lab-heat-map')
export class LabHeatMap extends LitElement {
  static override styles = [
    shared,
    tables,
    css`
      .scroll {
        overflow-x: auto;
      }
      td {
        padding: 2px 8px;
        border: 1px solid var(--surface);
        text-align: right;
        background: color-mix(in oklab, var(--accent) calc(var(--tint, 0) * 5%), var(--surface-sunk));
      }
    `,
    ...tints,
  ];

  @property({ attribute: false }) entries: readonly WindowEntry[] = [];
  @property({ attribute: false }) layers: readonly string[] = [];
  @property({ attribute: false }) arms: readonly string[] = [];

  protected override render(): unknown {
    const windows = this.entries.filter((_, i) => i % this.layers.length === 0);
    const names = this.arms.length === 0 ? [''] : this.arms;
    const columns = names.flatMap((name) => windows.map((entry) => ({ name, entry })));
    return html`<div class="scroll" tabindex="0" role="region" aria-label="TPM heat map, scrollable">
      <table aria-label="TPM by layer and window">
        <thead>
          <tr>
            <th scope="col">layer</th>
            ${columns.map(
              ({ name, entry: { window } }) =>
                html`<th scope="col" class="number">
                  ${name} ${formatCount(window.start)}–${formatCount(window.stop)}
                </th>`,
            )}
          </tr>
        </thead>
        <tbody>
          ${this.layers.map(
            (layer, row) =>
              html`<tr>
                <th scope="row">${layer}</th>
                ${columns.map((_, k) => this.#cell(k, windows.length, row))}
              </tr>`,
          )}
        </tbody>
      </table>
    </div>`;
  }

  /** Column `k` counts the windows of one arm after those of the other. */
  #cell(k: number, windows: number, row: number): unknown {
    const entry = this.entries[(k % windows) * this.layers.length + row];
    const tpm = entry?.phase === 'complete' ? entry.arms[Math.floor(k / windows)]?.tpm : undefined;
    return html`<td class=${`number t${Math.round((tpm ?? 0) * TINTS)}`}>${formatNumber(tpm)}</td>`;
  }
}

declare global {
  interface HTMLElementTagNameMap {
    'lab-heat-map': LabHeatMap;
  }
}
