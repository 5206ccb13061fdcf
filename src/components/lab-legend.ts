/**
 * A chart's legend: a small live table of lines and their values, at the cursor or now.
 * @fires line-hover {detail: name | null}
 */
import { css, html, LitElement, nothing, svg } from 'lit';
import { customElement, property } from 'lit/decorators.js';
import type { LineStyle } from '../charts/line.ts';
import { FEW_HEAD_LETTERS, HEAD_LETTERS, LEAST_LINES, linesFor, MOST_LINES, type LegendRow } from './legend-rows.ts';
import { lineName } from './line-name.ts';
import { shared } from './styles.ts';

@customElement('lab-legend')
export class LabLegend extends LitElement {
  static override styles = [
    shared,
    css`
      .scroll {
        height: 100%;
        overflow: auto;
      }
      table {
        width: 100%;
        border-collapse: collapse;
        font-size: 0.75rem;
        line-height: 1.125rem;
        font-variant-numeric: var(--text-number);
      }
      table.columns,
      table.columns tbody {
        display: block;
      }
      table.columns tbody {
        columns: 2;
        column-gap: 16px;
      }
      table.columns tr {
        display: grid;
        grid-template-columns: minmax(0, 1fr) auto;
        break-inside: avoid;
      }
      th,
      td {
        padding: 0;
        font-weight: 400;
      }
      th[scope='row'] {
        min-width: 5em;
        overflow-wrap: anywhere;
        text-align: left;
      }
      svg {
        width: 20px;
        height: 8px;
        margin-right: 4px;
      }
      thead th:not(.number) {
        text-align: left;
      }
      .number {
        white-space: nowrap;
      }
      thead th {
        vertical-align: bottom;
      }
      th.number {
        max-width: ${HEAD_LETTERS}ch;
        overflow-wrap: anywhere;
        white-space: normal;
      }
      .number + .number {
        padding-left: 8px;
      }
      @container (max-width: 19rem) {
        th.number {
          max-width: ${FEW_HEAD_LETTERS}ch;
        }
        table.columns tbody {
          columns: 1;
        }
      }
    `,
  ];

  @property({ attribute: false }) rows: readonly LegendRow[] = [];
  /** Names of the arms; empty for a lone run. */
  @property({ attribute: false }) arms: readonly string[] = [];
  /** Lines of text that have room. */
  @property({ type: Number }) lines = LEAST_LINES;
  /** What the table is called. */
  @property() label = '';

  protected override render(): unknown {
    const { rows, arms, label } = this;
    return html`<div class="scroll" tabindex=${this.#overflows() ? 0 : nothing} role="region" aria-label=${label}>
      <table role="table" aria-label=${label} class=${arms.length === 0 ? 'columns' : ''}>
        ${arms.length === 0 || rows.length === 0 ? null : this.#head()}
        <tbody>
          ${rows.map((row) => this.#row(row))}
        </tbody>
      </table>
    </div>`;
  }

  /** More rows than fit: a keyboard must be able to scroll them. */
  #overflows(): boolean {
    const { rows, arms, lines } = this;
    return linesFor(rows.length, arms) > lines || rows.length > MOST_LINES;
  }

  #point(name: string | null): void {
    this.dispatchEvent(new CustomEvent<string | null>('line-hover', { detail: name }));
  }

  #head(): unknown {
    return html`<thead class="soft">
      <tr role="row">
        <th role="columnheader" scope="col">line</th>
        ${this.arms.map((arm) => html`<th role="columnheader" scope="col" class="number">${arm}</th>`)}
      </tr>
    </thead>`;
  }

  #row(row: LegendRow): unknown {
    const { name, cells } = row;
    const lone = this.arms.length === 0;
    const first = cells[0];
    return html`<tr role="row" @pointerenter=${() => this.#point(name)} @pointerleave=${() => this.#point(null)}>
      <th role="rowheader" scope="row">${lone && first ? swatch(first.style) : null}${lineName(row)}</th>
      ${cells.map((cell) => html`<td role="cell" class="number">${lone || !cell ? null : swatch(cell.style)}${cell?.text}</td>`)}
    </tr>`;
  }
}

/** A piece of the line itself. */
function swatch({ color, dash, width }: LineStyle): unknown {
  return html`<svg viewBox="0 0 20 8" aria-hidden="true">
    ${svg`<line x1="0" y1="4" x2="20" y2="4" stroke=${color} stroke-width=${Math.max(1.5, width)} stroke-dasharray=${dash.join(' ')} />`}
  </svg>`;
}

declare global {
  interface HTMLElementTagNameMap {
    'lab-legend': LabLegend;
  }
}
