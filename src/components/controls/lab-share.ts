/**
 * Copies the address of the run, or shows it for manual copying if the clipboard refuses. Also opens the system's share
 * sheet if there is one.
 */
import { css, html, LitElement, nothing, type PropertyValues } from 'lit';
import { customElement, property, state } from 'lit/decorators.js';
import { shared } from '../ui/styles.ts';
import { msg } from '../../shared/util/texts.ts';

const SAID_FOR_MS = 2500;

@customElement('lab-share')
export class LabShare extends LitElement {
  static override styles = [
    shared,
    css`
      button {
        width: 100%;
      }
      .sheet {
        margin-top: 8px;
      }
      input {
        width: 100%;
        margin-top: 8px;
      }
    `,
  ];

  /** The absolute address to copy. */
  @property() address = '';
  @state() private said = '';
  @state() private byHand = false;

  protected override render(): unknown {
    return html`<button type="button" @click=${this.#copy}>${msg('Share link')}</button>
      ${
        'share' in navigator
          ? html`<button type="button" class="sheet" @click=${this.#share}>${msg('Share by …')}</button>`
          : nothing
      }
      <span aria-live="polite" aria-atomic="true" class="small soft">${this.said}</span>
      ${
        this.byHand
          ? html`<input
              id="address"
              type="text"
              readonly
              aria-label=${msg('Address of this run')}
              .value=${this.address}
            />`
          : nothing
      }`;
  }

  protected override updated(changed: PropertyValues): void {
    if (this.byHand && changed.has('byHand')) this.renderRoot.querySelector<HTMLInputElement>('#address')?.select();
  }

  async #share(): Promise<void> {
    this.said = '';
    try {
      await navigator.share({ title: msg('A run of Shuffle Lab'), url: this.address });
    } catch (error) {
      // The user closed the sheet.
      if (error instanceof DOMException && error.name === 'AbortError') return;
      this.said = msg('This could not be shared from here: copy the link.');
    }
  }

  async #copy(): Promise<void> {
    try {
      await navigator.clipboard.writeText(this.address);
      this.byHand = false;
      this.said = msg('Copied');
      setTimeout(() => (this.said = ''), SAID_FOR_MS);
    } catch {
      this.byHand = true;
      this.said = msg('The browser refused to copy: copy it from here.');
    }
  }
}

declare global {
  interface HTMLElementTagNameMap {
    'lab-share': LabShare;
  }
}
