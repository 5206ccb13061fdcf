/** A menu that copies the adjacent table as text for papers, and reports the outcome. */
import { css, html, LitElement } from 'lit';
import { customElement, property, state } from 'lit/decorators.js';
import './lab-menu.ts';
import { shared } from './styles.ts';
import { readTable, TABLE_FORMATS } from './table-text.ts';
import { msg, str } from '../../shared/util/texts.ts';

const TOLD_FOR = 4000;

@customElement('lab-table-text')
export class LabTableText extends LitElement {
  static override styles = [
    shared,
    css`
      :host {
        display: flex;
        align-items: center;
        gap: 8px;
        width: fit-content;
        margin-left: auto;
      }
    `,
  ];

  /** The table's name. */
  @property() label = '';
  /** The table's selector in the parent's tree. */
  @property() table = 'table';
  @state() private told = '';

  protected override render(): unknown {
    return html`<lab-menu
        below
        label=${msg('As text')}
        name=${msg(str`${this.label} as text`)}
        .items=${[...TABLE_FORMATS.keys()]}
        @menu-choice=${(event: CustomEvent<string>) => void this.#copy(event.detail)}
      ></lab-menu>
      <span class="small soft" aria-live="polite">${this.told}</span>`;
  }

  async #copy(item: string): Promise<void> {
    const root = this.getRootNode();
    const table = root instanceof ShadowRoot ? root.querySelector(this.table) : null;
    const write = TABLE_FORMATS.get(item);
    if (!(table instanceof HTMLTableElement) || !write) return;
    try {
      await navigator.clipboard.writeText(write(readTable(table)));
      this.told = msg(str`Copied (${item}).`);
    } catch (error) {
      this.told = msg(str`Not copied: ${error instanceof Error ? error.message : String(error)}`);
    }
    setTimeout(() => (this.told = ''), TOLD_FOR);
  }
}

declare global {
  interface HTMLElementTagNameMap {
    'lab-table-text': LabTableText;
  }
}
