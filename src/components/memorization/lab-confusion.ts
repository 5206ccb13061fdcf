/** A confusion matrix as a table, with cells tinted by their share of the row, and the accuracy of each class. */
import { css, html, LitElement } from 'lit';
import { customElement, property } from 'lit/decorators.js';
import { formatCount, formatPercent } from '../../charts/format.ts';
import { classAccuracies, topConfusions } from '../../shared/observables/confusion.ts';
import { msg, str } from '../../shared/util/texts.ts';
import '../ui/lab-table-text.ts';
import { shared, tables } from '../ui/styles.ts';

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
/** With more classes the matrix isn't readable, so the most frequent confusions are listed. */
const MOST_CLASSES = 30;
const LISTED = 20;

@customElement('lab-confusion')
export class LabConfusion extends LitElement {
  static override styles = [
    shared,
    tables,
    css`
      .head {
        display: flex;
        align-items: center;
        gap: 8px;
      }
      h4 {
        margin: 0;
        font-size: inherit;
      }
      .scroll {
        overflow-x: auto;
      }
      table {
        font-size: var(--text-small);
      }
      lab-table-text {
        white-space: nowrap;
      }
      th {
        padding: 2px 4px;
      }
      td {
        padding: 2px 4px;
        min-width: 28px;
        border: 1px solid var(--surface);
        text-align: right;
        background: color-mix(in oklab, var(--shuffled) calc(var(--tint, 0) * 6%), var(--surface-sunk));
      }
      td.right {
        background: color-mix(in oklab, var(--accent) calc(var(--tint, 0) * 6%), var(--surface-sunk));
        font-weight: 600;
      }
      td.accuracy {
        background: none;
      }
      thead th {
        max-width: 10ch;
        white-space: normal;
        vertical-align: bottom;
        text-align: right;
      }
      thead th:first-child {
        text-align: left;
      }
    `,
    ...tints,
  ];

  /** The table's accessible name. */
  @property() label = '';
  /** What its rows are: "observed" or "true". */
  @property() rows = '';
  @property({ attribute: false }) matrix: readonly (readonly number[])[] = [];
  @property({ attribute: false }) classNames: readonly string[] = [];

  protected override render(): unknown {
    const { label, matrix } = this;
    const large = matrix.length > MOST_CLASSES;
    return html`<div class="head">
        <h4>${label}</h4>
        <lab-table-text label=${msg('Confusion matrix')}></lab-table-text>
      </div>
      <div class="scroll" tabindex="0" role="region" aria-label=${msg(str`${label}, scrollable`)}>
        ${large ? this.#list() : this.#matrix()}
      </div>`;
  }

  #name(label: number): string {
    return this.classNames[label] ?? String(label);
  }

  #matrix(): unknown {
    const { label, rows, matrix } = this;
    const accuracies = classAccuracies(matrix);
    return html`<table aria-label=${label}>
      <thead>
        <tr>
          <th scope="col">${msg(str`${rows}, predicted →`)}</th>
          ${matrix.map((_, k) => html`<th scope="col">${this.#name(k)}</th>`)}
          <th scope="col">${msg('accuracy')}</th>
        </tr>
      </thead>
      <tbody>
        ${matrix.map((row, j) => {
          const total = row.reduce((sum, count) => sum + count, 0);
          return html`<tr>
            <th scope="row">${this.#name(j)}</th>
            ${row.map((count, k) => {
              const tint = total === 0 ? 0 : Math.ceil((count / total) * TINTS);
              return html`<td class="number t${tint} ${j === k ? 'right' : ''}">${formatCount(count)}</td>`;
            })}
            <td class="number accuracy">${formatPercent(accuracies[j])}</td>
          </tr>`;
        })}
      </tbody>
    </table>`;
  }

  #list(): unknown {
    const { label, rows, matrix } = this;
    return html`<table aria-label=${label}>
      <caption>
        ${msg(str`The ${LISTED} most frequent of ${matrix.length} × ${matrix.length - 1} confusions`)}
      </caption>
      <thead>
        <tr>
          <th scope="col">${rows}</th>
          <th scope="col">${msg('predicted')}</th>
          <th scope="col">${msg('examples')}</th>
        </tr>
      </thead>
      <tbody>
        ${topConfusions(matrix, LISTED).map(
          ({ label: from, predicted, count }) =>
            html`<tr>
              <th scope="row">${this.#name(from)}</th>
              <td>${this.#name(predicted)}</td>
              <td class="number">${formatCount(count)}</td>
            </tr>`,
        )}
      </tbody>
    </table>`;
  }
}

declare global {
  interface HTMLElementTagNameMap {
    'lab-confusion': LabConfusion;
  }
}
