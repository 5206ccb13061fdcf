/** The Export menu: one item for each exporter that the page was given. */
import { css, html, LitElement, nothing } from 'lit';
import { customElement, property, state } from 'lit/decorators.js';
import './lab-menu.ts';
import { shared } from './styles.ts';

export interface Exporter {
  /** The menu item's words. */
  readonly name: string;
  /** Makes the file and hands it to the browser. Throws an Error whose message is fit to be shown. */
  readonly save: () => Promise<void>;
}

@customElement('lab-export')
export class LabExport extends LitElement {
  static override styles = [
    shared,
    css`
      p {
        margin: 4px 0 0;
        color: var(--danger);
      }
    `,
  ];

  @property({ attribute: false }) exporters: readonly Exporter[] = [];
  @property({ type: Boolean }) disabled = false;
  @state() private fault = '';

  protected override render(): unknown {
    if (this.exporters.length === 0) return null;
    return html`<lab-menu
        label="Export"
        .items=${this.exporters.map(({ name }) => name)}
        .disabled=${this.disabled}
        @menu-choice=${(event: CustomEvent<string>) => this.#save(event.detail)}
      ></lab-menu>
      ${this.fault === '' ? nothing : html`<p role="alert" class="small">${this.fault}</p>`}`;
  }

  async #save(name: string): Promise<void> {
    this.fault = '';
    try {
      await this.exporters.find((exporter) => exporter.name === name)?.save();
    } catch (error) {
      const reason = error instanceof Error ? error.message : String(error);
      this.fault = `${name} was not written: ${reason}`;
    }
  }
}

declare global {
  interface HTMLElementTagNameMap {
    'lab-export': LabExport;
  }
}
