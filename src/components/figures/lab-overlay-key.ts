/** The key of all charts while other runs are laid over them: a letter, a piece of line and a short name for each. */
import { css, html, LitElement, nothing } from 'lit';
import { customElement, property } from 'lit/decorators.js';
import { overlayStyle } from '../../charts/palette.ts';
import type { ChartView } from '../../charts/view.ts';
import type { RunStore } from '../../state/run-store.ts';
import { overlaidNames } from './figure-lines.ts';
import { swatch } from './line-swatch.ts';
import { armLetter } from './legend-rows.ts';
import { shared } from '../ui/styles.ts';

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

  @property({ attribute: false }) store?: RunStore;
  @property({ attribute: false }) view?: ChartView;
  /** The view's: another list of them is another key. */
  @property({ attribute: false }) overlays: ChartView['overlays'] = [];
  @property({ type: Boolean }) dark = false;
  /** Grows with what the names depend on. */
  @property({ attribute: false }) revision = 0;

  protected override render(): unknown {
    const { store, view, overlays, dark } = this;
    if (!store || !view || overlays.length === 0) return nothing;
    const names = overlaidNames(store, view);
    const styles = [
      ...store.arms.map(() => undefined),
      ...overlays.flatMap(({ slot, runs }) =>
        (runs[0] ?? []).map((_, variant) => overlayStyle(slot, { index: 0, count: 1, dark, variant })),
      ),
    ];
    const band = overlays.some(({ runs }) => runs.length > 1);
    return html`<ul aria-label="Runs on the charts">
      ${names.map((name, arm) => {
        const style = styles[arm];
        return html`<li><b>${armLetter(arm)}</b>${style ? swatch(style) : nothing}<span>${name}</span></li>`;
      })}
      ${band ? html`<li class="soft">band: mean ± standard deviation over the seeds</li>` : nothing}
    </ul>`;
  }
}

declare global {
  interface HTMLElementTagNameMap {
    'lab-overlay-key': LabOverlayKey;
  }
}
