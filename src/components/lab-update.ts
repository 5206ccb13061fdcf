/** Offers a newer build of the lab, while no run would be lost by it. */
import { css, html, LitElement, nothing } from 'lit';
import { customElement, property } from 'lit/decorators.js';
import { shared } from './styles.ts';

@customElement('lab-update')
export class LabUpdate extends LitElement {
  static override styles = [
    shared,
    css`
      p {
        display: flex;
        flex-wrap: wrap;
        align-items: center;
        gap: 8px;
        margin: 0;
        padding: 4px 16px;
        border-bottom: 1px solid var(--line);
        background: var(--surface-sunk);
      }
    `,
  ];

  /** Loads the newer build; undefined while there is none. */
  @property({ attribute: false }) use: (() => void) | undefined;
  /** A run loads or trains. */
  @property({ type: Boolean }) busy = false;

  protected override render(): unknown {
    const { use } = this;
    if (!use || this.busy) return nothing;
    return html`<p aria-live="polite" aria-atomic="true">
      A newer release of the lab is ready. Your runs are kept.
      <button type="button" class="quiet" @click=${use}>Load it now</button>
    </p>`;
  }
}

declare global {
  interface HTMLElementTagNameMap {
    'lab-update': LabUpdate;
  }
}
