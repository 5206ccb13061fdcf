/** A chart's numbers as an HTML table. */
import { html, nothing } from 'lit';
import type { ChartSpec } from '../../charts/chart-specs.ts';
import { placeText } from '../../charts/extent.ts';
import { formatCount, formatNumber } from '../../charts/format.ts';
import { lineNames, type Line, type Measured } from '../../charts/line.ts';
import { tableRows } from '../../charts/table-rows.ts';
import type { AxisKind } from '../../charts/view.ts';
import { lineName } from './line-name.ts';
import { msg, str } from '../../shared/util/texts.ts';

const TABLE_ROWS = 60;

export interface FigureTable {
  readonly spec: ChartSpec;
  /** Over the view's axis. */
  readonly lines: readonly Line[];
  readonly variants: readonly string[];
  readonly axis: AxisKind;
  /** Positions of events, which always have a row. */
  readonly events: readonly number[];
}

export function figureTable({ spec, lines, variants, axis, events }: FigureTable): unknown {
  const rows = tableRows(lines, TABLE_ROWS, events);
  const place = axis === 'step' ? formatCount : formatNumber;
  return html`<div class="scroll" tabindex="0" role="region" aria-label=${msg(str`${spec.title} as a table`)}>
    <table>
      <caption>
        ${msg(str`The latest values; one measured earlier says when. About ${TABLE_ROWS} rows of a long run.`)}
      </caption>
      <thead>
        <tr>
          <th scope="col" class="number">
            ${axis === 'step' ? html`<lab-term of="step">${msg('step')}</lab-term>` : msg('seconds')}
          </th>
          ${lineNames(lines, variants).map((text, i) => html`<th scope="col" class="number">${lines[i] && lineName(lines[i], text)}</th>`)}
        </tr>
      </thead>
      <tbody>
        ${rows.map(
          (row) =>
            html`<tr>
              <th scope="row" class="number">${place(row.place)}</th>
              ${row.values.map((measured) => html`<td class="number">${cell(measured, row.place)}</td>`)}
            </tr>`,
        )}
      </tbody>
    </table>
  </div>`;

  function cell({ value, at }: Measured, here: number): unknown {
    const earlier = at < here ? html` <span class="soft">(${placeText(at, axis)})</span>` : nothing;
    return html`${spec.format(value)}${earlier}`;
  }
}
