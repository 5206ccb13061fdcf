/** What stands under the charts, one at a time: windows, panels, and what the numbers mean. After the WAI-ARIA tabs pattern. */
import { css, html, LitElement } from 'lit';
import { customElement, property, state } from 'lit/decorators.js';
import type { ChartCursor } from '../charts/cursor.ts';
import type { SavedRuns } from '../state/saved-runs.ts';
import type { RunStore } from '../state/run-store.ts';
import './examples/lab-examples.ts';
import './layers/lab-forces.ts';
import './lab-glossary.ts';
import './layers/lab-layers.ts';
import './memorization/lab-memorization.ts';
import './runs/lab-runs.ts';
import './windows/lab-windows.ts';
import { shared } from './ui/styles.ts';

const TABS = [
  'Windows',
  'Memorization',
  'Forces',
  'Layers',
  'Examples',
  'Network',
  'Runs',
  'What the numbers mean',
] as const;

@customElement('lab-tabs')
export class LabTabs extends LitElement {
  static override styles = [
    shared,
    css`
      [role='tablist'] {
        display: flex;
        flex-wrap: wrap;
        column-gap: 8px;
        border-bottom: 1px solid var(--line);
        margin-bottom: 8px;
      }
      [role='tab'] {
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
      /* As wide as it is when it is chosen, so that no tab moves. */
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

  @property({ attribute: false }) store?: RunStore;
  @property({ attribute: false }) revision = 0;
  @property({ attribute: false }) cursor?: ChartCursor;
  @property({ attribute: false }) shelf?: SavedRuns;
  @state() private at = 0;

  /** Brings a panel to the front. */
  show(name: (typeof TABS)[number]): void {
    this.at = TABS.indexOf(name);
  }

  protected override render(): unknown {
    return html`<div role="tablist" aria-label="Tables and explanations" @keydown=${this.#key}>
        ${TABS.map(
          (name, i) =>
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
    const { store, revision, cursor } = this;
    if (!store) return null;
    switch (TABS[this.at]) {
      case 'Memorization':
        // Fetched when it is first opened.
        void import('./memorization/lab-evaluation.ts');
        return html`<lab-memorization .store=${store} .revision=${revision} .cursor=${cursor}></lab-memorization>
          <lab-evaluation .store=${store} .revision=${revision}></lab-evaluation>`;
      case 'Forces':
        return html`<lab-forces .store=${store} .revision=${revision} .cursor=${cursor}></lab-forces>`;
      case 'Layers':
        return html`<lab-layers .store=${store} .revision=${revision} .cursor=${cursor}></lab-layers>`;
      case 'Network':
        // Fetched when it is first opened: it draws and edits more than the rest of the page.
        void import('./network/lab-network.ts');
        void import('./network/lab-filters.ts');
        return html`<lab-network .store=${store} .revision=${revision}></lab-network>
          <lab-filters .store=${store} .revision=${revision}></lab-filters>`;
      case 'Examples':
        // Fetched when it is first opened.
        void import('./examples/lab-example-history.ts');
        return html`<lab-example-history .store=${store} .revision=${revision}></lab-example-history>
          <lab-examples .store=${store} .revision=${revision}></lab-examples>`;
      case 'Runs':
        return html`<lab-runs .shelf=${this.shelf} .cursor=${cursor} .run=${store.state}></lab-runs>`;
      case 'What the numbers mean':
        return html`<lab-glossary></lab-glossary>`;
      default:
        return html`<lab-windows .store=${store} .revision=${revision}></lab-windows>`;
    }
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
