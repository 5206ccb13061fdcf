/** A heat map: a table of layers by windows or steps, whose cells are tinted by their value and show it. */
import { css, html, LitElement } from 'lit';
import { customElement, property } from 'lit/decorators.js';
import { shared, tables } from '../ui/styles.ts';
import { msg, str } from '../../shared/util/texts.ts';

export interface HeatCell {
  readonly text: string;
  /** From 0 to 1. */
  readonly tint: number;
}

export interface HeatMap {
  /** The table's accessible name. */
  readonly label: string;
  readonly columns: readonly string[];
  /** A row per layer, a cell per column. */
  readonly rows: readonly { readonly name: string; readonly cells: readonly HeatCell[] }[];
}

/** Number of tint levels from 0 to 1. */
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

  @property({ attribute: false }) map?: HeatMap;

  protected override render(): unknown {
    const { map } = this;
    if (!map) return null;
    return html`<div class="scroll" tabindex="0" role="region" aria-label=${msg(str`${map.label}, scrollable`)}>
      <table aria-label=${map.label}>
        <thead>
          <tr>
            <th scope="col">${msg('layer')}</th>
            ${map.columns.map((name) => html`<th scope="col" class="number">${name}</th>`)}
          </tr>
        </thead>
        <tbody>
          ${map.rows.map(
            ({ name, cells }) =>
              html`<tr>
                <th scope="row">${name}</th>
                ${cells.map(({ text, tint }) => html`<td class=${`number t${Math.round(tint * TINTS)}`}>${text}</td>`)}
              </tr>`,
          )}
        </tbody>
      </table>
    </div>`;
  }
}

declare global {
  interface HTMLElementTagNameMap {
    'lab-heat-map': LabHeatMap;
  }
}
