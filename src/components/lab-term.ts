/** The name of a quantity, which explains itself: rested on, reached by the keyboard, or pressed. */
import { css, html, LitElement, nothing } from 'lit';
import { customElement, property } from 'lit/decorators.js';
import { EXPLANATIONS, type Explanation, type ExplanationKey } from '../shared/explanations.ts';
import { CardOpening } from './card-opening.ts';
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
      :host([slim]) {
        display: inline;
      }
      :host([heading]) {
        display: block;
      }
      h2 {
        margin: 0;
        font: inherit;
      }
      button {
        min-height: 24px;
        padding: 0;
        border: 0;
        background: none;
        font: inherit;
        text-align: inherit;
        text-decoration: underline dotted var(--line-strong);
        text-underline-offset: 3px;
      }
      :host(:is([slim], [heading])) button {
        min-height: 0;
      }
      [popover] {
        position: fixed;
        inset: auto;
        margin: 0;
        font: var(--text-body) / 1.4 var(--font);
        overflow-wrap: break-word;
      }
      lab-explanation + lab-explanation {
        margin-top: 16px;
      }
    `,
  ];

  /** What is explained; the first of several tells in a sentence what the name means. */
  @property() of: ExplanationKey | readonly ExplanationKey[] = [];
  /** The name is a heading of the second level. No other target may be within 24 px of its middle. */
  @property({ type: Boolean }) heading = false;
  /** No higher than its words: within a sentence, or where a larger target explains the same. */
  @property({ type: Boolean }) slim = false;
  /** The name is a control's, the element in whose shadow it stands: the card leaves the control free where it can. */
  @property({ type: Boolean, reflect: true }) beside = false;
  readonly #opening = new CardOpening(this);

  /** The words to be pressed are the element's own content. */
  protected override render(): unknown {
    const explanations = [this.of].flat().map((key): Explanation => EXPLANATIONS[key]);
    const { open } = this.#opening;
    const name = html`<button
      type="button"
      aria-description=${explanations[0]?.what ?? nothing}
      aria-expanded=${open ? 'true' : 'false'}
      aria-details=${open ? 'about' : nothing}
      @click=${() => this.#opening.press()}
    >
      <slot></slot>
    </button>`;
    const card = html`<div id="about" popover="manual" role="group" aria-label="Explanation">
      ${open ? explanations.map((each) => html`<lab-explanation .explanation=${each}></lab-explanation>`) : nothing}
    </div>`;
    // Not even a space behind the name: in a sentence it would stand before the comma.
    return html`${this.heading ? html`<h2>${name}</h2>` : name}${card}`;
  }
}

declare global {
  interface HTMLElementTagNameMap {
    'lab-term': LabTerm;
  }
}
