/** A dialog with a few lines of code to read and copy. */
import { css, html, LitElement } from 'lit';
import { customElement, property, query, state } from 'lit/decorators.js';
import { popups, shared } from './styles.ts';
import { msg } from '../../shared/util/texts.ts';

@customElement('lab-code')
export class LabCode extends LitElement {
  static override styles = [
    shared,
    popups,
    css`
      #code {
        width: min(720px, calc(100vw - 32px));
      }
      h2 {
        margin: 0 0 8px;
        font-size: inherit;
      }
      pre {
        margin: 0 0 8px;
        padding: 8px;
        background: var(--surface-sunk);
        font-size: var(--text-small);
        overflow: auto;
        white-space: pre-wrap;
        overflow-wrap: anywhere;
      }
    `,
  ];

  /** What the code is for. */
  @property() heading = '';
  @property() code = '';
  @state() private said = '';
  @query('#code') private popup?: HTMLElement;

  /** The element that had the focus before, and gets it back. */
  #from: HTMLElement | undefined;

  async show(): Promise<void> {
    this.said = '';
    await this.updateComplete;
    let active = document.activeElement;
    while (active?.shadowRoot?.activeElement) active = active.shadowRoot.activeElement;
    this.#from = active instanceof HTMLElement ? active : undefined;
    this.popup?.showPopover();
    this.renderRoot.querySelector('button')?.focus();
  }

  protected override render(): unknown {
    const { heading, code } = this;
    return html`<div id="code" popover role="dialog" aria-labelledby="heading" @toggle=${this.#toggled}>
      <h2 id="heading">${heading}</h2>
      <pre tabindex="0" role="region" aria-labelledby="heading">${code}</pre>
      <button type="button" @click=${this.#copy}>${msg('Copy')}</button>
      <span aria-live="polite" aria-atomic="true" class="small soft">${this.said}</span>
    </div>`;
  }

  #toggled(event: ToggleEvent): void {
    if (event.newState !== 'closed') return;
    // The focus may still be in the closed dialog.
    if (this.shadowRoot?.activeElement || document.activeElement === document.body) this.#from?.focus();
  }

  async #copy(): Promise<void> {
    try {
      await navigator.clipboard.writeText(this.code);
      this.said = msg('Copied');
    } catch {
      this.said = msg('The browser refused to copy: select it and copy it from here.');
    }
  }
}

declare global {
  interface HTMLElementTagNameMap {
    'lab-code': LabCode;
  }
}
