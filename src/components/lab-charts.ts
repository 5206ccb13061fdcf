/** The six charts, three by two, under one cursor. Loads the drawing code once the page stands. */
import { css, html, LitElement, nothing } from 'lit';
import { customElement, property } from 'lit/decorators.js';
import { CHARTS } from '../charts/chart-specs.ts';
import type { ChartCursor } from '../charts/cursor.ts';
import type { Picture } from '../charts/picture.ts';
import type { RunStore } from '../state/run-store.ts';
import { ColorScheme } from './color-scheme.ts';
import './lab-figure.ts';
import './lab-view-bar.ts';
import { shared } from './styles.ts';

/** Charts in a row where there is room. */
const ACROSS = 3;

@customElement('lab-charts')
export class LabCharts extends LitElement {
  static override styles = [
    shared,
    css`
      :host {
        display: grid;
        grid-template-columns: repeat(auto-fit, minmax(min(100%, max(216px, (100% - 32px) / 3)), 1fr));
        gap: 8px 16px;
      }
      lab-view-bar {
        grid-column: 1 / -1;
      }
      @media (min-width: 1600px) and (min-height: 900px) {
        :host {
          --chart-height: 240px;
        }
      }
    `,
  ];

  @property({ attribute: false }) store?: RunStore;
  @property({ attribute: false }) revision = 0;
  @property({ attribute: false }) cursor?: ChartCursor;
  /** Without the bar that sets what is in view. */
  @property({ type: Boolean }) bare = false;
  readonly #scheme = new ColorScheme(this);

  /** Of each chart that has a value to show. */
  async pictures(): Promise<readonly Picture[]> {
    const figures = [...this.renderRoot.querySelectorAll('lab-figure')];
    const pictures = await Promise.all(figures.map((figure) => figure.picture()));
    return pictures.filter((picture) => picture !== undefined);
  }

  protected override firstUpdated(): void {
    // After the first paint: what draws is larger than the rest of the page.
    requestAnimationFrame(() => setTimeout(() => void import('../charts/lab-chart.ts')));
  }

  protected override render(): unknown {
    const { store, cursor, revision } = this;
    const bar = html`<lab-view-bar .store=${store} .cursor=${cursor} .revision=${revision}></lab-view-bar>`;
    return html`${this.bare ? nothing : bar} ${this.#figures()}`;
  }

  #figures(): unknown {
    const layers = this.store?.network?.layers.length ?? 0;
    const rows = CHARTS.map(({ quantities }) => quantities ?? layers);
    return CHARTS.map(
      (spec, i) =>
        html`<lab-figure
          .spec=${spec}
          .store=${this.store}
          .revision=${this.revision}
          .cursor=${this.cursor}
          .dark=${this.#scheme.dark}
          .rows=${Math.max(...rows.slice(i - (i % ACROSS), i - (i % ACROSS) + ACROSS))}
        ></lab-figure>`,
    );
  }
}

declare global {
  interface HTMLElementTagNameMap {
    'lab-charts': LabCharts;
  }
}
