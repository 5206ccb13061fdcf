/** A chart's numbers as a table on the page, and as text for a spreadsheet. */
import { html } from 'lit';
import type { ChartSpec } from '../charts/chart-specs.ts';
import { formatCount } from '../charts/format.ts';
import type { Line } from '../charts/line.ts';
import { chartRows } from '../charts/summary.ts';
import { lineName } from './line-name.ts';

const TABLE_ROWS = 60;

/** What the lines are called where they stand as columns. */
export function lineNames(lines: readonly Line[], arms: readonly string[]): string[] {
  return lines.map(({ name, arm }) => (arms[arm] ? `${name} (${arms[arm]})` : name));
}

export function figureTable(spec: ChartSpec, lines: readonly Line[], arms: readonly string[]): unknown {
  return html`<div class="scroll" tabindex="0" role="region" aria-label="${spec.title} as a table">
    <table>
      <caption>
        At each step the latest value; at most ${TABLE_ROWS} steps of the run.
      </caption>
      <thead>
        <tr>
          <th scope="col" class="number"><lab-term of="step">step</lab-term></th>
          ${lineNames(lines, arms).map((text, i) => html`<th scope="col" class="number">${lines[i] && lineName(lines[i], text)}</th>`)}
        </tr>
      </thead>
      <tbody>
        ${chartRows(lines, TABLE_ROWS).map(
          ({ step, values }) =>
            html`<tr>
              <th scope="row" class="number">${formatCount(step)}</th>
              ${values.map((value) => html`<td class="number">${spec.format(value)}</td>`)}
            </tr>`,
        )}
      </tbody>
    </table>
  </div>`;
}
