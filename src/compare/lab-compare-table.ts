/** The summary as a table: a row a place of the axes, each run a link to its address. */
import { css, html, LitElement, nothing } from 'lit';
import { customElement, property } from 'lit/decorators.js';
import { formatNumber } from '../charts/format.ts';
import '../components/lab-term.ts';
import { shared, tables } from '../components/styles.ts';
import { metricExplains, metricLabel } from '../shared/sweep/metric.ts';
import type { MeasuredRun, Summary } from '../shared/sweep/summary.ts';

@customElement('lab-compare-table')
export class LabCompareTable extends LitElement {
  static override styles = [
    shared,
    tables,
    css`
      .scroll {
        overflow-x: auto;
      }
      a {
        color: var(--accent);
        display: inline-block;
        min-width: 24px;
        line-height: 24px;
        text-align: center;
      }
      a + a {
        margin-left: 4px;
      }
    `,
  ];

  @property({ attribute: false }) summary: Summary | undefined;

  protected override render(): unknown {
    const { summary } = this;
    if (!summary) return nothing;
    const numbers = ['Runs', 'Defined', 'Mean', 'Least', 'Most'];
    return html`<div class="scroll" tabindex="0" role="region" aria-label="Summary">
      <table>
        <caption>
          <lab-term slim of=${metricExplains(summary.metric)}>${metricLabel(summary.metric)}</lab-term
          >; mean, least and most over the seeds.
        </caption>
        <thead>
          <tr>
            ${summary.axes.map(({ key }) => html`<th scope="col" class="number">${key}</th>`)}
            ${numbers.map((name) => html`<th scope="col" class="number">${name}</th>`)}
            <th scope="col">Runs by seed</th>
          </tr>
        </thead>
        <tbody>
          ${summary.cells.map(
            ({ values, runs, defined, mean, min, max }) =>
              html`<tr>
                ${values.map((value) => html`<td class="number">${value === '' ? 'none' : value}</td>`)}
                <td class="number">${runs.length}</td>
                <td class="number">${defined}</td>
                ${[mean, min, max].map((value) => html`<td class="number">${formatNumber(value)}</td>`)}
                <td>${runs.map((run) => this.#link(run, values))}</td>
              </tr>`,
          )}
        </tbody>
      </table>
    </div>`;
  }

  #link({ seed, query, value }: MeasuredRun, values: readonly string[]): unknown {
    const place = this.summary?.axes.map(({ key }, i) => `${key} ${values[i] ?? ''}, `).join('') ?? '';
    return html`<a href="./?${query}" aria-label="${place}seed ${seed}: ${formatNumber(value)}">${seed}</a>`;
  }
}

declare global {
  interface HTMLElementTagNameMap {
    'lab-compare-table': LabCompareTable;
  }
}
