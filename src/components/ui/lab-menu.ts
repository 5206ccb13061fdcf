/** A button with a menu, following the WAI-ARIA menu button pattern. @fires menu-choice {detail: string} */
import { css, html, LitElement, nothing, type PropertyValues } from 'lit';
import { customElement, property, state } from 'lit/decorators.js';
import { shared } from './styles.ts';

@customElement('lab-menu')
export class LabMenu extends LitElement {
  static override styles = [
    shared,
    css`
      :host {
        position: relative;
      }
      .opener {
        width: 100%;
      }
      :host([below]) .opener {
        display: block;
        min-height: 24px;
        padding: 0 var(--opener-padding, 4px);
        border-color: transparent;
        background: transparent;
        color: var(--text-soft);
        font-size: var(--text-small);
      }
      :host([below]) .opener:hover:not(:disabled),
      :host([below]) .opener[aria-expanded='true'] {
        border-color: var(--line-strong);
      }
      :host([below]) [role='menu'] {
        top: calc(100% + 4px);
        bottom: auto;
      }
      .opener::after {
        content: ' ▾' / '';
      }
      [role='menu'] {
        position: absolute;
        right: 0;
        bottom: calc(100% + 4px);
        z-index: 3;
        min-width: 100%;
        margin: 0;
        padding: 4px;
        border: 1px solid var(--line-strong);
        border-radius: var(--radius);
        background: var(--surface);
      }
      [role='menuitem'] {
        display: block;
        width: 100%;
        border: 0;
        font-size: var(--text-small);
        text-align: left;
        white-space: nowrap;
      }
      [role='menuitem']:focus-visible {
        outline-offset: -2px;
      }
    `,
  ];

  @property() label = '';
  /** The accessible name of the button, if its label isn't enough. */
  @property() name = '';
  /** Opens downwards, from a small button. */
  @property({ type: Boolean, reflect: true }) below = false;
  @property({ attribute: false }) items: readonly string[] = [];
  @property({ type: Boolean }) disabled = false;
  @state() private open = false;
  @state() private at = 0;

  protected override render(): unknown {
    return html`<button
        type="button"
        class="opener"
        id="opener"
        aria-haspopup="menu"
        aria-label=${this.name || nothing}
        aria-expanded=${this.open ? 'true' : 'false'}
        ?disabled=${this.disabled}
        @click=${() => (this.open ? this.#close(false) : this.#openAt(0))}
        @keydown=${this.#openerKey}
      >
        ${this.label}
      </button>
      <div
        role="menu"
        aria-labelledby="opener"
        tabindex="-1"
        ?hidden=${!this.open}
        @keydown=${this.#menuKey}
        @focusout=${this.#left}
      >
        ${this.items.map(
          (item) =>
            html`<button type="button" role="menuitem" tabindex="-1" @click=${() => this.#choose(item)}>
              ${item}
            </button>`,
        )}
      </div>`;
  }

  protected override updated(changed: PropertyValues): void {
    if (this.open && (changed.has('open') || changed.has('at'))) this.#buttons()[this.at]?.focus();
  }

  #buttons(): HTMLElement[] {
    return [...this.renderRoot.querySelectorAll<HTMLElement>('[role=menuitem]')];
  }

  #openAt(index: number): void {
    this.at = (index + this.items.length) % this.items.length;
    this.open = true;
  }

  #close(refocus: boolean): void {
    this.open = false;
    if (refocus) this.renderRoot.querySelector<HTMLElement>('#opener')?.focus();
  }

  #choose(item: string): void {
    this.#close(true);
    this.dispatchEvent(new CustomEvent<string>('menu-choice', { detail: item }));
  }

  #openerKey(event: KeyboardEvent): void {
    if (event.key !== 'ArrowDown' && event.key !== 'ArrowUp') return;
    event.preventDefault();
    this.#openAt(event.key === 'ArrowDown' ? 0 : -1);
  }

  #menuKey(event: KeyboardEvent): void {
    const { key } = event;
    if (key === 'Tab') return this.#close(false);
    const following = this.items.map((_, i) => (this.at + 1 + i) % this.items.length);
    const named = following.find((i) => this.items[i]?.toLowerCase().startsWith(key.toLowerCase()));
    if (key === 'ArrowDown') this.#openAt(this.at + 1);
    else if (key === 'ArrowUp') this.#openAt(this.at - 1);
    else if (key === 'Home') this.#openAt(0);
    else if (key === 'End') this.#openAt(-1);
    else if (key === 'Escape') this.#close(true);
    else if (named !== undefined) this.#openAt(named);
    else return;
    event.preventDefault();
    event.stopPropagation();
  }

  #left(event: FocusEvent): void {
    const to = event.relatedTarget;
    if (!(to instanceof Node) || !this.renderRoot.contains(to)) this.#close(false);
  }
}

declare global {
  interface HTMLElementTagNameMap {
    'lab-menu': LabMenu;
  }
}
