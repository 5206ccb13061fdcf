/**
 * A chart's legend: a small live table of lines and their values, at the cursor or now. A press on a name hides its line, a
 * double press or Enter shows it alone.
 * @fires line-hover {detail: name | null}
 * @fires line-choice {detail: LineChoice}
 */
import { css, html, LitElement, nothing } from 'lit';
import { customElement, property } from 'lit/decorators.js';
import { live } from 'lit/directives/live.js';
import { HEAD_LETTERS, LEAST_LINES, linesFor, MOST_LINES, type LegendRow } from './legend-rows.ts';
import { swatch } from './line-swatch.ts';
import '../ui/lab-term.ts';
import { shared } from '../ui/styles.ts';
import { msg } from '../../shared/util/texts.ts';

const FEW_VARIANTS = 3;

export interface LineChoice {
  readonly name: string;
  /** Whether the line is to be isolated, or shown with all others again. */
  readonly alone: boolean;
}

@customElement('lab-legend')
export class LabLegend extends LitElement {
  static override styles = [
    shared,
    css`
      .scroll {
        position: relative;
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
      label {
        position: relative;
        border-radius: var(--radius);
      }
      label:hover {
        text-decoration: underline;
      }
      label:has(:focus-visible) {
        outline: 2px solid var(--accent);
      }
      /* Over the whole name: it is what is pressed. */
      input[type='checkbox'] {
        position: absolute;
        inset: 0;
        width: 100%;
        min-height: 0;
        height: 100%;
        opacity: 0;
        cursor: pointer;
      }
      .hidden label {
        color: var(--text-soft);
        text-decoration: line-through;
      }
      .hidden svg {
        opacity: 0.3;
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
      table.dense .number + .number {
        padding-left: 3px;
      }
      table.dense th[scope='row'] {
        min-width: 0;
      }
      table.dense svg {
        width: 12px;
        margin-right: 2px;
      }
      @container (max-width: 24rem) {
        table.columns svg {
          width: 14px;
          margin-right: 2px;
        }
        table.columns tbody {
          column-gap: 8px;
        }
        table.dense :is(thead, tbody) {
          display: block;
        }
        table.dense tr {
          display: flex;
          flex-wrap: wrap;
        }
        table.dense .number {
          flex: 1 0 0;
          min-width: 0;
          text-align: right;
        }
        table.dense tbody th[scope='row'] {
          flex: 1 0 100%;
        }
        table.dense thead th:not(.number) {
          position: absolute;
          clip-path: inset(50%);
        }
      }
      @container (max-width: 20rem) {
        table.columns svg {
          width: 20px;
          margin-right: 4px;
        }
        table.columns tbody {
          columns: 1;
        }
      }
      /* Two values of seven digits beside a name. */
      @container (max-width: 15.5rem) {
        table:not(.columns) svg {
          width: 14px;
          margin-right: 2px;
        }
      }
    `,
  ];

  @property({ attribute: false }) rows: readonly LegendRow[] = [];
  /** Names of the variants; empty for a single run. */
  @property({ attribute: false }) variants: readonly string[] = [];
  /** Headings of the variants' columns: their names, or letters if names are too long. */
  @property({ attribute: false }) heads: readonly string[] = [];
  /** Names of the lines that are not drawn. */
  @property({ attribute: false }) hiddenNames: ReadonlySet<string> = new Set();
  /** Number of text lines that fit. */
  @property({ type: Number }) lines = LEAST_LINES;
  /** The table's accessible name. */
  @property() label = '';

  protected override render(): unknown {
    const { rows, variants, label } = this;
    return html`<div class="scroll" tabindex=${this.#overflows() ? 0 : nothing} role="region" aria-label=${label}>
      <table role="table" aria-label=${label} class=${variants.length === 0 ? 'columns' : this.#dense ? 'dense' : ''}>
        ${variants.length === 0 || rows.length === 0 ? null : this.#head()}
        <tbody>
          ${rows.map((row) => this.#row(row))}
        </tbody>
      </table>
    </div>`;
  }

  /** With so many columns, a line's swatch only fits beside the row's name. */
  get #dense(): boolean {
    return this.variants.length > FEW_VARIANTS;
  }

  /** More rows than fit, so the keyboard must be able to scroll. */
  #overflows(): boolean {
    const { rows, variants, lines } = this;
    return linesFor(rows.length, variants.length === 0 ? variants : this.heads) > lines || rows.length > MOST_LINES;
  }

  #point(name: string | null): void {
    this.dispatchEvent(new CustomEvent<string | null>('line-hover', { detail: name }));
  }

  #head(): unknown {
    return html`<thead class="soft">
      <tr role="row">
        <th role="columnheader" scope="col">${msg('line')}</th>
        ${this.variants.map((variant, i) => {
          const head = this.heads[i] ?? variant;
          const name = head === variant ? variant : html`${head} <span class="for-ears">${variant}</span>`;
          return html`<th role="columnheader" scope="col" class="number">${name}</th>`;
        })}
      </tr>
    </thead>`;
  }

  #row(row: LegendRow): unknown {
    const { name, note, cells } = row;
    const lone = this.variants.length === 0;
    const first = lone || this.#dense ? cells.find((cell) => cell !== undefined) : undefined;
    return html`<tr
      role="row"
      class=${this.hiddenNames.has(name) ? 'hidden' : ''}
      @pointerenter=${() => this.#point(name)}
      @pointerleave=${() => this.#point(null)}
    >
      <th role="rowheader" scope="row">
        ${this.#name(row, first ? swatch(first.style) : null)}${note === undefined ? null : html` <span class="soft">(${note})</span>`}
      </th>
      ${cells.map((cell) => html`<td role="cell" class="number">${lone || this.#dense || !cell ? null : swatch(cell.style)}${cell?.text}</td>`)}
    </tr>`;
  }

  /** A checkbox, because a button "training" could be confused with the command Train. */
  #name({ name, explains }: LegendRow, piece: unknown): unknown {
    const box = html`<label
      title=${explains === undefined ? msg('Click: hide or show. Double-click: show alone.') : nothing}
      @dblclick=${() => this.#choose(name, true)}
      ><input
        type="checkbox"
        aria-keyshortcuts="Enter"
        .checked=${live(!this.hiddenNames.has(name))}
        @change=${() => this.#choose(name, false)}
        @keydown=${(event: KeyboardEvent) => this.#key(event, name)}
      />${piece}${name}</label
    >`;
    return explains === undefined ? box : html`<lab-term control slim of=${explains}>${box}</lab-term>`;
  }

  #key(event: KeyboardEvent, name: string): void {
    if (event.key !== 'Enter' || event.repeat) return;
    event.preventDefault();
    this.#choose(name, true);
  }

  #choose(name: string, alone: boolean): void {
    this.dispatchEvent(new CustomEvent<LineChoice>('line-choice', { detail: { name, alone } }));
  }
}

declare global {
  interface HTMLElementTagNameMap {
    'lab-legend': LabLegend;
  }
}
