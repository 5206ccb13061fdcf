/** One panel of the small multiples: lines of means with bands, and a dot for each run that links to its address. */
import { css, html, LitElement, nothing, svg } from 'lit';
import { customElement, property } from 'lit/decorators.js';
import { shared } from '../components/ui/styles.ts';
import type { Figure, FigurePanel, PanelLine, Point } from './figure.ts';

@customElement('lab-compare-panel')
export class LabComparePanel extends LitElement {
  static override styles = [
    shared,
    css`
      figure {
        margin: 0;
      }
      svg {
        width: 100%;
        height: auto;
        display: block;
        font: var(--text-small) var(--font);
      }
      text {
        fill: var(--text-soft);
      }
      .title {
        fill: var(--text);
        font-weight: 600;
      }
      .grid {
        stroke: var(--grid);
      }
      .frame {
        stroke: var(--line-strong);
        fill: none;
      }
      .whole,
      .partial {
        stroke: currentcolor;
      }
      .whole {
        fill: currentcolor;
      }
      .partial {
        fill: var(--surface);
      }
      a:focus-visible {
        outline: none;
      }
      a:focus-visible circle,
      a:hover circle {
        stroke: var(--text);
        stroke-width: 2;
        r: 6px;
      }
    `,
  ];

  @property({ attribute: false }) panel: FigurePanel | undefined;
  @property({ attribute: false }) figure: Pick<Figure, 'plot' | 'panel'> | undefined;

  protected override render(): unknown {
    const { panel, figure } = this;
    if (!panel || !figure) return nothing;
    const { left, top, right, bottom } = figure.plot;
    const { width, height } = figure.panel;
    return html`<figure>
      <svg viewBox="0 0 ${width} ${height}" role="group" aria-label=${`${panel.title} – ${panel.summary}`}>
        <text class="title" x=${left} y="18">${panel.title}</text>
        ${panel.yTicks.map(
          ({ at, label }) =>
            svg`<path class="grid" d="M${left} ${at}H${right}"/><text x=${left - 6} y=${at + 4} text-anchor="end">${label}</text>`,
        )}
        ${panel.xTicks.map(({ at, label }) => svg`<text x=${at} y=${bottom + 16} text-anchor="middle">${label}</text>`)}
        <text x=${(left + right) / 2} y=${bottom + 34} text-anchor="middle">${panel.xLabel}</text>
        ${panel.lines.map((line) => this.#line(line))}
        <path class="frame" d="M${left} ${top}V${bottom}H${right}" />
      </svg>
    </figure>`;
  }

  #line({ style, band, path, means, runs }: PanelLine): unknown {
    return svg`<g color=${style.color}>
      <path d=${band.map((points) => `${outline(points)}Z`).join('')} fill="currentcolor" opacity=".15"/>
      <path d=${path.map(outline).join('')} fill="none" stroke="currentcolor" stroke-width=${style.width} stroke-dasharray=${style.dash.join(' ')}/>
      ${means.map(({ x, y, whole }) => svg`<circle class=${whole ? 'whole' : 'partial'} cx=${x} cy=${y} r="4"/>`)}
      ${runs.map(
        ({ x, y, query, label }) =>
          svg`<a href="./?${query}" aria-label=${label}><title>${label}</title><circle cx=${x} cy=${y} r="12" fill="transparent" stroke="none"/><circle cx=${x} cy=${y} r="2.5" fill="currentcolor"/></a>`,
      )}
    </g>`;
  }
}

const outline = (points: readonly Point[]): string => `M${points.map(({ x, y }) => `${x} ${y}`).join('L')}`;

declare global {
  interface HTMLElementTagNameMap {
    'lab-compare-panel': LabComparePanel;
  }
}
