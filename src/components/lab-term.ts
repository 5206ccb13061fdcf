/** The name of a quantity, as the head of a row or column, that explains itself when it is pressed. */
import { css, html, LitElement, nothing } from 'lit';
import { customElement, property, state } from 'lit/decorators.js';
import { EXPLANATIONS, type ExplanationKey } from '../shared/explanations.ts';
import './lab-explanation.ts';
import { popups, shared } from './styles.ts';

@customElement('lab-term')
export class LabTerm extends LitElement {
  static override styles = [
    shared,
    popups,
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
