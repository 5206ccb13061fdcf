/** The name of a quantity, as the head of a row or column, that explains itself when it is pressed. */
import { css, html, LitElement, nothing } from 'lit';
import { customElement, property, state } from 'lit/decorators.js';
import { EXPLANATIONS, type ExplanationKey } from '../shared/explanations.ts';
import './lab-explanation.ts';
import { shared } from './styles.ts';

@customElement('lab-term')
export class LabTerm extends LitElement {
  static override styles = [
    shared,
    css`
      :host {
        display: inline-block;
      }
      button {
        min-height: 24px;
        padding: 0;
        border: 0;
        background: none;
        text-decoration: underline dotted var(--line-strong);
        text-underline-offset: 3px;
      }
      div {
        width: min(560px, calc(100vw - 32px));
        max-height: calc(100vh - 64px);
        padding: 16px;
        border: 1px solid var(--line-strong);
        border-radius: var(--radius);
        background: var(--surface);
        color: var(--text);
        text-align: left;
        white-space: normal;
      }
    `,
  ];

  /** What is explained. */
  @property() of: ExplanationKey = 'loss';
  /** The words to press; by default the quantity's name. */
  @property() text = '';
  @state() private asked = false;

  protected override render(): unknown {
    const explanation = EXPLANATIONS[this.of];
    return html`<button type="button" popovertarget="about" title=${explanation.what}>
        ${this.text === '' ? explanation.name : this.text}
      </button>
      <div id="about" popover @beforetoggle=${() => (this.asked = true)}>
        ${this.asked ? html`<lab-explanation .explanation=${explanation}></lab-explanation>` : nothing}
      </div>`;
  }
}

declare global {
  interface HTMLElementTagNameMap {
    'lab-term': LabTerm;
  }
}
