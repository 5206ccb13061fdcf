/** A large switch with a label and a word for its state. @fires toggle */
import { css, html, LitElement } from 'lit';
import { customElement, property } from 'lit/decorators.js';
import { shared } from '../ui/styles.ts';

@customElement('lab-switch')
export class LabSwitch extends LitElement {
  static override shadowRootOptions = { ...LitElement.shadowRootOptions, delegatesFocus: true };
  static override styles = [
    shared,
    css`
      button {
        display: flex;
        align-items: center;
        justify-content: space-between;
        gap: 8px;
        width: 100%;
        min-height: 56px;
        padding: 0 12px;
        border-width: 2px;
        font-size: var(--switch-type, var(--text-large));
        font-weight: 600;
        text-align: left;
      }
      button[aria-checked='true'] {
        background: var(--shuffled);
        border-color: var(--shuffled);
        color: var(--on-shuffled);
      }
      button[aria-checked='true']:hover:not([aria-disabled='true']) {
        background: color-mix(in srgb, var(--shuffled) 88%, var(--text));
      }
      .track {
        flex: none;
        width: 48px;
        height: 28px;
        padding: 3px;
        border: 2px solid currentcolor;
        border-radius: 14px;
      }
      .thumb {
        display: block;
        width: 18px;
        height: 18px;
        border-radius: 50%;
        background: currentcolor;
        forced-color-adjust: none;
        transition: transform 120ms;
      }
      button[aria-checked='true'] .thumb {
        transform: translateX(20px);
      }
      .value {
        display: block;
        font-size: var(--text-small);
        font-weight: 400;
      }
      @media (max-width: 760px) {
        button {
          min-height: 44px;
          font-size: var(--text-body);
        }
        .words {
          display: flex;
          flex-wrap: wrap;
          align-items: baseline;
          column-gap: 8px;
        }
      }
    `,
  ];

  @property() label = '';
  /** The meaning of its current position. */
  @property() meaning = '';
  @property({ type: Boolean }) checked = false;
  @property({ type: Boolean }) disabled = false;

  protected override render(): unknown {
    return html`<button
      type="button"
      role="switch"
      aria-checked=${this.checked ? 'true' : 'false'}
      aria-labelledby="label"
      aria-describedby="meaning"
      aria-disabled=${this.disabled ? 'true' : 'false'}
      @click=${this.#toggle}
    >
      <span class="words"
        ><span id="label">${this.label}</span><span id="meaning" class="value">${this.meaning}</span></span
      >
      <span class="track" aria-hidden="true"><span class="thumb"></span></span>
    </button>`;
  }

  #toggle(): void {
    if (!this.disabled) this.dispatchEvent(new Event('toggle'));
  }
}

declare global {
  interface HTMLElementTagNameMap {
    'lab-switch': LabSwitch;
  }
}
