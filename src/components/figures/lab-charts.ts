/** The charts with their shared cursor: large ones above small ones. Loads the drawing code after the first paint. */
import { css, html, LitElement, nothing } from 'lit';
import { customElement, property } from 'lit/decorators.js';
import { live } from 'lit/directives/live.js';
import { repeat } from 'lit/directives/repeat.js';
import type { ChartCursor } from '../../charts/cursor.ts';
import type { Picture } from '../../charts/picture.ts';
import type { RunStore } from '../../state/run-store.ts';
import { ChartLayout, LECTURE_CHARTS, type PlacedChart } from './chart-layout.ts';
import { ColorScheme } from '../ui/color-scheme.ts';
import './lab-figure.ts';
import './lab-overlay-key.ts';
import './lab-view-bar.ts';
import { Listeners } from '../ui/listeners.ts';
import { cursorContext, runContext, shown } from '../ui/page-context.ts';
import { shared } from '../ui/styles.ts';
import { msg } from '../../shared/util/texts.ts';

@customElement('lab-charts')
export class LabCharts extends LitElement {
  static override styles = [
    shared,
    css`
      :host {
        container-type: inline-size;
      }
      .grid {
        display: grid;
        grid-template-columns: repeat(12, minmax(0, 1fr));
        gap: 8px 16px;
        margin-top: 8px;
      }
      lab-figure {
        --chart-height: var(--small-height, 104px);
        grid-column: span 12;
      }
      lab-figure.large {
        --chart-height: var(--large-height, 200px);
      }
      .of-3 {
        grid-column: span 3;
      }
      .of-4 {
        grid-column: span 4;
      }
      .of-6 {
        grid-column: span 6;
      }
      @container (max-width: 800px) {
        .of-3,
        .of-4 {
          grid-column: span 6;
        }
      }
      @container (max-width: 560px) {
        .of-6.large {
          grid-column: span 12;
        }
      }
      .grid:has([many]) :is(.of-3, .of-4) {
        grid-column: span 12;
      }
      @container (min-width: 801px) {
        .grid:has([many]) :is(.of-3, .of-4) {
          grid-column: span 6;
        }
      }
      @container (max-width: 440px) {
        lab-figure.grid-item {
          grid-column: span 12;
        }
      }
      :host([lecture]) {
        display: flex;
        flex-direction: column;
      }
      :host([lecture]) .grid {
        flex: 1;
        gap: 8px 24px;
        margin: 0;
      }
      :host([lecture]) lab-figure {
        --chart-height: 372px;
      }
      :host([lecture]) select {
        padding: 0 4px;
        font-size: var(--text-large);
        font-weight: 600;
      }
      @media (min-height: 860px) {
        :host {
          --large-height: 250px;
          --small-height: 124px;
        }
      }
      @media (min-height: 1000px) and (min-width: 1600px) {
        :host {
          --large-height: 340px;
          --small-height: 150px;
        }
      }
      @media (max-height: 740px) and (min-width: 761px) {
        :host {
          --large-height: 168px;
          --small-height: 88px;
        }
      }
    `,
  ];

  @shown(runContext) private store?: RunStore;
  @shown(cursorContext) private cursor?: ChartCursor;
  /** Without the view bar. */
  @property({ type: Boolean }) bare = false;
  /** For a lecture: two large charts without tools. */
  @property({ type: Boolean, reflect: true }) lecture = false;
  readonly #scheme = new ColorScheme(this);
  readonly #layout = new ChartLayout();

  constructor() {
    super();
    // Overlays may have been added or removed.
    new Listeners(this, () => [[this.cursor?.view, 'change', () => this.requestUpdate()]]);
  }

  /** Pictures of the charts that have values. */
  async pictures(): Promise<readonly Picture[]> {
    const figures = [...this.renderRoot.querySelectorAll('lab-figure')];
    const pictures = await Promise.all(figures.map((figure) => figure.picture()));
    return pictures.filter((picture) => picture !== undefined);
  }

  protected override firstUpdated(): void {
    // After the first paint, because the drawing code is larger than the rest of the page.
    requestAnimationFrame(() => setTimeout(() => void import('../../charts/lab-chart.ts')));
  }

  protected override render(): unknown {
    if (this.lecture) return html`<div class="grid">${this.#lectureFigures()}</div>`;
    const bar = html`<lab-view-bar
      .layout=${this.#layout}
      @layout-change=${() => this.requestUpdate()}
    ></lab-view-bar>`;
    return html`${this.bare ? nothing : bar}<lab-overlay-key ?dark=${this.#scheme.dark}></lab-overlay-key>
      <div class="grid">${this.#figures(this.#layout.place())}</div>`;
  }

  #figures(placed: readonly PlacedChart[]): unknown {
    const layers = this.store?.network?.layers.length ?? 0;
    // Legends of charts of equal size have equal height, so that neighbouring plots align.
    const rows = (large: boolean): number =>
      Math.max(0, ...placed.filter((each) => each.large === large).map(({ spec }) => spec.quantities ?? layers));
    return repeat(
      placed,
      ({ spec }) => spec.title,
      ({ spec, large, span }) =>
        html`<lab-figure
          class=${`grid-item of-${span}${large ? ' large' : ''}`}
          ?small=${!large}
          resizable
          .spec=${spec}
          .dark=${this.#scheme.dark}
          .rows=${rows(large)}
          @resize-chart=${() => void this.#resize(spec.title, !large)}
        ></lab-figure>`,
    );
  }

  #lectureFigures(): unknown {
    return this.#layout.pair().map(
      (spec, place) =>
        html`<lab-figure class="grid-item of-6 large" plain .spec=${spec} .dark=${this.#scheme.dark}
          ><select
            aria-label=${place === 0 ? msg('Chart on the left') : msg('Chart on the right')}
            @change=${({ target }: Event) => {
              if (!(target instanceof HTMLSelectElement)) return;
              this.#layout.choose(place, target.value);
              this.requestUpdate();
            }}
          >
            ${LECTURE_CHARTS.map(
              ({ title }) => html`<option .selected=${live(title === spec.title)} value=${title}>${title}</option>`,
            )}
          </select></lab-figure
        >`,
    );
  }

  async #resize(title: string, large: boolean): Promise<void> {
    this.#layout.resize(title, large);
    this.requestUpdate();
    await this.updateComplete;
    // The chart lost the focus when it moved within the page.
    const figure = [...this.renderRoot.querySelectorAll('lab-figure')].find(({ spec }) => spec?.title === title);
    await figure?.updateComplete;
    figure?.focusResize();
  }
}

declare global {
  interface HTMLElementTagNameMap {
    'lab-charts': LabCharts;
  }
}
