/** Overlaid histograms of one quantity for several groups, as fractions of each group, and the same as a table. */
import { css, html, LitElement, svg } from 'lit';
import { customElement, property } from 'lit/decorators.js';
import { formatCount, formatNumber } from '../../charts/format.ts';
import { histogram, quantiles, type Numbers, type Range } from '../../shared/observables/histogram.ts';
import { msg, str } from '../../shared/util/texts.ts';
import { smallPlot } from '../figures/small-plot.styles.ts';
import { shared, tables } from '../ui/styles.ts';

export interface HistogramGroup {
  readonly name: string;
  readonly values: Numbers;
  /** `plain` is filled; `wrong` is outlined in the colour of wrong labels. */
  readonly look: 'plain' | 'wrong';
}

const BINS = 30;
const WIDTH = 360;
const HEIGHT = 120;

@customElement('lab-histogram')
export class LabHistogram extends LitElement {
  static override styles = [
    shared,
    tables,
    smallPlot,
    css`
      svg {
        display: block;
        width: 100%;
        height: auto;
        overflow: visible;
      }
      .plain {
        fill: color-mix(in oklab, var(--accent) 45%, var(--surface));
      }
      .wrong {
        fill: none;
        stroke: var(--shuffled);
        stroke-width: 2;
      }
      .axis {
        stroke: var(--line-strong);
      }
      .ends,
      .key {
        display: flex;
        justify-content: space-between;
        flex-wrap: wrap;
        gap: 0 16px;
        font-size: var(--text-small);
      }
      .key {
        justify-content: flex-start;
      }
      .key svg {
        display: inline-block;
        width: 14px;
        height: 12px;
        vertical-align: -1px;
        margin-right: 4px;
      }
    `,
  ];

  /** The quantity and the variant. */
  @property() label = '';
  @property({ attribute: false }) groups: readonly HistogramGroup[] = [];
  @property({ attribute: false }) range: Range = { min: 0, max: 1 };
  /** Bins are equal on a logarithmic axis; `range` and the values are base-10 logarithms. */
  @property({ type: Boolean }) logarithmic = false;

  protected override render(): unknown {
    const { label, groups, range } = this;
    const counts = groups.map(({ values }) => histogram(values, range, BINS));
    const shares = counts.map((bins) => {
      const total = bins.reduce((sum, count) => sum + count, 0);
      return bins.map((count) => (total === 0 ? 0 : count / total));
    });
    const top = Math.max(...shares.flat(), 1e-9);
    const said = groups.map(({ name, values }) =>
      msg(str`${name}: median ${this.#value(quantiles(values, [0.5])[0] ?? NaN)}`),
    );
    return html`<figure>
      <figcaption>${label}</figcaption>
      <svg viewBox="0 0 ${WIDTH} ${HEIGHT}" role="img" aria-label="${label}; ${said.join('; ')}">
        ${shares.map((share, i) => svg`<path class=${groups[i]?.look ?? 'plain'} d=${outline(share, top)} />`)}
        <line class="axis" x1="0" x2=${WIDTH} y1=${HEIGHT} y2=${HEIGHT} />
      </svg>
      <div class="ends" aria-hidden="true">
        <span>${this.#value(range.min)}</span><span>${this.#value(range.max)}</span>
      </div>
      <div class="key" aria-hidden="true">
        ${groups.map(
          ({ look }, i) =>
            html`<span
              ><svg viewBox="0 0 14 12"><rect class=${look} x="1" y="1" width="12" height="10" /></svg>${said[i]}</span
            >`,
        )}
      </div>
      <details>
        <summary>${msg('Show the bins as table')}</summary>
        <div class="scroll" tabindex="0" role="region" aria-label=${msg(str`${label}, bins, scrollable`)}>
          ${this.#table(counts)}
        </div>
      </details>
    </figure>`;
  }

  #table(counts: readonly (readonly number[])[]): unknown {
    const { min, max } = this.range;
    const edge = (bin: number): string => this.#value(min + ((max - min) * bin) / BINS);
    return html`<table aria-label=${msg(str`${this.label}, bins`)}>
      <thead>
        <tr>
          <th scope="col">${msg('from')}</th>
          <th scope="col">${msg('to')}</th>
          ${this.groups.map(({ name }) => html`<th scope="col" class="number">${name}</th>`)}
        </tr>
      </thead>
      <tbody>
        ${Array.from(
          { length: BINS },
          (_, bin) =>
            html`<tr>
              <td class="number">${edge(bin)}</td>
              <td class="number">${edge(bin + 1)}</td>
              ${counts.map((bins) => html`<td class="number">${formatCount(bins[bin] ?? 0)}</td>`)}
            </tr>`,
        )}
      </tbody>
    </table>`;
  }

  #value(value: number): string {
    return formatNumber(this.logarithmic ? 10 ** value : value);
  }
}

/** The bars' outline, starting and ending on the axis. */
function outline(shares: readonly number[], top: number): string {
  const width = WIDTH / shares.length;
  const bars = shares.map((share, i) => {
    const y = (HEIGHT - (share / top) * (HEIGHT - 4)).toFixed(1);
    return `L${(i * width).toFixed(1)} ${y}L${((i + 1) * width).toFixed(1)} ${y}`;
  });
  return `M0 ${HEIGHT}${bars.join('')}L${WIDTH} ${HEIGHT}Z`;
}

declare global {
  interface HTMLElementTagNameMap {
    'lab-histogram': LabHistogram;
  }
}
