/** The tabs below the charts: windows, panels, explanations. Follows the WAI-ARIA tabs pattern. */
import { css, html, LitElement } from 'lit';
import { customElement, state } from 'lit/decorators.js';
import './examples/lab-examples.ts';
import './layers/lab-forces.ts';
import './lab-glossary.ts';
import './layers/lab-layers.ts';
import './memorization/lab-memorization.ts';
import './runs/lab-runs.ts';
import './windows/lab-windows.ts';
import { shared } from './ui/styles.ts';
import { msg } from '../shared/util/texts.ts';

interface Tab {
  readonly name: string;
  readonly panel: unknown;
  /** Lazy-loads what the panel needs. */
  readonly load?: () => unknown;
}

const TABS: readonly Tab[] = [
  { name: msg('Windows'), panel: html`<lab-windows></lab-windows>` },
  {
    name: msg('Memorization'),
    panel: html`<lab-memorization></lab-memorization><lab-evaluation></lab-evaluation
      ><lab-class-curves></lab-class-curves>`,
    load: () => Promise.all([import('./memorization/lab-evaluation.ts'), import('./memorization/lab-class-curves.ts')]),
  },
  { name: msg('Forces'), panel: html`<lab-forces></lab-forces>` },
  { name: msg('Layers'), panel: html`<lab-layers></lab-layers>` },
  {
    name: msg('Examples'),
    panel: html`<lab-example-history></lab-example-history><lab-examples></lab-examples>`,
    load: () => import('./examples/lab-example-history.ts'),
  },
  {
    name: msg('Network'),
    panel: html`<lab-network></lab-network><lab-filters></lab-filters><lab-distributions></lab-distributions
      ><lab-image-pass></lab-image-pass>`,
    load: () =>
      Promise.all([
        import('./network/lab-network.ts'),
        import('./network/lab-filters.ts'),
        import('./network/lab-distributions.ts'),
        import('./network/lab-image-pass.ts'),
      ]),
  },
  {
    name: msg('Landscape'),
    panel: html`<lab-landscape></lab-landscape>`,
    load: () => import('./landscape/lab-landscape.ts'),
  },
  { name: msg('Runs'), panel: html`<lab-runs></lab-runs>` },
  { name: msg('What the numbers mean'), panel: html`<lab-glossary></lab-glossary>` },
];

@customElement('lab-tabs')
export class LabTabs extends LitElement {
  static override styles = [
    shared,
    css`
      [role='tablist'] {
        display: flex;
        flex-wrap: wrap;
        border-bottom: 1px solid var(--line);
        margin-bottom: 8px;
      }
      [role='tab'] {
        padding-inline: 8px;
        border: 0;
        border-bottom: 2px solid var(--surface);
        border-radius: 0;
        background: none;
        color: var(--text-soft);
        white-space: nowrap;
      }
      [role='tab']:focus-visible {
        outline-offset: -2px;
      }
      [role='tab'][aria-selected='true'] {
        border-bottom-color: var(--accent);
        color: var(--text);
        font-weight: 600;
      }
      /* Reserves the width of the selected state, so that no tab moves. */
      [role='tab']::after {
        content: attr(data-name);
        display: block;
        height: 0;
        font-weight: 600;
        visibility: hidden;
        overflow: hidden;
      }
      @media (forced-colors: active) {
        [role='tab'] {
          forced-color-adjust: none;
        }
      }
    `,
  ];

  @state() private at = 0;

  /** Selects a panel. */
  show(name: string): void {
    this.at = TABS.findIndex((tab) => tab.name === name);
  }

  protected override render(): unknown {
    return html`<div role="tablist" aria-label=${msg('Tables and explanations')} @keydown=${this.#key}>
        ${TABS.map(
          ({ name }, i) =>
            html`<button
              type="button"
              role="tab"
              id="tab-${i}"
              aria-controls="panel"
              data-name=${name}
              aria-selected=${i === this.at ? 'true' : 'false'}
              tabindex=${i === this.at ? 0 : -1}
              @click=${() => (this.at = i)}
            >
              ${name}
            </button>`,
        )}
      </div>
      <div role="tabpanel" id="panel" aria-labelledby="tab-${this.at}">${this.#panel()}</div>`;
  }

  #panel(): unknown {
    const tab = TABS[this.at];
    void tab?.load?.();
    return tab?.panel;
  }

  #key(event: KeyboardEvent): void {
    const move = { ArrowRight: 1, ArrowLeft: -1 }[event.key];
    const to = event.key === 'Home' ? 0 : event.key === 'End' ? TABS.length - 1 : move && this.at + move;
    if (to === undefined) return;
    event.preventDefault();
    this.at = (to + TABS.length) % TABS.length;
    void this.updateComplete.then(() => this.renderRoot.querySelector<HTMLElement>(`#tab-${this.at}`)?.focus());
  }
}

declare global {
  interface HTMLElementTagNameMap {
    'lab-tabs': LabTabs;
  }
}
