/** The name of a quantity with an explanation that opens on click, Enter or a long hover. */
import { css, html, LitElement, nothing } from 'lit';
import { customElement, property } from 'lit/decorators.js';
import { EXPLANATIONS, type ExplanationKey } from '../../shared/glossary/explanations.ts';
import { msg } from '../../shared/util/texts.ts';
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
      .name {
        font: inherit;
      }
      dfn {
        display: inline-flex;
        align-items: center;
        min-height: 24px;
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
        margin-top: 8px;
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
  /** The slotted name is a control with its own action: the card opens on a long hover only. */
  @property({ type: Boolean }) control = false;
  readonly #opening = new PopoverController(this);

  /**
   * The clickable words are the element's own content. They are a term, not a button: a button with such a name would
   * be found among the page's commands ("training" beside Train, "step" beside Step).
   */
  protected override render(): unknown {
    const keys = [this.of].flat();
    const { open } = this.#opening;
    const card = html`<div id="about" popover="manual" role="group" aria-label=${msg('Explanation')}>
      ${open ? keys.map((key, i) => html`<lab-explanation .of=${key} ?plain=${i > 0}></lab-explanation>`) : nothing}
    </div>`;
    // No whitespace after the name, because a comma may follow.
    return html`${this.control ? html`<span class="name"><slot></slot></span>` : this.#term(keys[0], open)}${card}`;
  }

  #term(key: ExplanationKey | undefined, open: boolean): unknown {
    return html`<dfn
      class="name"
      tabindex="0"
      aria-roledescription=${msg('term, Enter explains it')}
      aria-description=${key === undefined ? nothing : EXPLANATIONS[key].what}
      aria-details=${open ? 'about' : nothing}
      @click=${() => this.#opening.press()}
      @keydown=${this.#keyDown}
      ><slot></slot
    ></dfn>`;
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
