/** Copies the address of the run; where the clipboard refuses, shows it for copying by hand. */
import { css, html, LitElement, nothing, type PropertyValues } from 'lit';
import { customElement, property, state } from 'lit/decorators.js';
import { shared } from './styles.ts';

const SAID_FOR_MS = 2500;

@customElement('lab-share')
export class LabShare extends LitElement {
  static override styles = [
    shared,
    css`
      button {
        width: 100%;
      }
      input {
        width: 100%;
        margin-top: 8px;
      }
    `,
  ];

  /** The address to copy, absolute. */
  @property() address = '';
  @state() private said = '';
  @state() private byHand = false;

  protected override render(): unknown {
    return html`<button type="button" @click=${this.#copy}>Share link</button>
      <span role="status" class="small soft">${this.said}</span>
      ${
        this.byHand
          ? html`<input id="address" type="text" readonly aria-label="Address of this run" .value=${this.address} />`
          : nothing
      }`;
  }

  protected override updated(changed: PropertyValues): void {
    if (this.byHand && changed.has('byHand')) this.renderRoot.querySelector<HTMLInputElement>('#address')?.select();
  }

  async #copy(): Promise<void> {
    try {
      await navigator.clipboard.writeText(this.address);
      this.byHand = false;
      this.said = 'Copied';
      setTimeout(() => (this.said = ''), SAID_FOR_MS);
    } catch {
      this.byHand = true;
      this.said = 'The browser refused to copy: copy it from here.';
    }
  }
}

declare global {
  interface HTMLElementTagNameMap {
    'lab-share': LabShare;
  }
}
