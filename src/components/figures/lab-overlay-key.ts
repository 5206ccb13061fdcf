/** The key of overlays for all charts: a letter, a swatch and a short name for each run. */
import { css, html, LitElement, nothing } from 'lit';
import { customElement, property } from 'lit/decorators.js';
import { overlayStyle } from '../../charts/palette.ts';
import type { ChartCursor } from '../../charts/cursor.ts';
import type { RunStore } from '../../state/run-store.ts';
import { overlaidNames } from './figure-lines.ts';
import { swatch } from './line-swatch.ts';
import { variantLetter } from './legend-rows.ts';
import { Listeners } from '../ui/listeners.ts';
import { cursorContext, runContext, shown } from '../ui/page-context.ts';
import { shared } from '../ui/styles.ts';
import { msg } from '../../shared/util/texts.ts';

@customElement('lab-overlay-key')
export class LabOverlayKey extends LitElement {
  static override styles = [
    shared,
    css`
      ul {
        display: flex;
        flex-wrap: wrap;
        gap: 4px 24px;
        margin: 0;
        padding: 4px 0;
        font-size: var(--text-small);
        list-style: none;
      }
      li {
        display: flex;
        align-items: center;
        gap: 4px;
        overflow-wrap: anywhere;
      }
      b {
        font-weight: 600;
      }
      svg {
        flex: none;
        width: 24px;
        height: 8px;
      }
    `,
  ];

  @shown(runContext) private store?: RunStore;
  @shown(cursorContext) private cursor?: ChartCursor;
  @property({ type: Boolean }) dark = false;

  constructor() {
    super();
    new Listeners(this, () => [[this.cursor?.view, 'change', () => this.requestUpdate()]]);
  }

  protected override render(): unknown {
    const { store, dark } = this;
    const view = this.cursor?.view;
    if (!store || !view || view.overlays.length === 0) return nothing;
    const { overlays } = view;
    const names = overlaidNames(store, view);
    const styles = [
      ...store.variants.map(() => undefined),
      ...overlays.flatMap(({ slot, runs }) =>
        (runs[0] ?? []).map((_, variant) => overlayStyle(slot, { index: 0, count: 1, dark, variant })),
      ),
    ];
    const band = overlays.some(({ runs }) => runs.length > 1);
    return html`<ul aria-label=${msg('Runs on the charts')}>
      ${names.map((name, index) => {
        const style = styles[index];
        return html`<li><b>${variantLetter(index)}</b>${style ? swatch(style) : nothing}<span>${name}</span></li>`;
      })}
      ${band ? html`<li class="soft">${msg('band: mean ± standard deviation over the seeds')}</li>` : nothing}
    </ul>`;
  }
}

declare global {
  interface HTMLElementTagNameMap {
    'lab-overlay-key': LabOverlayKey;
  }
}
