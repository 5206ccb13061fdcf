/** The summary as a table: a row per combination of axis values, each run a link to its address. */
import { css, html, LitElement, nothing } from 'lit';
import { customElement, property } from 'lit/decorators.js';
import { formatNumber } from '../charts/format.ts';
import '../components/ui/lab-table-text.ts';
import '../components/ui/lab-term.ts';
import { shared, tables } from '../components/ui/styles.ts';
import { metricExplains, metricLabel } from '../shared/sweep/metric.ts';
import { excess, spread, type Cell, type MeasuredRun, type Summary } from '../shared/sweep/summary.ts';
import { msg, str } from '../shared/util/texts.ts';

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
    const { source } = summary;
    const compared = source === undefined ? [] : [msg('Published'), msg('Mean − published')];
    const numbers = [msg('Runs'), 'n', msg('Mean ± sd'), msg('95% interval'), msg('Least'), msg('Most'), ...compared];
    return html`<lab-table-text label=${msg('Summary')}></lab-table-text>
      <div class="scroll" tabindex="0" role="region" aria-label=${msg('Summary')}>
        <table>
          <caption>
            ${msg(
              html`<lab-term slim of=${metricExplains(summary.metric)}>${metricLabel(summary.metric)}</lab-term>; over
                the n seeds whose number is defined: mean ± sample standard deviation, 95% interval of the mean
                (Student’s t), least and most.`,
            )}
            ${source === undefined ? nothing : msg(str`Published in ${source}.`)}
          </caption>
          <thead>
            <tr>
              ${summary.axes.map(({ key }) => html`<th scope="col" class="number">${key}</th>`)}
              ${numbers.map((name) => html`<th scope="col" class="number">${name}</th>`)}
              <th scope="col" data-skip>${msg('Runs by seed')}</th>
            </tr>
          </thead>
          <tbody>
            ${summary.cells.map(
              (cell) =>
                html`<tr>
                  ${cell.values.map((value) => html`<td class="number">${value === '' ? msg('none') : value}</td>`)}
                  ${[...numberTexts(cell), ...(compared.length > 0 ? publishedTexts(cell) : [])].map((text) => html`<td class="number">${text}</td>`)}
                  <td>${cell.runs.map((run) => this.#link(run, cell.values))}</td>
                </tr>`,
            )}
          </tbody>
        </table>
      </div>`;
  }

  #link({ seed, query, value }: MeasuredRun, values: readonly string[]): unknown {
    const place = this.summary?.axes.map(({ key }, i) => `${key} ${values[i] ?? ''}, `).join('') ?? '';
    return html`<a href="./?${query}" aria-label=${msg(str`${place}seed ${seed}: ${formatNumber(value)}`)}>${seed}</a>`;
  }
}

function numberTexts(cell: Cell): string[] {
  const { runs, defined, mean, min, max } = cell;
  const { sd, ci } = spread(cell);
  return [
    String(runs.length),
    String(defined),
    `${formatNumber(mean)} ± ${formatNumber(sd)}`,
    msg(str`${formatNumber(mean - ci)} to ${formatNumber(mean + ci)}`),
    formatNumber(min),
    formatNumber(max),
  ];
}

const publishedTexts = (cell: Cell): string[] => [cell.published, excess(cell)].map(formatNumber);

declare global {
  interface HTMLElementTagNameMap {
    'lab-compare-table': LabCompareTable;
  }
}
