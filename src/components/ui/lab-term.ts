/** The name of a quantity with an explanation that opens on hover, keyboard focus or click. */
import { css, html, LitElement, nothing } from 'lit';
import { customElement, property } from 'lit/decorators.js';
import { EXPLANATIONS, type Explanation, type ExplanationKey } from '../../shared/glossary/explanations.ts';
import { PopoverController } from './popover-controller.ts';
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
      dfn {
        display: inline-flex;
        align-items: center;
        min-height: 24px;
        font: inherit;
        text-align: inherit;
        cursor: pointer;
        text-decoration: underline dotted var(--line-strong);
        text-underline-offset: 3px;
      }
      :host([slim]) dfn {
        display: inline;
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

  /** What is explained. The first of several provides the accessible description. */
  @property() of: ExplanationKey | readonly ExplanationKey[] = [];
  /**
   * No higher than its text: for a term within a sentence, where a larger target explains the same, or where no other
   * target is within 24 px of its centre.
   */
  @property({ type: Boolean }) slim = false;
  /** The name belongs to a control, the host of its shadow root; the card avoids covering the control if it can. */
  @property({ type: Boolean, reflect: true }) beside = false;
  readonly #opening = new PopoverController(this);

  /**
   * The clickable words are the element's own content. They are a term, not a button: a button with such a name would
   * be found among the page's commands ("training" beside Train, "step" beside Step).
   */
  protected override render(): unknown {
    const explanations = [this.of].flat().map((key): Explanation => EXPLANATIONS[key]);
    const { open } = this.#opening;
    const name = html`<dfn
      tabindex="0"
      aria-description=${explanations[0]?.what ?? nothing}
      aria-details=${open ? 'about' : nothing}
      @click=${() => this.#opening.press()}
      @keydown=${this.#keyDown}
      ><slot></slot
    ></dfn>`;
    const card = html`<div id="about" popover="manual" role="group" aria-label="Explanation">
      ${open ? explanations.map((each) => html`<lab-explanation .explanation=${each}></lab-explanation>`) : nothing}
    </div>`;
    // No whitespace after the name, because a comma may follow.
    return html`${name}${card}`;
  }

  /** Keys that act as a click. Auto-repeat is ignored, and the page's shortcuts don't fire. */
  #keyDown(event: KeyboardEvent): void {
    if ((event.key !== 'Enter' && event.key !== ' ') || event.ctrlKey || event.metaKey || event.altKey) return;
    event.preventDefault();
    if (!event.repeat) this.#opening.press();
  }
}

declare global {
  interface HTMLElementTagNameMap {
    'lab-term': LabTerm;
  }
}
